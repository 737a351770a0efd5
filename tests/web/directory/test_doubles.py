"""Two cards side by side: people decide, by keyboard too, and everything can be undone."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from maillage.engine.directory.matching import SAME
from maillage.engine.directory.weights import WEIGHTS
from maillage.engine.sources.directory.card import Card
from maillage.web.directory.actions import matching
from maillage.web.directory.actions.entries import follow
from maillage.web.directory.models import Pair, Record
from maillage.web.directory.queries.doubles import next_after, sight, where
from maillage.web.directory.rules.reasons import CHAIN, WORDS, in_words

from ..given import NOW
from .given_records import a_record

NEXT_DOOR = {"name": "Salle Jules-Verne", "address": "14 rue de la République", "lat": 48.9405}


def arrive(*records: Record) -> None:
    follow(matching.match([record.pk for record in records], now=NOW), now=NOW)


@pytest.fixture
def pair(db) -> Pair:
    """A doubtful one."""
    arrive(a_record("a", phone="+33139140000"), a_record("b", **NEXT_DOOR))
    return Pair.objects.get(state=Pair.State.DOUBTFUL)


def decide(client: Client, pair: Pair, decision: str, read: str = "") -> object:
    address = reverse("directory:decide_double", args=[pair.pk])
    return client.post(address, {"decision": decision, "read": read}, follow=True)


def read(pair: Pair) -> str:
    return str(int(Pair.objects.get(pk=pair.pk).decided_at.timestamp()))


class TestReasons:
    def test_every_sign_has_its_words(self):
        assert set(WORDS) == {code for code, weight in WEIGHTS.items() if weight}

    def test_what_holds_a_likely_pair_back_is_told(self):
        assert in_words([["name-same", 4.5]], SAME) == ([WORDS["name-same"]], [CHAIN])

    def test_what_speaks_for_and_against(self):
        said_for, against = in_words([["address-same", 4.0], ["what-apart", -8.0]], 0.4)
        assert (said_for, against) == ([WORDS["address-same"]], [WORDS["what-apart"]])


class TestWhere:
    @pytest.mark.parametrize(
        ("lat", "lon", "said"),
        [
            (48.0, 2.0, "au même endroit"),
            (48.001, 2.0, "110 m au nord"),
            (47.9993, 2.00105, "110 m au sud-est"),
            (48.0, 1.9, "7,4 km à l’ouest"),
        ],
    )
    def test_how_far_and_which_way(self, lat, lon, said):
        assert said in where(Card(key="1", name="x", lat=48.0, lon=2.0), Card(key="2", name="y", lat=lat, lon=lon))

    def test_nothing_is_said_of_what_is_unknown(self):
        assert where(Card(key="1", name="x", lat=48.0, lon=2.0), Card(key="2", name="y")) == ""


class TestPages:
    def test_the_cards_stand_side_by_side_with_reasons(self, as_agent, pair):
        page = as_agent.get(reverse("directory:doubles")).content.decode()
        assert "12 rue de la République" in page
        assert "14 rue de la République" in page
        assert "La rue est la même, mais pas le numéro." in page
        assert 'data-key="1"' in page

    def test_what_differs_is_marked(self, pair):
        differing = {row.label for row in sight(pair).rows if row.differs}
        assert differing == {"nom", "adresse"}

    def test_nothing_waits(self, as_agent, db):
        assert "Aucune paire n’attend" in as_agent.get(reverse("directory:doubles")).content.decode()

    def test_one_place_and_back(self, as_agent, pair):
        decide(as_agent, pair, "same")
        assert Record.objects.values("entry").distinct().count() == 1
        page = as_agent.get(reverse("directory:double", args=[pair.pk])).content.decode()
        assert "Marie Dupont" in page
        decide(as_agent, pair, "undecided", read(pair))
        assert Record.objects.values("entry").distinct().count() == 2
        assert Pair.objects.get().state == Pair.State.DOUBTFUL

    def test_two_places_wait_no_more(self, as_agent, pair):
        page = decide(as_agent, pair, "apart").content.decode()
        assert "Aucune paire n’attend" in page
        assert "Dernières décisions" in page

    def test_who_read_what_no_longer_holds_is_told(self, as_agent, pair):
        decide(as_agent, pair, "apart")
        page = decide(as_agent, pair, "same").content.decode()
        assert "entre-temps" in page
        assert Pair.objects.get().state == Pair.State.APART

    def test_from_the_history_of_an_entry_a_card_is_taken_out(self, as_agent, db):
        arrive(a_record("a"), a_record("b"))
        one, other = Record.objects.order_by("pk")
        assert one.entry == other.entry
        address = reverse("directory:entry_history", args=[one.entry_id])
        assert "C’est un autre lieu" in as_agent.get(address).content.decode()
        as_agent.post(reverse("directory:take_out_record", args=[one.entry_id]), {"record": other.pk})
        other.refresh_from_db()
        assert other.entry != one.entry

    @pytest.mark.parametrize("decision", ["", "nothing"])
    def test_a_decision_that_there_is_not(self, as_agent, pair, decision):
        assert (
            as_agent.post(reverse("directory:decide_double", args=[pair.pk]), {"decision": decision}).status_code == 404
        )

    def test_a_card_of_another_entry_is_not_taken_out(self, as_agent, pair):
        address = reverse("directory:take_out_record", args=[pair.one.entry_id])
        assert as_agent.post(address, {"record": pair.other_id}).status_code == 404

    def test_a_few_questions_whatever_waits(self, as_agent, db, django_assert_max_num_queries):
        for number in range(12):
            name, commune = chr(97 + number) * 7, f"{number:05}"
            library = a_record("a", name=f"Médiathèque {name}", commune=commune)
            arrive(library, a_record("b", **NEXT_DOOR | {"name": f"Salle {name}", "commune": commune}))
        assert Pair.objects.filter(state=Pair.State.DOUBTFUL).count() == 12
        with django_assert_max_num_queries(25):
            as_agent.get(reverse("directory:doubles"))


class TestNext:
    def test_one_goes_through_all_and_comes_back(self, db):
        for number in range(3):
            name, commune = chr(97 + number) * 7, f"{number:05}"
            library = a_record("a", name=f"Médiathèque {name}", commune=commune)
            arrive(library, a_record("b", **NEXT_DOOR | {"name": f"Salle {name}", "commune": commune}))
        first = next_after(None)
        seen = [first]
        while (following := next_after(seen[-1])) != first:
            seen.append(following)
        assert len(seen) == 3
