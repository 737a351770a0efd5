"""What the authority says itself, what a place says by its link, what readers report."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from maillage.engine.sources.directory.card import Card, Offer
from maillage.web.accounts.actions.attempts import LockedError
from maillage.web.accounts.models import User
from maillage.web.directory.actions import asking, notes, own, persons, places, provider
from maillage.web.directory.actions.entries import follow
from maillage.web.directory.actions.matching import match
from maillage.web.directory.models import Asking, Entry, Note, Record, ResourcePerson, Service, Source
from maillage.web.directory.models.links import find_by_link, token_of
from maillage.web.directory.queries.cards import card_of
from maillage.web.directory.queries.entries import unconfirmed
from maillage.web.directory.rules.cards import digest, to_plain
from maillage.web.directory.rules.corrections import CORRECTABLE
from maillage.web.directory.rules.links import LinkError
from maillage.web.messages.actions.opt_out import opt_out
from maillage.web.messages.models import Message
from maillage.web.privacy.actions.notices import publish_notice
from maillage.web.privacy.models import Entry as JournalRow
from maillage.web.privacy.models import Means
from maillage.web.privacy.models.person import reference_of
from maillage.web.privacy.queries.consents import has_consent

from ..given import NOW, a_place

pytestmark = pytest.mark.django_db
HALF_A_YEAR = timedelta(days=183)


@pytest.fixture
def entry(db) -> Entry:
    """As an official list has it."""
    card = Card(
        key="78-1",
        name="France services de Poissy",
        kind="france-services",
        address="1 rue de la Gare",
        postcode="78300",
        city="Poissy",
        commune="78498",
        lat=48.93,
        lon=2.04,
        phone="+33130000000",
        email="accueil@poissy.exemple.fr",
        hours="Mo-Fr 09:00-12:00",
        offers=(Offer(topics=("procedures",)),),
    )
    source = Source.objects.create(slug="france-services", title="France services", form="france-services", rank=50)
    made = Entry.objects.create(name=card.name, made_at=NOW, changed_at=NOW)
    Record.objects.create(
        source=source, key=card.key, entry=made, card=to_plain(card), digest=digest(card), first_seen_at=NOW,
        last_seen_at=NOW,
    )  # fmt: skip
    follow([made.pk], now=NOW)
    return Entry.objects.get(pk=made.pk)


def said(entry: Entry, **otherwise: object) -> dict:
    """The card as a form sends it back, but for what is said ``otherwise``."""
    return {name: getattr(entry, name) for name in CORRECTABLE} | otherwise


def fresh(entry: Entry) -> Entry:
    return Entry.objects.get(pk=entry.pk)


def journaled(verb: str) -> list[JournalRow]:
    return list(JournalRow.objects.filter(verb=verb))


class TestOwn:
    def test_a_correction_stands_before_the_list_and_the_list_stays_underneath(self, entry: Entry, agent: User) -> None:
        assert own.correct(entry=entry, said=said(entry, phone="+33130000001"), by=agent, now=NOW) == ["phone"]
        now = fresh(entry)
        assert (now.phone, now.origins["phone"], now.origins["hours"]) == ("+33130000001", "own", "france-services")
        mine = Record.objects.get(source__slug="own")
        assert mine.card.keys() == {"key", "phone", "updated_on"}, "nothing is said that the list says already"
        assert [row.fields for row in journaled("directory.corrected")] == ["phone"]

    def test_what_a_correction_leaves_to_others_does_not_trouble_matching(self, entry: Entry, agent: User) -> None:
        own.correct(entry=entry, said=said(entry, phone="+33130000001"), by=agent, now=NOW)
        numbers = list(Record.objects.values_list("pk", flat=True))
        assert match(numbers, now=NOW) == {entry.pk}
        assert set(Record.objects.values_list("entry", flat=True)) == {entry.pk}

    def test_what_nobody_changed_is_not_said(self, entry: Entry, agent: User) -> None:
        assert own.correct(entry=entry, said=said(entry), offer=Offer(), by=agent, now=NOW) == []
        assert not Record.objects.filter(source__slug="own").exists()
        assert not journaled("directory.corrected")

    def test_a_new_street_does_not_stand_beside_the_old_point(self, entry: Entry, agent: User) -> None:
        moved = said(entry, address="5 place de la Mairie", lat=48.95, lon=2.1)
        own.correct(entry=entry, said=moved, by=agent, now=NOW)
        assert {fresh(entry).origins[name] for name in ("address", "postcode", "city", "lat", "lon")} == {"own"}

    def test_what_is_emptied_stays_empty_whatever_lists_say(self, entry: Entry, agent: User) -> None:
        own.correct(entry=entry, said=said(entry, phone=""), by=agent, now=NOW)
        follow([entry.pk], now=NOW)
        assert (fresh(entry).phone, "phone" in fresh(entry).origins) == ("", False)
        own.correct(entry=fresh(entry), said=said(fresh(entry), phone="+33130000002"), by=agent, now=NOW)
        assert fresh(entry).phone == "+33130000002"

    def test_a_correction_that_is_taken_back_leaves_the_list(self, entry: Entry, agent: User) -> None:
        own.correct(entry=entry, said=said(entry, phone="", name="Autre nom"), by=agent, now=NOW)
        own.take_back(entry=entry, by=agent, now=NOW)
        assert (fresh(entry).name, fresh(entry).phone) == ("France services de Poissy", "+33130000000")

    def test_help_that_is_added_stands_beside_that_of_the_list(self, entry: Entry, agent: User) -> None:
        own.correct(entry=entry, said=said(entry), offer=Offer(topics=("health-space",)), by=agent, now=NOW)
        topics = sorted(topic for service in Service.objects.filter(entry=entry) for topic in service.topics)
        assert topics == ["health-space", "procedures"]

    def test_an_entry_of_our_own(self, agent: User) -> None:
        place = {"name": "Épicerie solidaire", "kind": "association", "city": "Poissy", "commune": "78498"}
        made = own.describe(said=place, offer=Offer(topics=("food",)), by=agent, now=NOW)
        assert (made.listed, made.origins["name"]) == (True, "own")
        assert Service.objects.get(entry=made).topics == ["food"]

    def test_an_entry_that_is_taken_off_is_not_put_back_by_a_list(self, entry: Entry, agent: User) -> None:
        own.unlist(entry=entry, because="no-help", by=agent, now=NOW)
        follow([entry.pk], now=NOW)
        assert not fresh(entry).listed
        own.relist(entry=entry, by=agent, now=NOW)
        assert fresh(entry).listed
        assert [row.why for row in journaled("directory.unlisted")] == ["no-help"]

    def test_who_may_not_edit_changes_nothing(self, entry: Entry, person) -> None:
        with pytest.raises(PermissionDenied):
            own.correct(entry=entry, said=said(entry, phone=""), by=person(), now=NOW)


class TestAsking:
    def test_a_link_opens_its_own_card_alone(self, entry: Entry) -> None:
        asked = asking.ask(entry=entry, by=None, now=NOW)
        assert find_by_link(token_of(asked), now=NOW).entry == entry
        assert Message.objects.get().email == entry.email

    @pytest.mark.parametrize("spoil", [lambda token: token[:-1], lambda token: f"x{token}", lambda token: "1:abc"])
    def test_a_forged_link_opens_nothing(self, entry: Entry, spoil) -> None:
        token = token_of(asking.ask(entry=entry, by=None, now=NOW))
        with pytest.raises(LinkError, match="forged"):
            find_by_link(spoil(token), now=NOW)

    def test_a_link_ends(self, entry: Entry) -> None:
        token = token_of(asking.ask(entry=entry, by=None, now=NOW))
        with pytest.raises(LinkError, match="expired"):
            find_by_link(token, now=NOW + timedelta(days=60))

    def test_a_newer_link_takes_the_place_of_the_older(self, entry: Entry) -> None:
        old = token_of(asking.ask(entry=entry, by=None, now=NOW))
        new = token_of(asking.ask(entry=entry, by=None, now=NOW + timedelta(days=1)))
        find_by_link(new, now=NOW)
        with pytest.raises(LinkError, match="replaced"):
            find_by_link(old, now=NOW)

    def test_whoever_has_left_the_address_has_no_link(self, entry: Entry, agent: User) -> None:
        token = token_of(asking.ask(entry=entry, by=None, now=NOW))
        own.correct(entry=entry, said=said(entry, email="nouveau@poissy.exemple.fr"), by=agent, now=NOW)
        with pytest.raises(LinkError, match="replaced"):
            find_by_link(token, now=NOW)

    def test_asked_again_at_once_it_is_one_message(self, entry: Entry) -> None:
        for minutes in (0, 5, 14):
            asking.ask(entry=entry, by=None, now=NOW + timedelta(minutes=minutes))
        assert (Asking.objects.count(), Message.objects.count()) == (1, 1)

    def test_two_reminders_and_no_more(self, entry: Entry) -> None:
        asking.ask(entry=entry, by=None, now=NOW)
        for day in range(60):
            for waiting in asking.to_remind(NOW + timedelta(days=day)):
                asking.remind(asking=waiting, now=NOW + timedelta(days=day))
        assert list(Message.objects.order_by("pk").values_list("template", flat=True)) == [
            "directory/asked",
            "directory/reminded",
            "directory/reminded",
        ]

    def test_who_answered_is_not_reminded_and_is_asked_again_after_half_a_year(self, entry: Entry) -> None:
        provider.confirm(asking=asking.ask(entry=entry, by=None, now=NOW), now=NOW)
        assert not asking.to_remind(NOW + timedelta(days=20)).exists()
        assert not asking.due(NOW + timedelta(days=150)).exists()
        assert list(asking.due(NOW + HALF_A_YEAR)) == [entry]

    def test_a_place_that_never_answers_counts_as_unconfirmed(self, entry: Entry) -> None:
        asking.ask(entry=entry, by=None, now=NOW)
        assert card_of(fresh(entry), now=NOW + timedelta(days=41)).freshness.how != "silent"
        assert card_of(fresh(entry), now=NOW + timedelta(days=42)).freshness.how == "silent"
        assert list(unconfirmed(Entry.objects.all(), NOW + timedelta(days=42))) == [entry]
        provider.confirm(asking=Asking.objects.get(), now=NOW + timedelta(days=50))
        assert card_of(fresh(entry), now=NOW + timedelta(days=51)).freshness.how == "confirmed"

    def test_who_wants_no_such_mail_gets_none(self, entry: Entry, agent: User) -> None:
        opt_out(contact=entry.email, purposes=["directory"], by=agent, now=NOW)
        asking.ask(entry=entry, by=None, now=NOW)
        assert [message.state for message in Message.objects.all()] == ["cancelled"]

    def test_nobody_is_asked_without_an_address(self, entry: Entry, agent: User) -> None:
        own.correct(entry=entry, said=said(entry, email=""), by=agent, now=NOW)
        assert not asking.due(NOW).exists()
        with pytest.raises(asking.NoAddressError):
            asking.ask(entry=entry, by=agent, now=NOW)


class TestProvider:
    @pytest.fixture
    def asked(self, entry: Entry) -> Asking:
        asking.ask(entry=entry, by=None, now=NOW)
        return find_by_link(token_of(Asking.objects.get()), now=NOW)

    def test_all_is_right(self, asked: Asking, entry: Entry) -> None:
        provider.confirm(asking=asked, now=NOW)
        assert fresh(entry).confirmed_at == NOW
        assert [row.by for row in journaled("directory.confirmed")] == [None]

    def test_what_the_place_says_stands_before_the_authority(self, asked: Asking, entry: Entry, agent: User) -> None:
        own.correct(entry=entry, said=said(entry, hours="Mo 09:00-12:00"), by=agent, now=NOW)
        provider.correct(asking=asked, said=said(fresh(entry), hours="Tu 09:00-12:00"), offer=None, now=NOW)
        assert (fresh(entry).hours, fresh(entry).origins["hours"]) == ("Tu 09:00-12:00", "provider")

    @pytest.mark.parametrize(
        ("field", "value"),
        [("name", "Autre"), ("email", "autre@exemple.org"), ("website", "https://autre.example/"), ("email", "")],
    )
    def test_what_leads_elsewhere_waits_for_an_agent(self, asked, entry: Entry, agent: User, field, value) -> None:
        before = getattr(entry, field)
        waiting = provider.correct(asking=asked, said=said(entry, **{field: value}), offer=None, now=NOW)
        assert waiting == {field: value}
        assert getattr(fresh(entry), field) == before
        notes.settle(note=Note.objects.get(), by=agent, now=NOW, accept=True)
        assert getattr(fresh(entry), field) == value

    def test_what_an_agent_refuses_never_was(self, asked: Asking, entry: Entry, agent: User) -> None:
        provider.correct(asking=asked, said=said(entry, name="Casino"), offer=None, now=NOW)
        notes.settle(note=Note.objects.get(), by=agent, now=NOW)
        assert fresh(entry).name == "France services de Poissy"
        assert Note.objects.get().settled_by == agent

    def test_a_place_that_closes_is_shown_no_more_and_an_agent_may_put_it_back(self, asked, entry, agent) -> None:
        provider.close(asking=asked, now=NOW)
        assert not fresh(entry).listed
        assert Note.objects.get().about == "closed"
        own.relist(entry=entry, by=agent, now=NOW)
        assert fresh(entry).listed


class TestReports:
    def test_a_report_names_nobody(self, entry: Entry) -> None:
        made = notes.report(entry=entry, about="hours", said="Fermé le mardi", address="192.0.2.7", now=NOW)
        assert "192.0.2" not in str(Note.objects.filter(pk=made.pk).values().get())
        assert [row.by for row in journaled("directory.noted")] == [None]

    def test_said_twice_it_is_one(self, entry: Entry) -> None:
        for _ in range(3):
            notes.report(entry=entry, about="hours", said="", address="192.0.2.7", now=NOW)
        assert Note.objects.count() == 1

    def test_not_without_end(self, entry: Entry) -> None:
        def told(number: int, address: str) -> None:
            notes.report(entry=entry, about="hours", said=str(number), address=address, now=NOW)

        for number in range(20):
            told(number, "192.0.2.7")
        with pytest.raises(LockedError):
            told(20, "192.0.2.7")
        told(21, "192.0.2.8")
        assert Note.objects.count() == 21


class TestPersons:
    @pytest.fixture
    def rose(self, agent: User) -> Entry:
        publish_notice(purpose=persons.PURPOSE, language="fr", text="Votre nom est lu par tous.", by=agent, now=NOW)
        who = {"person": "Rose Verveine", "description": "Aide à écrire.", "email": "rose@exemple.fr", "phone": ""}
        return persons.enter(
            said=who, email="lien.rose@exemple.fr", offer=Offer(topics=("procedures",)), means=Means.PAPER, by=agent,
            now=NOW,
        )  # fmt: skip

    def test_nobody_is_named_without_a_text_to_agree_to(self, agent: User) -> None:
        with pytest.raises(persons.NoNoticeError):
            persons.enter(
                said={"person": "Rose"}, email="r@exemple.fr", offer=Offer(), means=Means.PAPER, by=agent, now=NOW
            )
        assert not Entry.objects.exists()
        assert not ResourcePerson.objects.exists()

    def test_a_person_is_listed_with_their_consent(self, rose: Entry) -> None:
        assert (rose.listed, rose.kind, rose.person) == (True, "person", "Rose Verveine")
        assert has_consent(reference_of(rose.resource_person), persons.PURPOSE)

    def test_by_their_link_they_withdraw_and_nothing_of_them_stays(self, rose: Entry, agent: User) -> None:
        who = reference_of(rose.resource_person)
        asked = asking.ask(entry=rose, by=None, now=NOW)
        assert Message.objects.get().email == "lien.rose@exemple.fr"
        persons.withdraw(asking=asked, now=NOW)
        kept = str([*Entry.objects.values(), *Record.objects.values(), *ResourcePerson.objects.values()])
        assert "rose" not in (kept + str([*Service.objects.values(), *Asking.objects.values()])).casefold()
        assert not fresh(rose).listed
        assert not has_consent(who, persons.PURPOSE)
        with pytest.raises(ValueError, match="Only the person"):
            own.relist(entry=fresh(rose), by=agent, now=NOW)


class TestPlaces:
    def test_the_authoritys_places_stand_in_the_directory(self) -> None:
        place = a_place(name="Médiathèque", is_public=True, phone="+33130000000")
        assert places.follow_places(now=NOW) == 1
        entry = Entry.objects.get(listed=True)
        assert (entry.name, entry.commune, entry.origins["name"]) == (place.name, place.commune, "places")
        assert places.follow_places(now=NOW) == 0

    def test_a_place_that_closes_leaves_it_and_comes_back(self) -> None:
        place = a_place(name="Médiathèque", is_public=True, phone="+33130000000")
        places.follow_places(now=NOW)
        entry = Entry.objects.get()
        for closed_at, listed in ((NOW, False), (None, True)):
            type(place).objects.filter(pk=place.pk).update(closed_at=closed_at)
            assert places.follow_places(now=NOW) == 1
            assert fresh(entry).listed is listed
