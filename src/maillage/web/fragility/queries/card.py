"""Everything that a commune's card shows."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
from django.utils.translation import gettext as _

from maillage.engine.fragility.axes import Axis
from maillage.web.studies.queries.words import number, percent

from .assessments import Assessed
from .words import sentences


@dataclass(frozen=True)
class Part:
    """An axis: what it measures here, and the points that it brings. ``share``: of the French better off on it."""

    axis: Axis
    value: str
    share: float | None
    points: float


@dataclass(frozen=True)
class Card:
    code: str
    row: pd.Series
    sentences: list[str]
    parts: list[Part]
    nearest: str
    iris: list[tuple[str, list[str]]]
    iris_axes: list[Axis]


def card(assessed: Assessed, code: str) -> Card:
    row = assessed.communes.loc[code]
    nearest = row["nearest_help"]
    axes = [axis for axis in assessed.found.known if axis.name in assessed.found.iris]
    return Card(
        code=code,
        row=row,
        sentences=sentences(assessed, code),
        parts=[_part(axis, row) for axis in assessed.found.known],
        nearest="" if pd.isna(nearest) else str(assessed.of.points["name"][nearest]),
        iris=_iris(assessed, code, axes),
        iris_axes=axes,
    )


def _part(axis: Axis, row: pd.Series) -> Part:
    share = row[f"rank_of_{axis.name}"]
    return Part(
        axis, written(axis, row[f"value_{axis.name}"]), None if pd.isna(share) else share, row[f"points_{axis.name}"]
    )


def written(axis: Axis, value: float) -> str:
    """A value of an axis with its unit, in few words."""
    if pd.isna(value):
        return _("non connu")
    if axis.name == "income":
        return _("%(euros)s €") % {"euros": number(value)}
    if axis.name == "help":
        return _("%(minutes)s minutes") % {"minutes": number(value)}
    return percent(value, axis.decimals)


def _iris(assessed: Assessed, code: str, axes: list[Axis]) -> list[tuple[str, list[str]]]:
    finer = assessed.found.iris
    if finer.empty:
        return []
    here = finer[finer["code"] == code].sort_index()
    return [(str(iris), [written(axis, row[axis.name]) for axis in axes]) for iris, row in here.iterrows()]
