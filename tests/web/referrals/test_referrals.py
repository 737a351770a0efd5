"""Sending, answering, withdrawing, reminding: with what is kept, said and written down of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from uuid import uuid4

import pytest

from maillage.web.accounts.models import User
from maillage.web.directory.models import Entry
from maillage.web.messages.models import Message
from maillage.web.privacy.actions.consents import withdraw_consent
from maillage.web.privacy.actions.erasure import erase
from maillage.web.privacy.actions.retention import apply_retention
from maillage.web.privacy.models import Consent as ConsentRow
from maillage.web.privacy.models import Entry as JournalRow
from maillage.web.privacy.models import Means, Notice
from maillage.web.referrals.actions.answers import answer, read
from maillage.web.referrals.actions.following import follow
from maillage.web.referrals.actions.referrals import send_on
from maillage.web.referrals.actions.withdrawing import withdraw
from maillage.web.referrals.models import Referral
from maillage.web.referrals.models.link import PERSON, STRUCTURE, find_by_token, token_of
from maillage.web.referrals.rules.refusals import RefusedError
from maillage.web.referrals.rules.said import Consent, Reply
from maillage.web.referrals.rules.states import Event

from ..given import NOW
from .conftest import ORALLY, Refer, an_entry

DAY = timedelta(days=1)
YES = Reply(Event.ACCEPT, means="phone", contact_on=date(2026, 3, 6))
FULL = Reply(Event.REFUSE, refusal="full")
pytestmark = pytest.mark.django_db


def told() -> list[str]:
    return list(Message.objects.order_by("pk").values_list("template", flat=True))


def verbs() -> list[str]:
    return list(JournalRow.objects.order_by("number").values_list("verb", flat=True))


def test_a_structure_is_asked_without_a_word_of_the_person(refer: Refer, structure: Entry) -> None:
    made = refer()
    assert (made.state, made.structure, made.asked_by) == ("waiting", "Espace numérique", "email")
    assert told() == ["referrals/asked", "referrals/sent"]
    asked = Message.objects.get(template="referrals/asked")
    said = asked.subject + asked.text
    assert asked.email == structure.email
    assert f"/orientations/reponse/{token_of(made, STRUCTURE)}/" in said
    for word in ("Rose", "Martin", "06 12", "0612345678", "612345678", "rose@", "internet", "Rambouillet"):
        assert word not in said


def test_the_consent_is_kept_with_the_text_that_was_read(refer: Refer, agent: User) -> None:
    made = refer(consent=Consent("paper", "fr"))
    kept = ConsentRow.objects.get(person=f"referrals.referral {made.pk}")
    assert (kept.purpose, kept.given_means, kept.given_by, kept.given_at) == ("referrals", "paper", agent, NOW)
    assert kept.text_is_whole
    assert "Vous pouvez dire non" in kept.notice.text
    assert verbs()[-2:] == ["privacy.consent_given", "referrals.sent"]


def test_the_notice_of_the_authority_replaces_ours(refer: Refer) -> None:
    refer()
    own = Notice(purpose="referrals", language="fr", version=2, text="Le nôtre.", digest="", at=NOW)
    from maillage.web.privacy.rules.notices import digest_of

    own.digest = digest_of(own.text)
    own.save()
    made = refer()
    assert ConsentRow.objects.get(person=f"referrals.referral {made.pk}").notice == own


def test_a_form_sent_twice_makes_one(refer: Refer) -> None:
    key = uuid4()
    assert refer(key=key) == refer(key=key)
    assert Referral.objects.count() == 1
    assert told() == ["referrals/asked", "referrals/sent"]


@pytest.mark.parametrize(
    ("contact", "channel"),
    [({"email": ""}, "call"), ({"email": "", "phone": ""}, "letter")],
    ids=["by telephone", "by letter"],
)
def test_a_structure_without_e_mail_is_called_or_written_to(refer: Refer, contact: dict, channel: str) -> None:
    made = refer(an_entry(**contact))
    assert made.asked_by == channel
    asked = Message.objects.get(template="referrals/asked_by_hand")
    assert asked.channel == channel
    assert f"n° {made.pk}" in asked.text
    assert "Rose" not in asked.text


def test_a_structure_that_nobody_can_reach_is_refused(refer: Refer) -> None:
    with pytest.raises(RefusedError, match="silent"):
        refer(an_entry(email="", phone="", city="", postcode=""))
    assert not Referral.objects.exists()
    assert not ConsentRow.objects.exists()


def test_names_and_contacts_are_sealed_in_the_database(refer: Refer) -> None:
    from django.db import connection

    made = refer()
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, phone, email FROM referrals_referral WHERE id = %s", [made.pk])
        raw = " ".join(str(each) for each in cursor.fetchone())
    assert "Rose" not in raw
    assert "612345678" not in raw


def test_an_acceptance_is_told_to_the_agent_and_to_the_person(refer: Refer) -> None:
    made = answer(referral=refer(), reply=YES, by=None, now=NOW + DAY)
    assert (made.state, made.means, made.ended_at) == ("accepted", "phone", NOW + DAY)
    assert told()[2:] == ["referrals/news", "referrals/accepted"]
    news = Message.objects.get(template="referrals/news")
    assert "Rose" not in news.subject + news.text
    assert "vendredi 6 mars" in Message.objects.get(template="referrals/accepted").text
    assert verbs()[-1] == "referrals.accepted"


def test_who_does_not_want_to_be_told_is_told_nothing(refer: Refer) -> None:
    answer(referral=refer(tells_person=False), reply=YES, by=None, now=NOW + DAY)
    assert told() == ["referrals/asked", "referrals/news"]


def test_of_two_answers_the_first_holds(refer: Refer) -> None:
    made = refer()
    answer(referral=made, reply=YES, by=None, now=NOW + DAY)
    with pytest.raises(RefusedError, match="answered"):
        answer(referral=made, reply=FULL, by=None, now=NOW + DAY)
    made.refresh_from_db()
    assert (made.state, made.refusal) == ("accepted", "")


def test_the_same_answer_twice_is_one(refer: Refer) -> None:
    made = refer()
    for _ in range(2):
        answer(referral=made, reply=FULL, by=None, now=NOW + DAY)
    assert verbs().count("referrals.refused") == 1
    assert told().count("referrals/unanswered") == 1


def test_an_answer_after_a_fortnight_is_refused(refer: Refer) -> None:
    with pytest.raises(RefusedError, match="expired"):
        answer(referral=refer(), reply=YES, by=None, now=NOW + 14 * DAY)


def test_reading_it_is_written_down_once(refer: Refer) -> None:
    made = refer()
    for hours in (1, 2):
        read(referral=made, now=NOW + hours * timedelta(hours=1))
    made.refresh_from_db()
    assert made.opened_at == NOW + timedelta(hours=1)
    assert verbs().count("referrals.opened") == 1


def test_whoever_refused_reads_it_no_more(refer: Refer) -> None:
    made = refer()
    answer(referral=made, reply=FULL, by=None, now=NOW + DAY)
    with pytest.raises(RefusedError, match="answered"):
        read(referral=made, now=NOW + DAY)


def test_withdrawing_takes_everything_away_and_stops_what_waits(refer: Refer) -> None:
    made = refer()
    withdraw(referral=made, means=Means.WEB, by=None, now=NOW + DAY)
    made.refresh_from_db()
    assert made.state == "withdrawn"
    assert (made.name, made.phone, made.email, made.obstacles, made.notes) == ("", "", "", [], [])
    assert made.forgotten_at == NOW + DAY
    with pytest.raises(RefusedError, match="withdrawn"):
        read(referral=made, now=NOW + DAY)
    assert Message.objects.get(template="referrals/asked").state == "cancelled"
    assert "referrals/taken_back" not in told()
    assert not ConsentRow.objects.filter(withdrawn_at=None).exists()
    assert verbs()[-1] == "referrals.withdrawn"


def test_a_structure_that_was_asked_is_told_that_it_is_over(refer: Refer) -> None:
    made = refer()
    Message.objects.filter(template="referrals/asked").update(state="sent", ended_at=NOW)
    withdraw(referral=made, means=Means.PHONE, by=None, now=NOW + DAY)
    withdraw(referral=made, means=Means.PHONE, by=None, now=NOW + 2 * DAY)
    assert told().count("referrals/taken_back") == 1
    assert verbs().count("referrals.withdrawn") == 1


def test_a_consent_that_ends_elsewhere_closes_the_link(refer: Refer, agent: User) -> None:
    made = refer()
    withdraw_consent(person=made, purpose="referrals", means=Means.PHONE, by=agent, now=NOW)
    for act in (lambda: read(referral=made, now=NOW), lambda: answer(referral=made, reply=YES, by=None, now=NOW)):
        with pytest.raises(RefusedError, match="withdrawn"):
            act()
    assert follow(now=NOW + 3 * DAY) == 1
    made.refresh_from_db()
    assert (made.state, made.name) == ("withdrawn", "")
    assert "referrals/reminder" not in told()


def test_an_erased_person_is_in_no_referral(refer: Refer, person: Callable[..., User]) -> None:
    made = refer()
    erase(person=made, by=person(role="dpo"), now=NOW)
    made.refresh_from_db()
    assert (made.name, made.email, made.obstacles) == ("", "", [])
    with pytest.raises(RefusedError, match="withdrawn"):
        read(referral=made, now=NOW)


def test_structures_are_reminded_twice_and_then_it_expires(refer: Refer) -> None:
    made = refer()
    for day in range(1, 16):
        for _ in range(2):
            follow(now=NOW + day * DAY)
    made.refresh_from_db()
    assert (made.state, made.reminded, made.ended_at) == ("expired", 2, NOW + 14 * DAY)
    assert told() == [
        "referrals/asked",
        "referrals/sent",
        "referrals/reminder",
        "referrals/reminder",
        "referrals/news",
        "referrals/unanswered",
    ]


def test_a_machine_that_stood_still_reminds_once(refer: Refer) -> None:
    refer()
    follow(now=NOW + 8 * DAY)
    assert told().count("referrals/reminder") == 1


def test_whoever_answered_is_not_reminded(refer: Refer) -> None:
    answer(referral=refer(), reply=YES, by=None, now=NOW + DAY)
    assert follow(now=NOW + 20 * DAY) == 0


def test_after_a_refusal_one_goes_on_to_the_next_with_a_consent_of_its_own(refer: Refer, agent: User) -> None:
    made, key = refer(), uuid4()
    following = an_entry("digital-skills", name="Médiathèque")
    with pytest.raises(RefusedError, match="unanswered"):
        send_on(referral=made, structure=following, consent=ORALLY, key=key, by=agent, now=NOW)
    answer(referral=made, reply=FULL, by=None, now=NOW + DAY)
    onward = {"referral": made, "structure": following, "consent": ORALLY, "by": agent, "now": NOW + DAY}
    then = send_on(key=key, **onward)
    assert send_on(key=key, **onward) == then
    assert (then.follows, then.name, then.structure, then.need) == (made, "Rose Martin", "Médiathèque", "digital")
    assert ConsentRow.objects.filter(purpose="referrals").count() == 2
    with pytest.raises(RefusedError, match="followed"):
        send_on(key=uuid4(), **onward)


def test_after_three_months_it_says_no_more_who_it_was(refer: Refer) -> None:
    made = refer()
    answer(referral=made, reply=FULL, by=None, now=NOW + DAY)
    apply_retention(now=NOW + 90 * DAY)
    made.refresh_from_db()
    assert made.name == "Rose Martin"
    apply_retention(now=NOW + 92 * DAY)
    made.refresh_from_db()
    assert (made.name, made.phone, made.obstacles, made.state, made.refusal) == ("", "", [], "refused", "full")
    assert made.forgotten_at == NOW + 92 * DAY


def test_a_link_opens_its_own_referral_and_nothing_else(refer: Refer) -> None:
    one, other = refer(), refer(key=uuid4())
    assert find_by_token(token_of(one, STRUCTURE), STRUCTURE) == one
    assert find_by_token(token_of(other, PERSON), PERSON) == other
    assert find_by_token(token_of(one, STRUCTURE), PERSON) is None
    assert find_by_token(token_of(one, STRUCTURE)[:-1], STRUCTURE) is None
    assert find_by_token("", STRUCTURE) is None
