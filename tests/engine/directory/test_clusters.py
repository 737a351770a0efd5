"""Places of several cards: chains do not glue, people are heard, order does not matter."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from maillage.engine.directory.clusters import clusters
from maillage.engine.sources.directory.card import Card

HALL = Card(
    key="hall", name="Mairie de Gan", kind="town-hall", address="1 place de la Mairie", commune="64230", city="Gan"
)
COUNTER = replace(HALL, key="counter", name="France services Gan", kind="france-services")
BOTH = replace(HALL, key="both", name="Gan", kind="")


def places(cards: list[Card], likely: dict, sources: str = "", **said: object) -> set[frozenset[str]]:
    names = list(sources or "abcdefgh"[: len(cards)])
    return {frozenset(cards[rank].key for rank in group) for group in clusters(cards, names, likely, **said)}


def test_a_card_alone_is_a_place():
    assert places([HALL, COUNTER], {}) == {frozenset({"hall"}), frozenset({"counter"})}


def test_a_chain_does_not_glue_what_contradicts_itself():
    found = places([HALL, COUNTER, BOTH], {(0, 2): 0.95, (1, 2): 0.9})
    assert found == {frozenset({"hall", "both"}), frozenset({"counter"})}


def test_a_source_has_a_place_once_unless_it_repeats_it():
    here, vague = replace(HALL, key="x", address="1 rue Foch"), replace(HALL, key="y", address="")
    there = replace(HALL, key="z", address="9 rue Zola")
    chain = {(0, 1): 0.95, (1, 2): 0.9}
    assert places([here, vague, there], chain, sources="aba") == {frozenset("xy"), frozenset("z")}
    assert places([here, vague, there], chain, sources="abc") == {frozenset("xyz")}
    assert places([here, vague, there], chain | {(0, 2): 0.9}, sources="aba") == {frozenset("xyz")}


def test_people_are_heard_before_the_score():
    cards = [replace(HALL, key=key) for key in "xy"]
    assert places(cards, {(0, 1): 0.99}, apart=[(0, 1)]) == {frozenset("x"), frozenset("y")}
    assert places([HALL, COUNTER], {(0, 1): 0.1}, held=[(0, 1)]) == {frozenset({"hall", "counter"})}


def test_what_somebody_parted_no_chain_joins():
    cards = [replace(HALL, key=key) for key in "xyz"]
    found = places(cards, {(0, 1): 0.9, (1, 2): 0.95}, apart=[(0, 2)])
    assert found == {frozenset("x"), frozenset("yz")}


SCORES = st.dictionaries(
    st.tuples(st.integers(0, 5), st.integers(0, 5)).filter(lambda two: two[0] < two[1]),
    st.floats(0.3, 1.0),
    max_size=12,
)


@given(SCORES, st.lists(st.sampled_from("ab"), min_size=6, max_size=6), st.randoms())
def test_every_card_has_one_place_whatever_the_order(likely, sources, chance):
    cards = [replace(HALL, key=str(number)) for number in range(6)]
    order = chance.sample(range(6), 6)
    place = {number: rank for rank, number in enumerate(order)}
    mixed = {tuple(sorted((place[one], place[other]))): score for (one, other), score in likely.items()}
    found = places(cards, likely, sources="".join(sources))
    assert found == places([cards[number] for number in order], mixed, sources="".join(sources[n] for n in order))
    assert sorted(key for group in found for key in group) == list("012345")
