"""The plans between two goals, as a chart and as a table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from maillage.outputs.drawing.front import Point, front_chart
from maillage.outputs.drawing.svg import Svg
from maillage.web.studies.queries.words import spoken

from ..models import Computation
from ..rules.goals import AIMS, MEASURE_OF
from ..rules.settings import settings_of
from .indicators import EUROS, MILLION, SHARE, Measure, measures, written

# What the table says of each plan beside its two goals.
SHOWN = ("mean", "p90", "far", "epci", "cost", "gini")


@dataclass(frozen=True)
class Planned:
    """A plan of the front: its place in the answer, its letter, what the table says, whether nothing is better."""

    number: int
    name: str
    cells: list[str]
    proven: bool


@dataclass(frozen=True)
class Front:
    """``heads``: of the columns, the two goals first. ``here``: what the scenario itself has in them."""

    computation: Computation
    first: str
    second: str
    drawing: Svg
    heads: list[str]
    plans: list[Planned]
    here: list[str]


def front_of(computation: Computation, here: dict[str, float | None] | None = None) -> Front | None:
    """None while there is none. ``here``: values of the scenario as it is now, by measure, to show where it stands."""
    if computation.status != Computation.Status.DONE or not computation.answer["feasible"]:
        return None
    plans, aims = computation.answer["plans"], computation.asked["goals"]
    by_key = {each.key: each for each in measures(settings_of(computation.asked["values"]))}
    axes = [by_key[MEASURE_OF[aim]] for aim in aims]
    shown = [*axes, *(by_key[key] for key in SHOWN if by_key[key] not in axes)]
    return Front(
        computation=computation,
        first=_(AIMS[aims[0]]),
        second=_(AIMS[aims[1]]),
        drawing=_drawn(plans, axes, here),
        heads=[each.label for each in shown],
        plans=[
            Planned(
                number,
                letter(number),
                [written(plan["measures"][each.key], each.unit) for each in shown],
                plan["proven"],
            )
            for number, plan in enumerate(plans)
        ],
        here=[written(here[each.key], each.unit) for each in shown] if here else [],
    )


def letter(number: int) -> str:
    """A, B, C ... as the chart and the table name a plan."""
    return chr(ord("A") + number)


def _drawn(plans: list[dict[str, Any]], axes: list[Measure], here: dict[str, float | None] | None) -> Svg:
    across, up = axes
    points = [
        Point(letter(number), plan["measures"][across.key], plan["measures"][up.key])
        for number, plan in enumerate(plans)
    ]
    if here and here[across.key] is not None and here[up.key] is not None:
        points.append(Point(_("ce scénario"), here[across.key], here[up.key], on_front=False, strong=True))
    return front_chart(
        points,
        title=_("%(first)s et %(second)s, plan par plan") % {"first": across.label, "second": up.label},
        x_text=across.label,
        y_text=up.label,
        format_x=_tick(across),
        format_y=_tick(up),
        description=_("Le tableau dit les mêmes chiffres."),
    )


def _tick(measure: Measure) -> Callable[[float], str]:
    tick = spoken().axis_number
    if measure.unit == SHARE:
        return lambda value: f"{tick(100 * value)}\u202f%"
    if measure.unit == EUROS:
        return lambda value: f"{tick(value / MILLION)}\u202fM€"
    return tick
