"""Plain JSON says all; the plain CSV is a list that the authority can change in a spreadsheet and import again."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.engine.sources.directory import lists, own, own_words
from maillage.engine.sources.directory.card import Card, Offer
from maillage.outputs.directory import plain_csv, plain_json
from maillage.outputs.directory.topics import TITLES

from .cards import cards, some_of

KINDS = st.sampled_from(["", *lists.KINDS])
OFFERS = st.builds(
    Offer,
    topics=some_of(lists.TOPICS),
    audiences=some_of(lists.AUDIENCES),
    languages=some_of(("en", "ar", "uk")),
    conditions=some_of(lists.CONDITIONS),
    fees=st.sampled_from(["", *lists.FEES]),
    ways=some_of(lists.WAYS),
    access=some_of(lists.ACCESS),
)


@given(
    cards(), OFFERS, st.sampled_from(["", *lists.KINDS]), some_of(lists.NETWORKS), st.sampled_from(["", "yes", "no"])
)
def test_the_plain_table_is_imported_again_as_it_was(
    card: Card, offer: Offer, kind: str, networks: tuple[str, ...], step_free: str
) -> None:
    said = replace(card, kind=kind, networks=networks, step_free=step_free, finess="310781406", offers=(offer,))
    with TemporaryDirectory() as folder:
        path = Path(folder, "annuaire.csv")
        path.write_text("".join(plain_csv.chunks([said])), encoding="utf-8", newline="")
        (back,) = own.read(path)
    assert back == replace(said, offers=() if offer == Offer() else (offer,))


def test_the_plain_table_opens_in_a_french_spreadsheet_and_computes_nothing() -> None:
    text = "".join(plain_csv.chunks([Card(key="=1", name="@nom", phone="+33139000000", description="+1\n-2")]))
    assert text.startswith("\ufeffidentifiant;nom;genre;")
    (row,) = csv.DictReader(StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";")
    assert (row["identifiant"], row["nom"], row["telephone"]) == ("1", "nom", "0139000000")
    assert not [cell for cell in row.values() if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


@settings(max_examples=30)
@given(cards(), OFFERS)
def test_plain_json_says_all_that_is_known(card: Card, offer: Offer) -> None:
    (said,) = json.loads("".join(plain_json.chunks([replace(card, offers=(offer,))])))
    assert said["name"] == card.name
    assert said.get("lat") == card.lat
    assert ("phone" in said) == bool(card.phone)
    assert said["offers"][0].get("topics", []) == list(offer.topics)
    assert said["updated_on"] == f"{card.updated_on}"


def test_every_topic_has_a_title_in_files_and_every_code_a_word() -> None:
    assert tuple(TITLES) == lists.TOPICS
    for of, codes in (
        (own_words.KINDS, lists.KINDS),
        (own_words.TOPICS, lists.TOPICS),
        (own_words.AUDIENCES, lists.AUDIENCES),
        (own_words.NETWORKS, lists.NETWORKS),
    ):
        assert {of.code_of[own_words.name_key(of.word_of[code])] for code in codes} == set(codes)
