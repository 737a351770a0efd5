"""Where to put accompaniment first, and how many hours of mediation it takes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from maillage.engine.fragility.mediation import Mediation

from .assessments import Assessed
from .atlas import Key, key_figures
from .words import headline, why

FIRST = 20


@dataclass(frozen=True)
class Line:
    """A commune among the first. ``tied``: how many others have the same points."""

    place: int
    code: str
    name: str
    points: float
    fragility: float
    apl: float
    people: tuple[float, float, float]
    minutes: float
    hours: float
    tied: int
    why: str


@dataclass(frozen=True)
class Accompaniment:
    """``hours`` and ``posts``: middle, low, high. ``few``: communes with too few people concerned to be placed."""

    lines: list[Line]
    total: int
    few: int
    fewest: float
    key: Key
    headline: str
    hours: tuple[float, float, float]
    posts: tuple[float, float, float]


def accompaniment(assessed: Assessed, mediation: Mediation, *, whole: bool = False) -> Accompaniment:
    """``whole``: all communes that have a place, rather than the first."""
    table, key = assessed.communes, key_figures(assessed)
    placed = table.dropna(subset="accompaniment_place").sort_values("accompaniment_place")
    few = ((table["not_reached"] > 0) & table["accompaniment_place"].isna()).sum()
    low_middle_high = key.not_reached
    return Accompaniment(
        lines=[_line(assessed, row, mediation) for _, row in (placed if whole else placed.head(FIRST)).iterrows()],
        total=len(placed),
        few=int(few),
        fewest=assessed.found.question.fewest,
        key=key,
        headline=headline(assessed.found),
        hours=_each(low_middle_high, mediation.hours),
        posts=_each(low_middle_high, mediation.mediators),
    )


def _line(assessed: Assessed, row: pd.Series, mediation: Mediation) -> Line:
    return Line(
        place=int(row["accompaniment_place"]),
        code=str(row.name),
        name=row["name"],
        points=row["accompaniment"],
        fragility=row["fragility"],
        apl=row["apl"],
        people=(row["not_reached"], row["not_reached_low"], row["not_reached_high"]),
        minutes=row["value_help"],
        hours=mediation.hours(row["not_reached"]),
        tied=int(row["accompaniment_tied"]),
        why=why(assessed, str(row.name)),
    )


def _each(people: tuple[float, float, float], of: Callable[[float], float]) -> tuple[float, float, float]:
    middle, low, high = map(of, people)
    return middle, low, high
