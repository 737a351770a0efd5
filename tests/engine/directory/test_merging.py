"""Several cards become one: whom each field comes from, and what must not depend on the order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from maillage.engine.directory.merging import merged
from maillage.engine.sources.directory.card import FIELDS, Card, Offer

FULL = Card(key="1", name="A", address="1 rue X", postcode="78500", city="S", commune="78586", lat=48.9, lon=2.1)


def test_the_first_that_says_it_is_believed():
    result = merged([("own", replace(FULL, phone="")), ("list", replace(FULL, phone="+33100000000", name="B"))])
    assert (result.card.name, result.card.phone) == ("A", "+33100000000")
    assert (result.origins["name"], result.origins["phone"]) == ("own", "list")


def test_an_address_stands_beside_its_own_town_and_point():
    moved = replace(FULL, address="9 rue Y", postcode="", city="", commune="", lat=None, lon=None)
    card = merged([("provider", moved), ("list", FULL)]).card
    assert (card.address, card.city, card.lat) == ("9 rue Y", "", None)


def test_a_point_may_come_from_who_gives_no_other_address():
    pointless = replace(FULL, lat=None, lon=None)
    assert merged([("own", pointless), ("list", replace(FULL, address="1, RUE X"))]).card.lat == 48.9
    assert merged([("own", pointless), ("list", Card(key="2", name="A", lat=48.8, lon=2.0))]).card.lat == 48.8
    assert merged([("own", pointless), ("list", replace(FULL, address="2 rue X"))]).card.lat is None


def test_what_is_known_better_than_other():
    assert merged([("a", replace(FULL, kind="other")), ("b", replace(FULL, kind="library"))]).card.kind == "library"


def test_each_network_has_its_origin():
    result = merged([("a", replace(FULL, networks=("caf",))), ("b", replace(FULL, networks=("pix", "caf")))])
    assert result.card.networks == ("caf", "pix")
    assert (result.origins["networks.caf"], result.origins["networks.pix"]) == ("a", "b")


def test_offers_are_kept_by_source_and_stand_once():
    one, other = Offer(key="1", topics=("doctor",)), Offer(key="2", topics=("nurse",))
    result = merged([("a", replace(FULL, offers=(one,))), ("b", replace(FULL, offers=(replace(one, key="9"), other)))])
    assert result.offers == ((0, one), (1, other))


def test_of_one_source_the_freshest_is_believed_wherever_it_stands():
    old, new = (
        replace(FULL, name="Old", updated_on=date(2024, 1, 1)),
        replace(FULL, name="New", updated_on=date(2025, 1, 1)),
    )
    assert merged([("a", old), ("a", new)]).card.name == merged([("a", new), ("a", old)]).card.name == "New"


TEXT = st.sampled_from(["", "x", "y"])
CARDS = st.builds(
    Card,
    key=st.sampled_from("123456789"),
    name=st.sampled_from(["A", "B"]),
    kind=st.sampled_from(["", "other", "library"]),
    address=st.sampled_from(["", "1 rue X", "2 rue Y"]),
    city=TEXT,
    phone=TEXT,
    lat=st.sampled_from([None, 48.0]),
    lon=st.just(2.0),
    networks=st.sampled_from([(), ("caf",), ("caf", "pix")]),
    updated_on=st.sampled_from([None, date(2024, 1, 1), date(2025, 1, 1)]),
    offers=st.sampled_from([(), (Offer(topics=("doctor",)),), (Offer(topics=("nurse",)), Offer(topics=("doctor",)))]),
)
SAID = st.lists(st.tuples(st.sampled_from(["a", "b", "c"]), CARDS), min_size=1, max_size=5)


@given(SAID)
def test_merging_what_is_merged_changes_nothing(said):
    result = merged(said)
    again = merged([("merged", result.card)])
    assert again.card == result.card
    assert set(again.origins) == set(result.origins)


@given(SAID)
def test_saying_it_twice_changes_nothing(said):
    said = sorted(said, key=lambda each: each[0])
    twice = sorted(said * 2, key=lambda each: each[0])
    assert replace(merged(twice).card, key="") == replace(merged(said).card, key="")


@given(st.lists(CARDS, min_size=1, max_size=5, unique_by=lambda card: card.key), st.randoms())
def test_cards_of_one_source_come_in_any_order(cards, chance):
    said = [("a", card) for card in cards]
    mixed = chance.sample(said, len(said))
    assert merged(said).card == merged(mixed).card
    assert merged(said).origins == merged(mixed).origins


@given(SAID)
def test_every_filled_field_has_its_origin_and_no_other(said):
    result = merged(said)
    filled = {name for name in FIELDS if getattr(result.card, name) not in ("", (), None)} - {"networks"}
    assert {name for name in result.origins if not name.startswith("networks.")} == filled
    assert set(result.origins.values()) <= {source for source, _card in said}
