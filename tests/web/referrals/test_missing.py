"""What is missing: counted, hidden where it is little, and for those who decide."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.web.accounts.models import User
from maillage.web.referrals.actions.answers import answer
from maillage.web.referrals.actions.counting import count
from maillage.web.referrals.models import Asked
from maillage.web.referrals.queries.missing import missing, missing_csv
from maillage.web.referrals.rules.figures import DAY, median_days, shielded_within
from maillage.web.referrals.rules.said import Reply
from maillage.web.referrals.rules.states import Event

from ..given import NOW
from .conftest import Refer

RAMBOUILLET, ABLIS, SARTROUVILLE = "78517", "78003", "78586"
pytestmark = pytest.mark.django_db


def searched(times: int, **said: object) -> None:
    """For a doctor, from Rambouillet, without finding one."""
    known = {"need": "doctor", "obstacles": ("reading",), "commune": RAMBOUILLET, "found": 0, "day": NOW.date()}
    for _ in range(times):
        count(key=uuid4(), **known | said)


def lines(each: list) -> dict[str, tuple]:
    return {line.code: (line.asked, line.missing) for line in each}


def test_by_commune_and_by_group_of_communes() -> None:
    searched(7)
    searched(3, found=2)
    searched(6, commune=SARTROUVILLE, need="dentist", obstacles=())
    shown = missing("12-mois", now=NOW)
    assert (shown.asked, shown.missing) == (16, 13)
    assert lines(shown.communes) == {RAMBOUILLET: (10, 7), SARTROUVILLE: (6, 6)}
    assert {line.name for line in shown.epcis} >= {"CA Rambouillet Territoires"}
    assert lines(shown.needs) == {"doctor": (10, 7), "dentist": (6, 6)}
    assert lines(shown.obstacles) == {"reading": (10, 7)}


def test_under_five_nothing_is_shown_nor_can_be_subtracted() -> None:
    searched(9)
    searched(6, commune=SARTROUVILLE)
    searched(2, commune=ABLIS)
    shown = lines(missing("12-mois", now=NOW).communes)
    assert shown[ABLIS] == (None, None)
    assert shown[RAMBOUILLET] == (None, None), "the total of their group would give Ablis away"
    assert shown[SARTROUVILLE] == (6, 6)
    assert "Ablis;78003;;\r\n" in missing_csv(missing("12-mois", now=NOW))


@settings(max_examples=20)
@given(st.lists(st.tuples(st.sampled_from([RAMBOUILLET, ABLIS, SARTROUVILLE]), st.integers(0, 2)), max_size=30))
def test_no_figure_under_five_is_ever_shown(asked: list[tuple[str, int]]) -> None:
    Asked.objects.all().delete()
    known = {"day": NOW.date(), "need": "doctor", "obstacles": ["reading"]}
    Asked.objects.bulk_create(Asked(key=uuid4(), commune=commune, found=found, **known) for commune, found in asked)
    shown = missing("12-mois", now=NOW)
    for told in (shown.communes, shown.epcis, shown.needs, shown.obstacles):
        for line in told:
            assert line.asked is None or line.asked >= 5
            assert line.missing is None or line.missing == 0 or line.missing >= 5


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 12)), st.integers(1, 3))
def test_nothing_hidden_can_be_had_by_subtracting(counts: dict[str, int], groups: int) -> None:
    group_of = {code: str(ord(code) % groups) for code in counts}
    told = shielded_within(counts, group_of)
    for group in set(group_of.values()):
        hidden = [counts[code] for code in counts if group_of[code] == group and told[code] is None]
        shown = [counts[code] for code in counts if group_of[code] == group and told[code] is not None]
        assert not hidden or not any(shown) or (len(hidden) > 1 and sum(hidden) >= 5)


def test_of_one_need_and_of_one_period() -> None:
    searched(5)
    searched(5, need="dentist")
    searched(5, day=NOW.date() - timedelta(days=400))
    assert missing("12-mois", now=NOW).asked == 10
    assert missing("12-mois", "dentist", now=NOW).asked == 5
    assert missing("mois", now=NOW).asked == 10


def test_answers_of_structures(refer: Refer) -> None:
    made = [refer(key=uuid4()) for _ in range(7)]
    for number, referral in enumerate(made[:5]):
        reply = Reply(Event.REFUSE, refusal="full")
        answer(referral=referral, reply=reply, by=None, now=NOW + (number + 1) * DAY)
    answer(referral=made[5], reply=Reply(Event.ACCEPT, means="phone"), by=None, now=NOW + 6 * DAY)
    replies = missing("12-mois", now=NOW + 20 * DAY).replies
    assert (replies.sent, replies.answered, replies.accepted, replies.days) == (7, 6, 1, 3.5)
    assert [count for _words, count in replies.refusals] == [5]


def test_of_no_answer_there_is_no_median() -> None:
    assert median_days([]) is None


def test_the_page_and_its_file_name_nobody(client: Client, person: Callable[..., User], refer: Refer) -> None:
    refer()
    searched(6, day=timezone.localdate())
    client.force_login(person(role="elected"))
    page = client.get("/orientations/ce-qui-manque/").content.decode()
    file = client.get("/orientations/ce-qui-manque.csv")
    for text in (page, file.content.decode()):
        assert "Rambouillet" in text
        assert "Rose" not in text
    assert "<svg" in page
    assert file.headers["Content-Type"].startswith("text/csv")


def test_a_period_and_a_need_that_do_not_exist_are_the_usual_ones(as_agent: Client) -> None:
    assert as_agent.get("/orientations/ce-qui-manque/?periode=demain&besoin=fever").status_code == 200


def test_an_empty_page_says_so(as_agent: Client) -> None:
    assert "Rien n’a encore été cherché" in as_agent.get("/orientations/ce-qui-manque/").content.decode()
