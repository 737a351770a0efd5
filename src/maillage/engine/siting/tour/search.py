"""A good plan without proof: the bus's problem as a periodic routing problem, every bus home each night.

It is where the exact choice of days begins, and the answer where a day can hold too many sets of stops to list them.
What it finds keeps every rule: each route is given its hours, and a visit that has no legal hours is taken out.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from .day_tours import DayTour, Shortest
from .improve import improve
from .periodic import Choice, Driven, choice_of, most_value
from .periodic_routing import PeriodicRouting, Schedule
from .problem import TourProblem
from .timeline import STEP_MINUTES, TOLERANCE, timeline

ITERATIONS = 40
# What rounding the hour of an opening takes on average: PyVRP plans with it, and each day is then timed exactly.
ROUNDING_MINUTES = STEP_MINUTES / 2
# A stop adds two ways a week at most: at twice that, no driving that could be saved is worth leaving it out.
PRICE_IN_LONGEST_WAYS = 4.0


@dataclass(frozen=True, kw_only=True)
class BusRouting(PeriodicRouting):
    """Stops as customers; a route keeps the rules where its hours are legal, break and all."""

    bus: TourProblem
    timed: dict[tuple[int, ...], float] = field(default_factory=dict, repr=False, compare=False)

    def keeps_rules(self, route: Sequence[int], day: int) -> bool:
        """Whether one bus may drive this route on a day."""
        key = tuple(route)
        if key not in self.timed:
            hours = timeline(self.bus, 0, key, 0)
            self.timed[key] = math.inf if hours is None else hours.working
        return self.timed[key] <= self.longest[day] + TOLERANCE


def search(problem: TourProblem, *, rounds: int, seed: int) -> Choice:
    """The best plan of ``rounds`` of search. Same arguments, same answer."""
    found = [
        _choice(problem, schedule)
        for longest in _working_days(problem)
        if (schedule := _schedule(problem, longest, rounds=rounds, seed=seed)) is not None
    ]
    nobody = choice_of(problem, [None] * len(problem.stops), (), most=most_value(problem), least=0.0)
    return max([nobody, *found], key=lambda each: (each.value, -each.driving))


def _working_days(problem: TourProblem) -> list[np.ndarray]:
    """Most minutes of work on each day ``(days,)``: all days alike, or full ones first, where the week is too short."""
    crew, weekdays = problem.crew, len(problem.cycle.weekdays)
    day = min(crew.work_a_day, crew.end - crew.start)
    if day >= crew.break_from:
        day = max(min(day, crew.end - crew.start - crew.break_minutes), crew.break_from - STEP_MINUTES)
    if day * weekdays <= crew.work_a_week:
        return [np.full(len(problem.cycle.days), day)]
    left = crew.work_a_week - day * np.arange(weekdays)
    full = np.clip(left, 0.0, day)
    return [
        np.tile(np.full(weekdays, crew.work_a_week / weekdays), problem.cycle.weeks),
        np.tile(full, problem.cycle.weeks),
    ]


def _schedule(problem: TourProblem, longest: np.ndarray, *, rounds: int, seed: int) -> Schedule | None:
    routing = as_routing(problem, longest)
    return improve(routing, rounds=rounds, iterations=ITERATIONS, seed=seed)


def as_routing(problem: TourProblem, longest: np.ndarray) -> BusRouting:
    """The stops as customers; a stop may be left out at a price over any driving that it could save."""
    stops, n = problem.stops, len(problem.stops)
    rows = [*(problem.row(stop) for stop in range(n)), 0]
    service = np.array([stop.minutes + ROUNDING_MINUTES for stop in stops])
    start = problem.crew.start
    options = [(*problem.patterns[stop], None) for stop in range(n)]
    values = [
        [problem.value(stop, pattern.rhythm) if pattern else 0.0 for pattern in patterns]
        for stop, patterns in enumerate(options)
    ]
    price = _price(problem, values)
    return BusRouting(
        bus=problem,
        travel=problem.minutes[np.ix_(rows, rows)],
        patterns=tuple(tuple(pattern.days if pattern else () for pattern in patterns) for patterns in options),
        pattern_cost=tuple(tuple(price * (max(each) - value) for value in each) for each in values),
        vehicles=problem.buses,
        days=len(problem.cycle.days),
        demand=np.zeros(n),
        service=service,
        opens=np.array([max(stop.opens - stop.setup_minutes - start, 0.0) for stop in stops]),
        closes=np.array(
            [stop.closes - start + ROUNDING_MINUTES if stop.closes < 24 * 60 else math.inf for stop in stops]
        ),
        longest=longest,
        most_travel=problem.crew.driving_a_day,
    )


def _price(problem: TourProblem, values: Sequence[Sequence[float]]) -> float:
    """Minutes that a unit of value is worth: the smallest step is dearer than the longest ways of a cycle."""
    steps = [b - a for each in values for a, b in zip(sorted(set(each)), sorted(set(each))[1:], strict=False)]
    finite = problem.minutes[np.isfinite(problem.minutes)]
    return PRICE_IN_LONGEST_WAYS * float(finite.max(initial=1.0)) * problem.cycle.weeks / min(steps, default=1.0)


def _choice(problem: TourProblem, schedule: Schedule) -> Choice:
    """The schedule with its hours; what has no legal hours is taken out of every day."""
    shortest = Shortest(problem, 0)
    patterns = [k if k < len(problem.patterns[stop]) else None for stop, k in enumerate(schedule.chosen)]
    routes = [(day, list(route)) for day, day_routes in enumerate(schedule.routes) for route in day_routes]
    while True:
        driven: list[Driven] = []
        out = None
        for day, route in routes:
            kept = [stop for stop in route if patterns[stop] is not None]
            if not kept:
                continue
            tour = _tour(problem, shortest, kept, day)
            if tour is None:
                out = min(kept, key=lambda stop: (problem.stops[stop].people, stop))
                break
            driven.append(Driven(day, sum(each.day == day for each in driven), tour))
        if out is None:
            return choice_of(problem, patterns, driven, most=most_value(problem), least=0.0)
        patterns[out] = None


def _tour(problem: TourProblem, shortest: Shortest, route: Sequence[int], day: int) -> DayTour | None:
    stops = sum(1 << stop for stop in route)
    hours = timeline(problem, 0, route, 0) or shortest.legal(stops, 0)
    return None if hours is None else DayTour(stops, (day,), hours)
