"""The days that a mediator may work: every legal sequence of sessions, so that a roster is legal by construction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from .problem import Mediator, Opening, RosterProblem
from .working_time import (
    BREAK_MINUTES,
    DAY_MINUTES,
    MEAL_FROM,
    MEAL_UNTIL,
    SATURDAY,
    SPAN_MINUTES,
    SUNDAY,
    WORK_A_DAY_MINUTES,
    WORK_BEFORE_BREAK_MINUTES,
)


class Duty(NamedTuple):
    """A day of work: numbers of the ``openings``, in order; ``work_minutes`` hold those of travel between sites."""

    openings: tuple[int, ...]
    day: int
    start: int
    end: int
    work_minutes: int
    travel_minutes: int


@dataclass(frozen=True)
class _Begun:
    """A day in the making. ``since``: the last break ended then; ``eaten``: a break long enough fell at noon."""

    openings: tuple[int, ...]
    site: int
    start: int
    end: int
    since: int
    work: int
    travel: int
    moves: int
    eaten: bool


def duties_of(problem: RosterProblem, mediator: int) -> Iterator[Duty]:
    """All legal duties of a mediator in a week, whatever the other days hold; days in order."""
    who = problem.mediators[mediator]
    reach = set(problem.in_reach(mediator).tolist())
    days: dict[int, list[tuple[int, Opening]]] = {}
    for number, opening in enumerate(problem.openings):
        if opening.site in reach and not problem.autonomous[number] and _may_work(problem, who, opening):
            days.setdefault(opening.session.day, []).append((number, opening))
    between = whole_minutes(problem.between)
    for day in sorted(days):
        choices = sorted(days[day], key=lambda each: (each[1].session.start, each[0]))
        for place, (number, (site, session)) in enumerate(choices):
            _, start, end = session
            begun = _Begun((number,), site, start, end, start, session.minutes, 0, 0, eaten=False)
            yield from _days_from(problem, choices, place, begun, between, day, who.contract_minutes)


def whole_minutes(between: np.ndarray) -> list[list[int]]:
    """Minutes from site to site, upwards; a whole day where there is no way."""
    return np.ceil(np.minimum(between, DAY_MINUTES) - 1e-9).astype(int).tolist()


def _may_work(problem: RosterProblem, who: Mediator, opening: Opening) -> bool:
    day, late = opening.session.day, opening.session.end > problem.rules.late_after
    if day == SUNDAY or (late and not problem.works_evenings(who)):
        return False
    return day != SATURDAY or problem.saturdays_of(who) != "none"


def _days_from(
    problem: RosterProblem,
    choices: Sequence[tuple[int, Opening]],
    place: int,
    begun: _Begun,
    between: list[list[int]],
    day: int,
    most_work: int,
) -> Iterator[Duty]:
    """The duty that ends here, and all that go on after it."""
    if begun.work > min(most_work, WORK_A_DAY_MINUTES) or begun.end - begun.start > SPAN_MINUTES:
        return
    if begun.end - begun.since > WORK_BEFORE_BREAK_MINUTES:
        return
    meal = problem.rules.meal
    if meal is None or begun.eaten or begun.start >= MEAL_FROM or begun.end <= MEAL_UNTIL:
        yield Duty(begun.openings, day, begun.start, begun.end, begun.work, begun.travel)
    most_moves = problem.rules.moves
    for later in range(place + 1, len(choices)):
        number, (site, session) = choices[later]
        moves = begun.moves + (site != begun.site)
        if session.start < begun.end or (most_moves is not None and moves > most_moves):
            continue
        way = between[begun.site][site] if site != begun.site else 0
        if session.start >= begun.end + way:
            after = _after(begun, number, site, session.start, session.end, way, meal)
            yield from _days_from(problem, choices, later, after, between, day, most_work)


def _after(begun: _Begun, number: int, site: int, start: int, end: int, way: int, meal: int | None) -> _Begun:
    """One session more. One sets off when a session ends; what is left is a break if it is long enough, else work."""
    left = start - begun.end - way
    rested = left >= BREAK_MINUTES
    noon = min(start, MEAL_UNTIL) - max(begun.end + way, MEAL_FROM)
    return _Begun(
        (*begun.openings, number),
        site,
        begun.start,
        end,
        # Travel before a break belongs to the work that the break ends.
        start if rested and begun.end + way - begun.since <= WORK_BEFORE_BREAK_MINUTES else begun.since,
        begun.work + way + (0 if rested else left) + end - start,
        begun.travel + way,
        begun.moves + (site != begun.site),
        begun.eaten or (meal is not None and rested and noon >= meal),
    )
