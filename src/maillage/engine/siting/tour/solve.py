"""From the question to the answer: what cannot be, all legal days, the choice among them, regular hours."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace

from .day_tours import MOST_TOURS, DayTour, day_tours
from .obstacles import LeftOut, obstacles
from .periodic import Choice, choose, most_value
from .plan import BusDay, Relief, TourPlan
from .problem import MINUTES_OF_DAY, TourProblem
from .regular_hours import regular_hours
from .search import search

# Rounds of search; a model that has fewer columns than this does without one.
ROUNDS = 150
FEW_COLUMNS = 4_000
# What is tried where stops find no room.
LONGER_DAY_MINUTES, LONGER_WEEK_MINUTES = 60.0, 240.0
# Shares of the time limit: for the plan, and for each relief.
TIME_FOR_PLAN, TIME_FOR_RELIEF = 0.7, 0.1

Progress = Callable[[str, float], None]


def plan_tours(
    problem: TourProblem,
    *,
    seed: int = 1,
    time_limit_seconds: float = 60.0,
    rounds: int = ROUNDS,
    most_tours: int = MOST_TOURS,
    progress: Progress = lambda *_: None,
) -> TourPlan:
    """The rounds of the bus. ``progress`` is told each step and the share done before it.

    Same arguments, same answer, unless ``time_limit_seconds`` (of the exact choice) strikes first. A stop that cannot
    be visited is left out, and the plan says why.
    """
    progress("stops", 0.0)
    left_out = obstacles(problem)
    possible = _without(problem, left_out)
    progress("days", 0.05)
    tours = day_tours(possible, most=most_tours)
    progress("choice", 0.2)
    choice = _choice(possible, tours, seed=seed, rounds=rounds, seconds=time_limit_seconds * TIME_FOR_PLAN)
    crowded = [stop for stop, k in enumerate(choice.patterns) if k is None and stop not in possible.given_up]
    left_out += [LeftOut(stop, "no_room") for stop in crowded]
    progress("hours", 0.8)
    hours = regular_hours(problem, [each.tour.hours for each in choice.driven])
    days = tuple(
        BusDay(each.day, problem.cycle.days[each.day], each.bus, day)
        for each, day in zip(choice.driven, hours, strict=True)
    )
    plan = TourPlan(
        problem,
        tuple(None if k is None else problem.patterns[stop][k] for stop, k in enumerate(choice.patterns)),
        days,
        tuple(sorted(left_out, key=lambda each: each.stop)),
        choice.value,
        choice.most_value,
        choice.driving,
        choice.least_driving,
        exact=tours is not None,
    )
    if plan.value < most_value(problem) * (1 - 1e-6):
        progress("what would have to give", 0.85)
        seconds = time_limit_seconds * TIME_FOR_RELIEF
        plan = replace(
            plan, reliefs=_reliefs(plan, seed=seed, rounds=rounds // 2, most_tours=most_tours, seconds=seconds)
        )
    progress("done", 1.0)
    return plan


def _without(problem: TourProblem, impossible: Sequence[LeftOut]) -> TourProblem:
    return replace(problem, given_up=frozenset(each.stop for each in impossible))


def _choice(problem: TourProblem, tours: list[DayTour] | None, *, seed: int, rounds: int, seconds: float) -> Choice:
    if tours is None:
        return search(problem, rounds=rounds, seed=seed)
    columns = sum(len(tour.days) for tour in tours) * problem.buses
    start = search(problem, rounds=rounds, seed=seed) if columns > FEW_COLUMNS else None
    return choose(problem, tours, start=start, time_limit_seconds=seconds, seed=seed)


def _reliefs(plan: TourPlan, *, seed: int, rounds: int, most_tours: int, seconds: float) -> tuple[Relief, ...]:
    """What one bus more, a longer day or a longer week would bring, each alone; only those that bring something."""
    problem, crew, found = plan.problem, plan.problem.crew, []
    wider = {
        ("bus", 1.0): replace(problem, buses=problem.buses + 1),
        ("day", LONGER_DAY_MINUTES): replace(problem, crew=replace(crew, end=_later(crew.end, LONGER_DAY_MINUTES))),
    }
    if math.isfinite(crew.work_a_week):
        longer = replace(crew, work_a_week=crew.work_a_week + LONGER_WEEK_MINUTES)
        wider["week", LONGER_WEEK_MINUTES] = replace(problem, crew=longer)
    served = sum(pattern is not None for pattern in plan.patterns)
    for (what, amount), other in wider.items():
        possible = _without(other, obstacles(other))
        tours = day_tours(possible, most=most_tours)
        choice = _choice(possible, tours, seed=seed, rounds=rounds, seconds=seconds)
        if choice.value > plan.value * (1 + 1e-6):
            more = sum(k is not None for k in choice.patterns) - served
            found.append(Relief(what, amount, more, choice.value - plan.value))
    return tuple(found)


def _later(end: float, minutes: float) -> float:
    return min(end + minutes, MINUTES_OF_DAY)
