"""The lists that ship fill a directory without any file, and say what the published files say."""

from __future__ import annotations

from pathlib import Path

import pytest

from maillage.engine.sources.directory import shipped
from maillage.engine.sources.directory.card import Card
from maillage.engine.sources.directory.registry import FORMS


@pytest.mark.parametrize(
    ("form", "departement", "count", "vintage"),
    [("france-services", "78", 24, "2024-08-01"), ("conseillers-numeriques", "78", 29, "2022")],
)
def test_a_departement_has_its_places(form: str, departement: str, count: int, vintage: str) -> None:
    cards = list(shipped.cards(departement, form))
    assert len(cards) == len({card.key for card in cards}) == count
    assert all(card.commune.startswith(departement) and card.address and card.offers for card in cards)
    assert shipped.vintage(form) == vintage
    assert list(shipped.cards("00", form)) == []


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ("france-services", "france_services_2024-08-01.csv"),
        ("conseillers-numeriques", "conseillers_numeriques_2022.csv"),
    ],
)
def test_what_ships_is_what_the_file_says_without_who_may_be_written_to(shared: Path, form: str, name: str) -> None:
    said = [each for each in FORMS[form].read(shared / "data/national" / name) if isinstance(each, Card)]
    by_key = {card.key: card for card in said}
    for card in shipped.cards("38", form):
        published = by_key[card.key]
        assert card.email == ""
        assert (card.name, card.address, card.hours, card.phone) == (
            published.name,
            published.address,
            published.hours,
            published.phone,
        )
        assert (card.lat, card.lon, card.offers) == (published.lat, published.lon, published.offers)
