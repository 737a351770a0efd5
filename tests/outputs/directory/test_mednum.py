"""The national standard of places of digital mediation: valid, read back as it was, and safe in a spreadsheet."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import frictionless
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.engine.sources.directory import codes_mednum, mednum
from maillage.engine.sources.directory.card import Card, Offer
from maillage.outputs.directory.mednum import COLUMNS, chunks, lacks

from .cards import cards, mednum_offers, typed

LAKE = Card(
    key="7",
    name="Médiathèque du Lac",
    kind="library",
    address="1 rue du Lac",
    postcode="78100",
    city="Saint-Germain-en-Laye",
    commune="78551",
    lat=48.9,
    lon=2.09,
    phone="+33139000000",
    siret="73282932000074",
    updated_on=date(2025, 3, 1),
)


def written(*said: Card) -> str:
    return "".join(chunks(said, source="Ville du Lac"))


def read_back(text: str) -> list[object]:
    with TemporaryDirectory() as folder:
        path = Path(folder, "lieux.csv")
        path.write_text(text, encoding="utf-8", newline="")
        return list(mednum.read(path))


def in_order(codes: Iterable[str], said: Iterable[str]) -> tuple[str, ...]:
    """Lists come back in the order of the standard."""
    return tuple(dict.fromkeys(code for code in codes if code in said))


@settings(max_examples=30)
@given(cards(), mednum_offers(), st.sampled_from(["", *codes_mednum.TYPE_OF_KIND]))
def test_what_the_standard_can_carry_is_read_back(card: Card, offer: Offer, kind: str) -> None:
    (back,) = read_back(written(replace(card, kind=kind, offers=(offer,))))
    same = replace(
        offer,
        audiences=in_order(codes_mednum.AUDIENCES.values(), offer.audiences),
        conditions=in_order(codes_mednum.CONDITIONS.values(), offer.conditions),
        ways=in_order(("travelling", *codes_mednum.ASSISTANCE.values()), offer.ways),
        access=in_order(codes_mednum.ACCESS.values(), offer.access),
    )
    assert back == replace(card, kind=kind, offers=() if same == Offer() else (same,))


@settings(max_examples=15)
@given(st.lists(cards(), min_size=1, max_size=4, unique_by=lambda card: card.key), mednum_offers())
def test_the_export_is_valid_against_the_official_schema(schema: dict, said: list[Card], offer: Offer) -> None:
    text = written(
        *(replace(card, offers=(offer,), networks=("aidants-connect", "etapes-numeriques")) for card in said)
    )
    rows = list(csv.DictReader(StringIO(text, newline="")))
    assert tuple(rows[0]) == COLUMNS == tuple(field["name"] for field in schema["fields"])
    assert not errors(text, schema)


@settings(max_examples=15)
@given(st.lists(typed(), max_size=5))
def test_whatever_was_typed_the_export_is_valid_or_leaves_it_out(schema: dict, said: list[Card]) -> None:
    same = {"siret": LAKE.siret, "city": "Foix", "postcode": "09000"}
    text = written(*(replace(card, key=str(number), **same) for number, card in enumerate(said)))
    assert not errors(text, schema)


def test_the_validation_finds_what_is_wrong(schema: dict) -> None:
    wrong = written(LAKE).replace("+33139000000", "0139000000").replace("2025-03-01", "1er mars")
    assert {error.field_name for error in errors(wrong, schema)} == {"telephone", "date_maj"}


def errors(text: str, schema: dict) -> list:
    with TemporaryDirectory() as folder:
        path = Path(folder, "lieux.csv")
        path.write_text(text, encoding="utf-8", newline="")
        with frictionless.system.use_context(trusted=True):
            report = frictionless.validate(
                frictionless.Resource(str(path), schema=frictionless.Schema.from_descriptor(schema))
            )
    return report.task.errors


@pytest.fixture(scope="module")
def schema(shared: Path) -> dict:
    return json.loads((shared / "data/samples/mednum-tableschema-v1.0.2.json").read_text(encoding="utf-8"))


def test_what_the_standard_requires_and_a_card_lacks_leaves_it_out_and_is_counted() -> None:
    said = [LAKE, replace(LAKE, key="8", siret=""), replace(LAKE, key="9", siret="", updated_on=None)]
    assert Counter(column for card in said for column in lacks(card)) == {"pivot": 2, "date_maj": 1}
    assert [row["id"] for row in csv.DictReader(StringIO(written(*said)))] == ["7"]


def test_no_cell_is_a_formula_and_a_phone_stays_a_phone() -> None:
    nasty = replace(
        LAKE,
        name='=HYPERLINK("http://x")',
        address="@SUM(A1)",
        description="\t=1+1<script>x</script>",
        more_address="-2+3",
    )
    (row,) = csv.DictReader(StringIO(written(nasty)))
    assert row["nom"] == 'HYPERLINK("http://x")'
    assert row["presentation_detail"] == "1+1"
    assert row["telephone"] == "+33139000000"
    assert not [cell for title, cell in row.items() if cell.startswith(("=", "+", "-", "@")) and title != "telephone"]


def test_a_long_list_comes_in_pieces() -> None:
    def many() -> Iterator[Card]:
        for number in range(1_000):
            drawn.append(number)
            yield replace(LAKE, key=str(number))

    drawn: list[int] = []
    pieces = chunks(many(), source="x")
    next(pieces), next(pieces)
    assert len(drawn) < 500
    assert "".join(pieces).count("\n") > 500
