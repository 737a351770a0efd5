"""What a point of help would change if it opened, or closed: minutes before and after, people brought nearer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd
from django.utils.translation import gettext as _

from maillage.engine.fragility.help_points import Effect, at_town_hall, effect, gains, point_table
from maillage.outputs.drawing.palette import MINUTES_SCALE
from maillage.outputs.drawing.svg import Svg

from .assessments import Assessed
from .atlas import value_legend
from .maps import minutes_map

BEST, CHANGED = 8, 12


@dataclass(frozen=True)
class Changed:
    code: str
    name: str
    before: float
    after: float
    people: float


@dataclass(frozen=True)
class Opening:
    """``best``: communes where one more point would bring the most people (code, name, people). ``lines``: communes
    whose minutes change the most."""

    effect: Effect | None
    opened: list[str]
    lines: list[Changed]
    changed: int
    best: list[tuple[str, str, float]]
    map: Svg
    legend: Svg
    people: float


def opening(assessed: Assessed, *, opened: Sequence[str], closed: Sequence[str], link: Callable[[str], str]) -> Opening:
    """Of opening at the town halls of the communes ``opened``, and closing the points ``closed``. ``link``: of a
    commune on the map."""
    table, of = assessed.communes, assessed.of
    here = of.communes.loc[table.index]
    people = table["in_difficulty"]
    found = None
    if opened or closed:
        rows = [at_town_hall(code, of.communes) for code in opened]
        added = point_table(rows, of.communes["density_class"])
        found = effect(here, people, of.points, added=added, removed=closed, router=of.router)
    minutes = table["value_help"] if found is None else found.after
    brought = gains(here, people, minutes, router=of.router)
    return Opening(
        effect=found,
        opened=[str(table["name"][code]) for code in opened],
        lines=[] if found is None else _lines(table, found),
        changed=0 if found is None else len(found.changed),
        best=[
            (str(code), str(table["name"][code]), float(gain))
            for code, gain in brought["people"][brought["people"] >= 1][:BEST].items()
        ],
        map=minutes_map(assessed, minutes, link=link),
        legend=value_legend(minutes, MINUTES_SCALE, title=_("minutes en voiture")),
        people=float(people.sum()),
    )


def communes_to_choose(assessed: Assessed) -> Sequence[tuple[str, str]]:
    """(code, name) of where help could open."""
    table = assessed.communes
    placed = table[table["lat"].notna()].sort_values("name")
    return [(str(code), f"{name} ({code})") for code, name in placed["name"].items()]


def points_to_close(assessed: Assessed) -> Sequence[tuple[str, str]]:
    """(key, name) of the points within the territory."""
    points = assessed.of.points
    inside = points[points["commune"].isin(assessed.communes.index)].sort_values("name")
    return [(str(key), str(name)) for key, name in inside["name"].items()]


def _lines(table: pd.DataFrame, found: Effect) -> list[Changed]:
    return [
        Changed(
            str(code),
            str(table["name"][code]),
            float(found.before[code]),
            float(found.after[code]),
            float(table["in_difficulty"].fillna(0)[code]),
        )
        for code in found.changed[:CHANGED]
    ]
