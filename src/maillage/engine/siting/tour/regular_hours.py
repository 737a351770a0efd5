"""The same hour each time: days are begun later where that brings the visits to a stop nearer to one hour.

    minimise  Σ over visits |opening + shift of its day − usual opening of the stop|

A whole day shifts, so that nothing else about it changes. Nobody learns a timetable with another hour each week.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ..milp import Model, solve
from .problem import TourProblem
from .timeline import STEP_MINUTES, TOLERANCE, Timeline, Visit

# Among shifts that are as regular, the smallest.
SMALLEST = 1e-3


def regular_hours(problem: TourProblem, days: Sequence[Timeline]) -> list[Timeline]:
    """The same days at hours as regular as can be, in steps of five minutes."""
    visits = [(number, visit) for number, day in enumerate(days) for visit in day.visits]
    if not visits:
        return list(days)
    model = Model()
    ranges = np.array([_range(problem, day) for day in days])
    later = model.columns(len(days), lower=0.0, upper=np.maximum(ranges[:, 1], 0.0), cost=SMALLEST)
    sooner = model.columns(len(days), lower=0.0, upper=np.maximum(-ranges[:, 0], 0.0), cost=SMALLEST)
    usual = model.columns(len(problem.stops), upper=np.inf)
    apart = model.columns(len(visits), cost=1.0, upper=np.inf)
    of_day, of_stop = np.zeros((len(visits), len(days))), np.zeros((len(visits), len(problem.stops)))
    opening = np.array([visit.opens for _, visit in visits])
    for row, (number, visit) in enumerate(visits):
        of_day[row, number], of_stop[row, visit.stop] = 1.0, 1.0
    own = np.eye(len(visits))
    shifted = ((later, of_day), (sooner, -of_day), (usual, -of_stop))
    model.rows(*shifted, (apart, -own), upper=-opening)
    model.rows(*shifted, (apart, own), lower=-opening)
    values = solve(model).values
    if values is None:
        return list(days)
    # Solutions of this linear model lie on openings and ends of ranges, which are all multiples of the step.
    shifts = np.round((values[later] - values[sooner]) / STEP_MINUTES) * STEP_MINUTES
    return [shift(day, float(minutes)) for day, minutes in zip(days, shifts, strict=True)]


def shift(day: Timeline, minutes: float) -> Timeline:
    """The whole day later, or sooner where negative."""
    visits = tuple(
        Visit(visit.stop, visit.arrives + minutes, visit.opens + minutes, visit.closes + minutes)
        for visit in day.visits
    )
    pause = (day.pause[0] + minutes, day.pause[1] + minutes) if day.pause else None
    return replace(day, visits=visits, leaves=day.leaves + minutes, back=day.back + minutes, pause=pause)


def _range(problem: TourProblem, day: Timeline) -> tuple[float, float]:
    """The earliest (0 or less) and the latest (0 or more) that a day may shift."""
    crew, stops = problem.crew, problem.stops
    sooner = [day.leaves - crew.start, *(visit.opens - stops[visit.stop].opens for visit in day.visits)]
    later = [crew.end - day.back, *(stops[visit.stop].closes - visit.closes for visit in day.visits)]
    down, up = (np.floor((max(min(each), 0.0) + TOLERANCE) / STEP_MINUTES) * STEP_MINUTES for each in (sooner, later))
    return -float(down), float(up)
