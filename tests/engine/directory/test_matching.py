"""Which cards are one place, which are two, and why."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.engine.directory.matching import DOUBTFUL, SAME, compared, pairs
from maillage.engine.sources.directory.card import Card

LIBRARY = Card(
    key="1",
    name="Médiathèque Jules-Verne",
    address="12 rue de la République",
    postcode="78500",
    city="Sartrouville",
    commune="78586",
    lat=48.94,
    lon=2.16,
    phone="+33139140000",
)
PHARMACY = replace(LIBRARY, key="p", name="Pharmacie Centrale", phone="", kind="pharmacy")


def score(one: Card, other: Card, *, sources: tuple[str, str] = ("a", "b")) -> float:
    return compared([one, other], [(0, 1)], sources=sources)[0].score


@pytest.mark.parametrize(
    "said",
    [
        {"name": "MEDIATHEQUE JULES VERNE", "phone": "", "lat": None, "lon": None},
        {"name": "Bibliothèque Jules Verne", "address": "12, R. de la République"},
        {"name": "Médiathèque Jule-Vernes", "phone": ""},
        # One of the points is wrong.
        {"lat": 43.3, "lon": 5.4},
    ],
)
def test_one_place(said):
    assert score(LIBRARY, replace(LIBRARY, key="2", **said)) >= SAME


@pytest.mark.parametrize(
    "said",
    [
        {"name": "Centre social Jules-Verne"},
        {"name": "France services Sartrouville"},
        {"name": "CCAS de Sartrouville", "phone": ""},
        {"address": "3 quai de Seine", "lat": 48.95, "phone": "", "name": "Médiathèque Zola"},
        {
            "commune": "75056",
            "postcode": "75011",
            "city": "Paris",
            "lat": 48.86,
            "lon": 2.38,
            "phone": "",
            "address": "",
        },
    ],
)
def test_two_places(said):
    assert score(LIBRARY, replace(LIBRARY, key="2", **said)) < SAME


def test_two_pharmacies_of_one_street():
    other = replace(PHARMACY, key="q", name="Pharmacie du Marché", address="16 rue de la République")
    assert score(PHARMACY, other) < DOUBTFUL


def test_two_pharmacies_of_one_square():
    one = replace(PHARMACY, name="Pharmacie du Centre", address="1 place Foch")
    assert score(one, replace(one, key="q", name="Grande Pharmacie", address="6 rue Zola", lat=48.9404)) < SAME
    assert score(one, replace(one, key="q", name="Pharmacie", address="6 rue Zola", lat=48.9404)) < SAME


def test_two_finess_numbers_are_two_establishments():
    one, other = replace(LIBRARY, finess="780000001"), replace(LIBRARY, finess="780000002", key="2")
    assert score(one, other) < DOUBTFUL
    assert score(one, replace(one, key="2", name="Tout autre nom")) >= SAME


def test_the_town_hall_of_a_commune_is_one():
    hall = replace(LIBRARY, name="Mairie de Sartrouville", kind="town-hall", phone="")
    body = replace(LIBRARY, name="COMMUNE DE SARTROUVILLE", address="2 rue Buffon", phone="", lat=48.9405)
    assert score(hall, body) >= SAME


def test_a_bus_is_not_the_counter():
    counter = replace(LIBRARY, name="France services Oise")
    assert score(counter, replace(counter, name="Bus France services Oise")) < SAME


def test_a_list_that_tells_them_apart_is_believed():
    other = replace(LIBRARY, key="2", phone="", name="Médiathèque")
    assert score(LIBRARY, other, sources=("a", "a")) < score(LIBRARY, other)


HALL = replace(LIBRARY, key="h", name="Mairie de Sartrouville", kind="town-hall", phone="")


@pytest.mark.parametrize(
    ("one", "said"),
    [
        # A village's point, in its town hall.
        (HALL, {"name": "Sartrouville", "kind": "", "address": "Mairie, le Bourg", "lat": 48.9401}),
        # The post office that is a France services counter, with another number of its street.
        (
            replace(LIBRARY, name="France services La Poste de Sartrouville"),
            {"name": "LA POSTE", "address": "14 R de la République"},
        ),
        # Two lists know two addresses of the only counter.
        (
            replace(LIBRARY, name="France services Sartrouville"),
            {"name": "MSAP", "address": "3 quai de Seine", "phone": ""},
        ),
        (replace(LIBRARY, name="DECLIC"), {"name": "Demain, écrire, calculer, lire : insertion citoyenne"}),
    ],
)
def test_one_place_however_little_it_says(one, said):
    assert score(one, replace(one, key="2", **said)) >= SAME


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (replace(LIBRARY, name="Fondation X territoire ouest", phone=""), {"name": "Fondation X territoire est"}),
        (replace(LIBRARY, name="Maison de l’emploi du Lac"), {"name": "Mission locale du Lac"}),
        (
            replace(HALL, city="Arnac-la-Poste", name="Mairie d’Arnac-la-Poste"),
            {"name": "France services La Poste", "kind": ""},
        ),
        # What a body runs, with its SIRET, elsewhere.
        (replace(HALL, siret="2" * 14), {"name": "Point info jeunes", "kind": "", "address": "3 quai de Seine"}),
    ],
)
def test_two_places_however_much_they_share(one, said):
    assert score(one, replace(one, key="2", **said)) < SAME


def test_the_whole_town_and_its_arrondissement_are_one():
    paris = replace(LIBRARY, postcode="75012", city="Paris", commune="75056", lat=None, lon=None)
    assert score(paris, replace(paris, key="2", city="Paris 12e Arrondissement", commune="75112")) >= SAME


def test_a_switchboard_says_little():
    offices = [
        replace(LIBRARY, key=str(number), name=f"Permanence {letter * 6}", address=f"{number} rue X", lat=48.0 + number)
        for number, letter in enumerate("abcdef")
    ]
    assert not [match for match in pairs(offices) if match.is_same]


def test_reasons_are_told_the_weightiest_first():
    reasons = compared([LIBRARY, replace(LIBRARY, name="Centre social Jules-Verne")], [(0, 1)])[0].reasons
    assert reasons[0].code == "what-apart"
    assert {"address-same", "phone-same", "name-same"} <= {reason.code for reason in reasons}
    assert [abs(reason.weight) for reason in reasons] == sorted((abs(each.weight) for each in reasons), reverse=True)


def test_only_what_is_new_is_compared():
    cards = [replace(LIBRARY, key=str(number)) for number in range(4)]
    found = {(match.one, match.other) for match in pairs(cards, new=[2])}
    assert found == {(0, 2), (1, 2), (2, 3)}


def test_no_cards_no_pairs():
    assert pairs([]) == []
    assert pairs([LIBRARY]) == []


def test_however_many_stand_at_one_point_few_are_compared():
    crowd = [
        replace(
            LIBRARY, key=str(number), name=f"Lieu {number:05}", phone="", address="", commune="", postcode="", city=""
        )
        for number in range(3_000)
    ]
    assert pairs(crowd) == []


WORDS = st.sampled_from(["Jules", "Verne", "Zola", "Mairie de", "Médiathèque", "CCAS", "France services", "Prado", ""])
CARDS = st.builds(
    Card,
    key=st.uuids().map(str),
    name=st.lists(WORDS, min_size=1, max_size=3).map(lambda words: " ".join(words).strip() or "x"),
    address=st.sampled_from(["", "12 rue Foch", "12 RUE FOCH", "14 rue Foch", "Le Bourg"]),
    postcode=st.sampled_from(["", "78500"]),
    city=st.sampled_from(["", "Sartrouville"]),
    commune=st.sampled_from(["", "78586"]),
    phone=st.sampled_from(["", "+33139140000", "+33139140001"]),
    siret=st.sampled_from(["", "12345678900011", "12345678900029"]),
)


@given(st.lists(CARDS, min_size=2, max_size=6), st.randoms())
def test_the_order_of_cards_does_not_matter(cards, chance):
    mixed = chance.sample(cards, len(cards))

    def told(order: list[Card]) -> set[tuple[frozenset[str], float]]:
        return {(frozenset({order[m.one].key, order[m.other].key}), m.score) for m in pairs(order)}

    assert told(cards) == told(mixed)


@given(CARDS, CARDS)
def test_both_ways_are_one(one, other):
    assert compared([one, other], [(0, 1)])[0].score == compared([other, one], [(0, 1)])[0].score
