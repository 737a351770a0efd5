"""data·inclusion: valid by its own package, read back as it was, and safe in a spreadsheet."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from data_inclusion.schema.v1 import Service, Structure
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from maillage.engine.sources.directory import codes_data_inclusion as codes
from maillage.engine.sources.directory import data_inclusion as reader
from maillage.engine.sources.directory.card import Card, Offer
from maillage.outputs.directory import data_inclusion

from .cards import cards, services, typed

SOURCE = "ville-du-lac"
LAKE = Card(
    key="7",
    name="Espace du Lac",
    kind="social-centre",
    city="Foix",
    updated_on=date(2025, 3, 1),
    offers=(Offer(topics=("procedures",), access=("phone", "referral")),),
)
FORMULAS, NUMBERS = ("=", "+", "-", "@", "\t", "\r"), {"telephone", "latitude", "longitude"}
# Kinds and networks that say one thing only.
OFFERS = st.lists(services(), max_size=3, unique_by=lambda offer: offer.key)
CARRIED = st.sampled_from(["", *codes.NETWORK_OF_KIND])


def read_back(said: list[Card], form: str) -> list[object]:
    with TemporaryDirectory() as folder:
        for part, write in (
            ("structures", getattr(data_inclusion, f"structures_{form}")),
            ("services", getattr(data_inclusion, f"services_{form}")),
        ):
            text = "".join(write(said, source=SOURCE))
            Path(folder, f"{part}.{form}").write_text(text, encoding="utf-8", newline="")
        return list(reader.read(Path(folder)))


def in_order(codes: Iterable[str], said: Iterable[str]) -> tuple[str, ...]:
    """Lists come back in the order of the standard."""
    return tuple(dict.fromkeys(code for code in codes if code and code in said))


@given(
    cards(),
    st.lists(services(), max_size=3, unique_by=lambda offer: offer.key),
    CARRIED,
    st.sampled_from(["json", "csv"]),
)
def test_what_the_standard_can_carry_is_read_back(card: Card, offers: list[Offer], kind: str, form: str) -> None:
    networks = ("france-services",) if kind == "france-services" else ()
    (back,) = read_back([replace(card, kind=kind, networks=networks, offers=tuple(offers))], form)
    same = [
        replace(
            offer,
            key=f"{SOURCE}--{offer.key}",
            audiences=in_order(codes.AUDIENCES.values(), offer.audiences),
            ways=in_order(codes.WAYS.values(), offer.ways),
            access=in_order(codes.ACCESS.values(), offer.access),
        )
        for offer in offers
    ]
    assert back == replace(card, key=f"{SOURCE}--{card.key}", kind=kind, networks=networks, offers=tuple(same))


@settings(max_examples=20)
@given(cards(), st.lists(services(), max_size=3))
def test_the_export_is_valid_by_the_package_of_data_inclusion(card: Card, offers: list[Offer]) -> None:
    bare = [Offer(topics=offer.topics, fees=offer.fees) for offer in offers]
    said = [replace(card, offers=(*offers, *bare))]
    for structure in json.loads("".join(data_inclusion.structures_json(said, source=SOURCE))):
        Structure(**structure)
    services_said = json.loads("".join(data_inclusion.services_json(said, source=SOURCE)))
    assert len(services_said) == 2 * len(offers)
    for service in services_said:
        Service(**service)


@given(typed())
def test_whatever_was_typed_the_export_is_valid_or_leaves_it_out(card: Card) -> None:
    structures = json.loads("".join(data_inclusion.structures_json([card], source=SOURCE)))
    assert len(structures) == (not data_inclusion.lacks(card))
    for structure in structures:
        Structure(**structure)
    for service in json.loads("".join(data_inclusion.services_json([card], source=SOURCE))):
        Service(**service)
    for write in (data_inclusion.structures_csv, data_inclusion.services_csv):
        for row in csv.DictReader(StringIO("".join(write([card], source=SOURCE)), newline="")):
            assert not [each for title, each in row.items() if each.startswith(FORMULAS) and title not in NUMBERS]


def test_the_validation_finds_what_is_wrong() -> None:
    (structure,) = json.loads("".join(data_inclusion.structures_json([LAKE], source=SOURCE)))
    Structure(**structure)
    with pytest.raises(ValidationError, match="nom"):
        Structure(**structure | {"nom": "X"})


def test_a_service_without_a_name_is_called_by_what_it_is_for() -> None:
    (service,) = json.loads("".join(data_inclusion.services_json([LAKE], source=SOURCE)))
    assert (service["nom"], service["description"]) == ("Aide aux démarches", "Aide aux démarches, Espace du Lac.")
    assert service["mobilisable_par"] == ["professionnels"]
    assert service["structure_id"] == "ville-du-lac--7"


def test_what_the_standard_requires_and_a_card_lacks_leaves_it_out() -> None:
    said = [replace(LAKE, name="3L"), replace(LAKE, updated_on=None), replace(LAKE, name="X." * 200)]
    assert [data_inclusion.lacks(card) for card in said] == [("nom",), ("date_maj",), ()]
    assert len(json.loads("".join(data_inclusion.services_json(said, source=SOURCE)))) == 1
    assert "".join(data_inclusion.structures_json([], source=SOURCE)) == "[]\n"


def test_lists_of_a_table_are_json_and_no_cell_is_a_formula() -> None:
    nasty = replace(LAKE, name="=1+1 Lac", description="-2+3 autres", networks=("caf",), phone="+33561000000")
    (row,) = csv.DictReader(StringIO("".join(data_inclusion.structures_csv([nasty], source=SOURCE))))
    assert row["nom"] == "1+1 Lac"
    assert json.loads(row["reseaux_porteurs"]) == ["caf", "fcsf"]
    assert row["telephone"] == "+33561000000"
    assert row["description"] == "2+3 autres"


def test_every_code_of_ours_that_is_written_is_one_of_the_standard() -> None:
    themes = {theme for several in codes.THEMES_OF_MEDNUM.values() for theme in several}
    for theme in themes | set(codes.THEME_OF_TOPIC.values()):
        Service.model_validate(
            {
                "source": "a",
                "structure_id": "b",
                "id": "c",
                "nom": "Nom",
                "description": "Description",
                "date_maj": "2025-01-01",
                "thematiques": [theme],
                "publics": ["tous-publics"],
            }
        )
