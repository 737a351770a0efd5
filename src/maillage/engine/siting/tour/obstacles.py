"""Why a stop cannot be visited even by a bus that does nothing else that day, and what would have to give."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from .problem import TourProblem
from .timeline import timeline

Reason = Literal["rhythm", "weekday", "no_way", "too_long", "too_far", "driving", "hours", "no_room"]


@dataclass(frozen=True)
class LeftOut:
    """``stop`` (its number) is not visited. ``would_give``: each of these alone would be enough, in minutes.

    ``rhythm``: none of its rhythms fits the weeks of the cycle. ``weekday``: the bus does not go out on its days.
    ``no_way``: no way leads there from a base. ``too_long``: a visit is longer than the day. ``too_far``: the bus would
    not be home in time. ``driving``: more driving than a day may hold. ``hours``: not between its own hours.
    ``no_room``: others took the days.
    """

    stop: int
    reason: Reason
    would_give: Mapping[str, float] = field(default_factory=dict)


def obstacles(problem: TourProblem) -> list[LeftOut]:
    """The stops that no bus can visit on any day, and why."""
    return [found for stop in range(len(problem.stops)) if (found := obstacle(problem, stop)) is not None]


def obstacle(problem: TourProblem, stop: int) -> LeftOut | None:
    """What keeps a stop from any day of any bus; None where a day could be made for it."""
    wished, cycle = problem.stops[stop], problem.cycle
    if not any(cycle.fits(rhythm) for rhythm in wished.rhythms):
        return LeftOut(stop, "rhythm")
    if not problem.patterns[stop]:
        return LeftOut(stop, "weekday")
    bases = range(len(problem.bases))
    ends = [(a, b) for a in bases for b in bases]
    if any(timeline(problem, a, [stop], b) for a, b in ends):
        return None
    ways = {(a, b): problem.minutes[a, problem.row(stop)] + problem.minutes[problem.row(stop), b] for a, b in ends}
    driving = float(min(ways.values()))
    if math.isinf(driving):
        return LeftOut(stop, "no_way")
    return _too_much(problem, stop, driving)


def _too_much(problem: TourProblem, stop: int, driving: float) -> LeftOut:
    wished, crew = problem.stops[stop], problem.crew
    if driving > crew.driving_a_day:
        return LeftOut(stop, "driving", {"driving": driving, "base": crew.driving_a_day / 2})
    room = room_of_a_day(problem)
    if wished.minutes > room:
        return LeftOut(
            stop, "too_long", {"service": room - wished.setup_minutes - driving, "missing": wished.minutes - room}
        )
    over = wished.minutes + driving - room
    if over > 0:
        gives = {"service": wished.service_minutes - over, "base": (room - wished.minutes) / 2, "missing": over}
        return LeftOut(stop, "too_far", gives)
    return LeftOut(stop, "hours", {"opens": wished.opens, "closes": wished.closes})


def room_of_a_day(problem: TourProblem) -> float:
    """Most minutes of work that a day can hold, its break taken."""
    crew = problem.crew
    span = crew.end - crew.start
    with_break = span - crew.break_minutes if span >= crew.break_from else span
    return min(crew.work_a_day, max(with_break, min(span, crew.break_from)))
