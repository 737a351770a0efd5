"""Everything that a commune's card shows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from django.utils.translation import gettext as _

from maillage.outputs.drawing.svg import Svg
from maillage.web.territories import queries as territories

from ..rules.indicators import PRIORITY_PARTS, Choice, Indicator, available
from ..rules.statistics import standing
from . import charts
from .diagnoses import Sheet, departement_names
from .imported import Imported, imported_of
from .listing import scale_of, weights
from .reasons import sentences, standing_of
from .roads import comparable

# The three figures that a card opens with.
KEY = ("medecins", "pharmacies", "priorite")
NEIGHBOURS = 8


@dataclass(frozen=True)
class Figure:
    """A key figure and where it stands: ``worse``, the share of the territory's communes that are worse off."""

    choice: Choice
    value: float | None
    worse: float | None
    strip: Svg | None


@dataclass(frozen=True)
class Neighbour:
    code: str
    name: str
    population: float
    apl: float
    inside: bool


@dataclass(frozen=True)
class Card:
    code: str
    row: pd.Series
    figures: list[Figure]
    sentences: list[str]
    parts: list[tuple[str, float | None]]
    others: list[Figure]
    neighbours: list[Neighbour]
    imported: list[Imported]
    departement: str


def card(sheet: Sheet, code: str, *, national: pd.DataFrame | None, extract: bool = False) -> Card:
    """``national``: communes of France, to stand among. ``extract``: only what the map shows, without the drawings."""
    row = sheet.communes.loc[code]
    known = {indicator.slug: indicator for indicator in available(sheet.communes.columns, mode=sheet.mode)}
    keys = [known[slug] for slug in KEY if slug in known]
    rest = [] if extract else [indicator for slug, indicator in known.items() if slug not in KEY]
    return Card(
        code=code,
        row=row,
        figures=[
            _figure(sheet, code, choice, [] if extract else among(sheet, code, comparable(choice, national, sheet)))
            for choice in map(_latest, keys)
        ],
        sentences=sentences(sheet, code, standing_of(sheet)),
        parts=[(_(label), _known(row[f"priority_{part}"])) for part, label in PRIORITY_PARTS.items()],
        others=[_figure(sheet, code, _latest(indicator), []) for indicator in rest],
        neighbours=[] if extract else _neighbours(sheet, code),
        imported=[] if extract else imported_of(sheet, code),
        departement=str(departement_names().get(row["departement"], row["departement"])),
    )


def _latest(indicator: Indicator) -> Choice:
    variant = indicator.variants[0]
    return Choice(indicator, variant, max(variant.columns))


def among(sheet: Sheet, code: str, national: pd.DataFrame | None) -> list[tuple[str, pd.DataFrame]]:
    """The communes that this one stands among: its territory's, its département's, those of France."""
    groups = [(sheet.name, sheet.communes)]
    if national is not None and sheet.kind not in {"departement", "france"}:
        departement = sheet.communes["departement"][code]
        groups.append((str(departement_names()[departement]), national[national["departement"] == departement]))
    if national is not None and not sheet.is_france:
        groups.append(("France", national))
    return groups


def _figure(sheet: Sheet, code: str, choice: Choice, groups: list[tuple[str, pd.DataFrame]]) -> Figure:
    values = sheet.communes[choice.column]
    value, scale = float(values[code]), scale_of(choice, values)
    people = weights(choice, sheet.communes).people
    strip = None
    if groups:
        shown = [(name, communes[choice.column], communes[people]) for name, communes in groups]
        strip = charts.strip(value, shown, choice, scale, unit=_(choice.indicator.unit))
    return Figure(
        choice=choice,
        value=_known(value),
        worse=standing(values, value, more_is_better=choice.indicator.more_is_better),
        strip=strip,
    )


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def _neighbours(sheet: Sheet, code: str) -> list[Neighbour]:
    """Communes that touch it, the largest first, those beyond the territory's border too."""
    columns = ["name", "population", "apl"]
    every = pd.concat([sheet.communes[columns], sheet.ring[columns]])
    touching = every[every.index.isin(territories.neighbours([code]))].sort_values("population", ascending=False)
    return [
        Neighbour(str(row.Index), row.name, row.population, row.apl, row.Index in sheet.communes.index)
        for row in touching.head(NEIGHBOURS).itertuples()
    ]
