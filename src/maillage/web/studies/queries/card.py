"""Everything that a commune's card shows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from django.utils.translation import gettext as _

from maillage.outputs.drawing.svg import Svg
from maillage.web.territories import queries as territories

from ..rules.indicators import INDICATORS, PRIORITY_PARTS, Choice, available
from ..rules.statistics import standing
from . import charts
from .diagnoses import Sheet, departement_names
from .listing import scale_of, weights
from .reasons import sentences, standing_of

# The three figures that a card opens with.
KEY = ("medecins", "pharmacies", "priorite")
NEIGHBOURS = 8


@dataclass(frozen=True)
class Figure:
    """A key figure and where it stands: ``worse``, the share of the territory's communes that are worse off."""

    choice: Choice
    value: float | None
    worse: float | None
    colour: str
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
    parts: list[tuple[str, float]]
    others: list[Figure]
    neighbours: list[Neighbour]
    departement: str


def card(sheet: Sheet, code: str, *, extract: bool = False) -> Card:
    """``extract``: only what the map shows of it, without the drawings."""
    row = sheet.communes.loc[code]
    known = {indicator.slug: indicator for indicator in available(sheet.communes.columns)}
    keys = [known[slug] for slug in KEY if slug in known]
    rest = (
        [] if extract else [indicator for indicator in INDICATORS if indicator.slug in known and indicator not in keys]
    )
    return Card(
        code=code,
        row=row,
        figures=[_figure(sheet, code, _latest(indicator), drawn=not extract) for indicator in keys],
        sentences=sentences(sheet, code, standing_of(sheet)),
        parts=[(_(label), float(row[f"priority_{part}"])) for part, label in PRIORITY_PARTS.items()],
        others=[
            _figure(sheet, code, _latest(known[indicator.slug]), drawn=False)
            for indicator in rest
            if indicator.slug not in KEY
        ],
        neighbours=[] if extract else _neighbours(sheet, code),
        departement=str(departement_names().get(row["departement"], row["departement"])),
    )


def _latest(indicator) -> Choice:
    variant = indicator.variants[0]
    return Choice(indicator, variant, max(variant.columns))


def _figure(sheet: Sheet, code: str, choice: Choice, *, drawn: bool) -> Figure:
    values = sheet.communes[choice.column]
    value, scale = float(values[code]), scale_of(choice, values)
    people = sheet.communes[weights(choice, sheet.communes).people]
    return Figure(
        choice=choice,
        value=None if np.isnan(value) else value,
        worse=standing(values, value, more_is_better=choice.indicator.more_is_better),
        colour=scale.colour(value),
        strip=charts.strip(value, [(sheet.name, values, people)], choice, scale, unit=_(choice.indicator.unit))
        if drawn
        else None,
    )


def _neighbours(sheet: Sheet, code: str) -> list[Neighbour]:
    """Communes that touch it, the largest first, those beyond the territory's border too."""
    columns = ["name", "population", "apl"]
    every = pd.concat([sheet.communes[columns], sheet.ring[columns]])
    touching = every[every.index.isin(territories.neighbours([code]))].sort_values("population", ascending=False)
    return [
        Neighbour(str(row.Index), row.name, row.population, row.apl, row.Index in sheet.communes.index)
        for row in touching.head(NEIGHBOURS).itertuples()
    ]
