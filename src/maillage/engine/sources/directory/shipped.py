"""The lists that ship with the package, as cards: enough to fill a directory without any file."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from ..conseillers_numeriques import COLUMNS as HOSTS
from ..france_services import COLUMNS as COUNTERS
from ..reference import load_reference
from . import conseillers, france_services
from .card import Card
from .lines import Line
from .row import Row

# Form of a list: its name in the reference, the titles of the published file, and who reads a line of it.
SHIPPED = {
    "france-services": ("france_services", COUNTERS, france_services.card_of),
    "conseillers-numeriques": ("conseillers_numeriques", HOSTS, conseillers.card_of),
}


def cards(departement: str, form: str) -> Iterator[Card]:
    """Cards of a département, in the order of the published list. ``form``: a key of SHIPPED."""
    name, columns, card_of = SHIPPED[form]
    reference = load_reference()
    places = reference.places(name)
    there = reference.communes["departement"].reindex(places["commune"]).to_numpy() == departement
    titles = {ours: title for ours, (title, _) in columns.items()}
    for number, values in enumerate(_plain(places[there]), start=1):
        card = card_of(Row(Line(number, {titles[ours]: value for ours, value in values.items()})))
        if isinstance(card, Card):
            yield card


def vintage(form: str) -> str:
    """The day, or the year, of which a shipped list tells."""
    name = SHIPPED[form][0]
    return next(line.vintage for line in load_reference().provenance if line.table == name)


def _plain(places: pd.DataFrame) -> Iterator[dict[str, object]]:
    frame = places.reset_index()
    rows = frame.astype(object).where(frame.notna(), None).itertuples(index=False, name=None)
    return (dict(zip(frame.columns, row, strict=True)) for row in rows)
