"""Small problems of the bus, and a checker that knows the rules without the code that keeps them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

import numpy as np
import pytest

from maillage.engine.siting.tour.calendar import EVERY_WEEKS
from maillage.engine.siting.tour.plan import TourPlan
from maillage.engine.siting.tour.problem import Base, Crew, Stop, TourProblem

NEAR = 1e-6


def make(points, services, *, bases=1, stops=None, **rest) -> TourProblem:
    """Points in minutes on a plane: the bases first. ``stops``: further fields of each stop."""
    points = np.asarray(points, dtype=float)
    minutes = np.abs(points[:, np.newaxis] - points[np.newaxis]).sum(axis=2)
    fields = stops or [{}] * len(services)
    return TourProblem(
        stops=tuple(
            Stop(
                **{"key": f"s{k}", "name": f"Stop {k}", "lat": 48.0, "lon": 2.0, "people": 100.0 * (k + 1), **own},
                service_minutes=service,
            )
            for k, (service, own) in enumerate(zip(services, fields, strict=True))
        ),
        bases=tuple(Base(f"b{k}", f"Base {k}", 48.0, 2.0) for k in range(bases)),
        minutes=minutes,
        **rest,
    )


@pytest.fixture(scope="session")
def problem() -> Callable[..., TourProblem]:
    """``problem(points, services, …)``: see :func:`make`."""
    return make


@pytest.fixture(scope="session")
def broken_rules() -> Callable[[TourPlan], list[str]]:
    """Every rule that a plan breaks, in words."""
    return lambda plan: [*days(plan), *rhythms(plan), *weeks(plan), *nights(plan), *figures(plan)]


def days(plan: TourPlan):
    for each in plan.days:
        yield from the_way(plan.problem, each)
        yield from the_work(plan.problem.crew, each)


def the_way(problem: TourProblem, each):
    """From base to base: every visit begins when it can, lasts what it must, and is when it may be."""
    hours, at, clock, driven = each.hours, each.hours.start, each.hours.leaves, 0.0
    rest = hours.pause or (-1.0, -1.0)
    for visit in hours.visits:
        stop, row = problem.stops[visit.stop], len(problem.bases) + visit.stop
        between = clock - NEAR <= rest[0] < visit.arrives
        within = visit.opens <= rest[0] < visit.closes - NEAR
        clock += problem.minutes[at, row] + between * (rest[1] - rest[0])
        driven += problem.minutes[at, row]
        if visit.arrives < clock - NEAR:
            yield f"{stop.name}: there at {visit.arrives}, before it can be ({clock})"
        if visit.opens < visit.arrives + stop.setup_minutes - NEAR or visit.opens % 5:
            yield f"{stop.name}: opens at {visit.opens}, there since {visit.arrives}"
        if abs(visit.closes - visit.opens - stop.service_minutes - within * (rest[1] - rest[0])) > NEAR:
            yield f"{stop.name}: open from {visit.opens} to {visit.closes}"
        if visit.opens < stop.opens - NEAR or visit.closes > stop.closes + NEAR:
            yield f"{stop.name}: outside its hours"
        if each.day.weekday not in stop.weekdays:
            yield f"{stop.name}: not on its weekday"
        clock, at = visit.closes, row
    home = problem.minutes[at, hours.end]
    if hours.back < clock + home + (rest[0] >= clock - NEAR) * (rest[1] - rest[0]) - NEAR:
        yield f"{each.day}: back at {hours.back}, too soon"
    if abs(driven + home - hours.driving) > NEAR:
        yield f"{each.day}: drives {driven + home}, and says {hours.driving}"


def the_work(crew: Crew, each):
    """Within the day, with its break, and not too much of it."""
    hours = each.hours
    first, last = hours.pause or (hours.back, hours.back)
    work = hours.back - hours.leaves - (last - first)
    if hours.leaves < crew.start - NEAR or hours.back > crew.end + NEAR:
        yield f"{each.day}: out from {hours.leaves} to {hours.back}"
    if abs(work - hours.working) > NEAR or work > crew.work_a_day + NEAR or hours.driving > crew.driving_a_day + NEAR:
        yield f"{each.day}: works {work}, says {hours.working}, drives {hours.driving}"
    if work >= crew.break_from and last - first < crew.break_minutes - NEAR:
        yield f"{each.day}: {work} minutes of work and {last - first} of break"
    if max(first - hours.leaves, hours.back - last) > crew.break_from + NEAR:
        yield f"{each.day}: more than six hours without a break"


def rhythms(plan: TourPlan):
    problem, visited = plan.problem, defaultdict(list)
    for each in plan.days:
        for visit in each.hours.visits:
            visited[visit.stop].append(each.day)
    for number, (stop, pattern) in enumerate(zip(problem.stops, plan.patterns, strict=True)):
        found = sorted(visited[number])
        if pattern is None:
            if found:
                yield f"{stop.name}: left out, and visited"
            if number not in {each.stop for each in plan.left_out}:
                yield f"{stop.name}: left out without a reason"
            continue
        every = EVERY_WEEKS[pattern.rhythm]
        weekdays = {day.weekday for day in found}
        if pattern.rhythm not in stop.rhythms or len(weekdays) != 1:
            yield f"{stop.name}: {pattern.rhythm} on {weekdays}"
        if [day.week for day in found] != list(range(found[0].week, problem.cycle.weeks, every)) or found[
            0
        ].week >= every:
            yield f"{stop.name}: {pattern.rhythm} in the weeks {[day.week for day in found]}"


def weeks(plan: TourPlan):
    worked = defaultdict(float)
    for each in plan.days:
        worked[each.bus, each.day.week] += each.hours.working
    for (bus, week), minutes in worked.items():
        if minutes > plan.problem.crew.work_a_week + NEAR:
            yield f"bus {bus}, week {week}: {minutes} minutes of work"


def nights(plan: TourPlan):
    problem = plan.problem
    where = [0] * problem.buses
    out = defaultdict(list)
    for each in plan.days:
        out[each.number].append(each)
    for number, day in enumerate(problem.cycle.days):
        buses = [each.bus for each in out[number]]
        if len(set(buses)) < len(buses) or not set(buses) <= set(range(problem.buses)):
            yield f"{day}: buses {buses}"
        for each in out[number]:
            if where[each.bus] != each.hours.start:
                yield f"{day}: bus {each.bus} begins at {each.hours.start} and slept at {where[each.bus]}"
            where[each.bus] = each.hours.end
        last = number == len(problem.cycle.days) - 1 or problem.cycle.days[number + 1].week != day.week
        if last and (problem.home_for_weekend or number == len(problem.cycle.days) - 1) and any(where):
            yield f"{day}: a bus is not at home for the weekend"


def figures(plan: TourPlan):
    problem = plan.problem
    value = sum(
        max(stop.people, 1.0) * problem.worth[pattern.rhythm]
        for stop, pattern in zip(problem.stops, plan.patterns, strict=True)
        if pattern
    )
    driving = sum(each.hours.driving for each in plan.days)
    if abs(value - plan.value) > NEAR * max(value, 1) or abs(driving - plan.driving) > NEAR * max(driving, 1):
        yield f"value {value} and driving {driving}, and it says {plan.value} and {plan.driving}"
    if plan.most_value < plan.value - 1e-6 * plan.value or plan.least_driving > plan.driving * (1 + 1e-6) + NEAR:
        yield "a bound on the wrong side"
