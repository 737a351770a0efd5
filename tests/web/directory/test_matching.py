"""Records of one place come under one entry, what people decide stays, and everything can be undone."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from maillage.engine.sources.directory.card import Card, Offer
from maillage.web.accounts.models import User
from maillage.web.directory.actions import matching
from maillage.web.directory.actions.entries import follow
from maillage.web.directory.models import Entry, Pair, Record, Service
from maillage.web.directory.rules.cards import digest, of_plain, to_plain
from maillage.web.privacy.models import Entry as Row

from ..given import NOW
from .given_records import a_record

LATER = NOW + timedelta(days=1)
# Neither surely the same nor surely another: the same words, in the next house.
NEXT_DOOR = {"name": "Salle Jules-Verne", "address": "14 rue de la République", "lat": 48.9405}


def arrive(*records: Record) -> None:
    """What an import does once it has written its records."""
    follow(matching.match([record.pk for record in records], now=NOW), now=NOW)
    for record in records:
        record.refresh_from_db()


def say(record: Record, **said: object) -> None:
    card = replace(of_plain(record.card), **said)
    Record.objects.filter(pk=record.pk).update(card=to_plain(card), digest=digest(card))


@pytest.fixture
def keeper(agent: User) -> User:
    """An agent, who may directory.manage."""
    return agent


@pytest.mark.django_db
class TestMatch:
    def test_two_lists_have_one_place(self):
        one, other = a_record("a"), a_record("b", name="MEDIATHEQUE JULES VERNE", phone="+33139140000")
        arrive(one, other)
        assert one.entry == other.entry
        assert one.entry.listed
        assert one.entry.phone == "+33139140000"
        assert one.entry.origins["phone"] == "b"

    def test_the_older_entry_stays_and_the_other_leads_there(self):
        one, other = a_record("a"), a_record("b")
        left = other.entry
        arrive(one)
        arrive(other)
        left.refresh_from_db()
        assert left.merged_into == one.entry == other.entry
        assert not left.listed

    def test_two_services_of_one_house_stay_two(self):
        library = a_record("a")
        centre = a_record("b", name="Centre social Jules-Verne", phone="+33139140001")
        arrive(library, centre)
        assert library.entry != centre.entry
        assert library.entry.listed
        assert centre.entry.listed

    def test_what_is_doubtful_waits_for_a_person(self):
        one, other = a_record("a"), a_record("b", **NEXT_DOOR)
        arrive(one, other)
        assert one.entry != other.entry
        assert Pair.objects.get().state == Pair.State.DOUBTFUL

    def test_a_card_is_compared_with_those_that_were_there(self):
        arrive(a_record("a"))
        late = a_record("b")
        arrive(late)
        assert Entry.objects.filter(listed=True).count() == 1

    def test_a_place_that_moved_away_leaves(self):
        one, other = a_record("a"), a_record("b")
        arrive(one, other)
        say(other, address="3 quai de Seine", lat=48.99, name="Médiathèque Boris-Vian")
        arrive(other)
        assert one.entry_id != other.entry_id
        assert other.entry.merged_into is None
        assert other.entry.listed
        assert other.entry.name == "Médiathèque Boris-Vian"

    def test_what_is_gone_is_listed_no_more_and_finds_its_entry_again(self):
        record = a_record("a")
        arrive(record)
        Record.objects.update(gone_at=NOW)
        arrive(record)
        assert not record.entry.listed
        assert record.entry.name == "Médiathèque Jules-Verne"
        Record.objects.update(gone_at=None)
        arrive(record)
        assert record.entry.listed

    def test_matching_again_changes_nothing(self):
        arrive(a_record("a"), a_record("b"), a_record("c", **NEXT_DOOR))
        before = list(Pair.objects.order_by("pk").values()), list(Entry.objects.order_by("pk").values())
        arrive(*Record.objects.all())
        assert (list(Pair.objects.order_by("pk").values()), list(Entry.objects.order_by("pk").values())) == before

    def test_what_changes_while_it_is_compared_is_left_to_whoever_changes_it(self, monkeypatch):
        one, other = a_record("a"), a_record("b")
        whole = matching.pairs

        def meanwhile(*args, **said):
            say(other, name="Centre social Jules-Verne")
            return whole(*args, **said)

        monkeypatch.setattr(matching, "pairs", meanwhile)
        matching.compare([one.pk], now=NOW)
        assert not Pair.objects.exists()

    def test_few_or_many_at_once_come_to_the_same(self, monkeypatch):
        monkeypatch.setattr("maillage.web.directory.queries.neighbours.FEW", 0)
        one, other = a_record("a"), a_record("b")
        arrive(one)
        arrive(other)
        assert one.entry == other.entry


@pytest.mark.django_db
class TestDecisions:
    def test_a_person_joins_and_takes_it_back(self, keeper):
        one, other = a_record("a"), a_record("b", **NEXT_DOOR)
        arrive(one, other)
        before = list(Entry.objects.order_by("pk").values())
        matching.join(pair=Pair.objects.get(), by=keeper, now=LATER)
        other.refresh_from_db()
        assert other.entry == one.entry
        matching.reconsider(pair=Pair.objects.get(), by=keeper, now=LATER)
        assert Pair.objects.get().state == Pair.State.DOUBTFUL
        changed = [{**row, "changed_at": NOW} for row in Entry.objects.order_by("pk").values()]
        assert changed == before

    def test_a_person_parts_what_the_machine_joined(self, keeper):
        one, other = a_record("a"), a_record("b")
        home = other.entry
        arrive(one, other)
        matching.part(pair=Pair.objects.get(), by=keeper, now=LATER)
        other.refresh_from_db()
        home.refresh_from_db()
        assert other.entry == home
        assert home.listed
        assert home.merged_into is None

    def test_the_machine_never_overrules(self, keeper):
        one, other = a_record("a"), a_record("b")
        arrive(one, other)
        matching.part(pair=Pair.objects.get(), by=keeper, now=LATER)
        say(other, phone="+33139140009")
        arrive(other)
        assert one.entry_id != other.entry_id
        assert Pair.objects.get().decided_by == keeper

    def test_one_of_three_is_taken_out(self, keeper):
        records = [a_record("a"), a_record("b"), a_record("c")]
        arrive(*records)
        assert len({record.entry_id for record in records}) == 1
        matching.take_out(record=records[1], by=keeper, now=LATER)
        for record in records:
            record.refresh_from_db()
        assert records[0].entry == records[2].entry != records[1].entry
        assert records[1].entry.listed

    def test_who_is_late_is_told(self, keeper):
        arrive(a_record("a"), a_record("b", **NEXT_DOOR))
        read = Pair.objects.get()
        matching.part(pair=Pair.objects.get(), by=keeper, now=LATER)
        with pytest.raises(matching.DecidedError):
            matching.join(pair=read, by=keeper, now=LATER)

    def test_it_is_written_down(self, keeper):
        arrive(a_record("a"), a_record("b", **NEXT_DOOR))
        matching.join(pair=Pair.objects.get(), by=keeper, now=LATER)
        assert Row.objects.latest("number").verb == "directory.joined"

    def test_only_who_keeps_the_directory(self, reader):
        arrive(a_record("a"), a_record("b", **NEXT_DOOR))
        with pytest.raises(PermissionDenied):
            matching.join(pair=Pair.objects.get(), by=reader, now=LATER)


@pytest.mark.django_db
class TestFollow:
    def test_the_most_trusted_source_is_believed(self):
        one, other = a_record("a", rank=60, phone="+33139140001"), a_record("b", rank=50, phone="+33139140002")
        arrive(one, other)
        assert one.entry.phone == "+33139140002"

    def test_services_keep_their_number_while_they_are_offered(self):
        record = a_record("a", offers=(Offer(key="1", topics=("doctor",)), Offer(key="2", topics=("nurse",))))
        arrive(record)
        kept = Service.objects.get(key="1")
        say(record, offers=(Offer(key="1", topics=("doctor",)), Offer(key="3", topics=("dentist",))))
        arrive(record)
        assert {service.key for service in Service.objects.all()} == {"1", "3"}
        assert Service.objects.get(key="1") == kept

    def test_an_offer_of_two_lists_stands_once(self):
        offers = (Offer(topics=("digital-skills",)),)
        arrive(a_record("a", offers=offers), a_record("b", offers=offers))
        assert Service.objects.count() == 1

    def test_what_did_not_change_is_not_written(self):
        record = a_record("a")
        arrive(record)
        follow([record.entry_id], now=LATER)
        record.entry.refresh_from_db()
        assert record.entry.changed_at == NOW

    def test_few_questions_for_many(self, django_assert_max_num_queries):
        entries = [a_record("a", name=f"Lieu {number}", commune=f"{number:05}").entry_id for number in range(40)]
        with django_assert_max_num_queries(25):
            follow(entries, now=NOW)


def test_a_card_comes_back_as_it_was():
    card = Card(key="1", name="x", lat=0.0, lon=0.0, networks=("caf",), offers=(Offer(topics=("doctor",)),))
    assert of_plain(to_plain(card)) == card
    assert digest(of_plain(to_plain(card))) == digest(card)
