"""What holds from one day of a mediator to the next: rows over the duties that could be chosen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from scipy import sparse

from .duties import Duty
from .problem import Mediator, RosterProblem
from .working_time import DAILY_REST_MINUTES, DAY_MINUTES, SATURDAY, WEEKLY_REST_MINUTES


class Rows(NamedTuple):
    """``this @ chosen(week) + following @ chosen(week + 1) ≤ upper``; matrices ``(k, n_duties)``."""

    this: np.ndarray
    following: np.ndarray | None
    upper: np.ndarray

    @property
    def alike(self) -> np.ndarray:
        """The rows of a week that follows one like it: these are about pairs of days, of which both are chosen."""
        return self.this if self.following is None else self.this + self.following


@dataclass(frozen=True)
class Choices:
    """What a mediator can be given: ``duties`` of any week, which openings they hold, and the rows that they obey.

    ``holds (n_duties, n_openings)``: 1 where the mediator is there. ``saturday (n_duties,)``: 1 on a Saturday that is
    worked one in two at most, else 0.
    """

    duties: tuple[Duty, ...]
    holds: sparse.csr_array
    rows: tuple[Rows, ...]
    saturday: np.ndarray

    def __len__(self) -> int:
        return len(self.duties)


def choices_of(problem: RosterProblem, mediator: int, duties: Sequence[Duty]) -> Choices:
    """The rules of the week over these duties of a mediator."""
    who = problem.mediators[mediator]
    held = [opening for duty in duties for opening in duty.openings]
    ends = np.cumsum([0, *(len(duty.openings) for duty in duties)])
    holds = sparse.csr_array((np.ones(len(held)), held, ends), shape=(len(duties), len(problem.openings)))
    half = problem.saturdays_of(who) == "half"
    saturday = np.array([half and duty.day == SATURDAY for duty in duties], dtype=float)
    rows = tuple(_rows(problem, who, duties)) if duties else ()
    return Choices(tuple(duties), holds, rows, saturday)


def _rows(problem: RosterProblem, who: Mediator, duties: Sequence[Duty]) -> Iterator[Rows]:
    day, start, end, work, _ = np.array([duty[1:] for duty in duties]).T
    late = end > problem.rules.late_after
    yield Rows(work[np.newaxis] / 60, None, np.array([who.contract_minutes / 60]))
    within = [day == each for each in np.unique(day)]
    for today in range(SATURDAY):
        within += _rests(day, start, end, today)
        if problem.rules.not_before is not None:
            within.append((late & (day == today)) | ((day == today + 1) & (start < problem.rules.not_before)))
    several = [row for row in within if row.sum() > 1]
    if several:
        yield Rows(np.array(several, dtype=float), None, np.ones(len(several)))
    if problem.rules.evenings is not None and late.any():
        yield Rows(late[np.newaxis].astype(float), None, np.array([problem.rules.evenings], dtype=float))
    yield from _weekly_rests(day, start, end)


def _rests(day: np.ndarray, start: np.ndarray, end: np.ndarray, today: int) -> Iterator[np.ndarray]:
    """Eleven hours to the next day: of who ends at ``last`` or later, and who begins too soon after it, one."""
    for last in np.unique(end[day == today]):
        soon = (day == today + 1) & (start < last + DAILY_REST_MINUTES - DAY_MINUTES)
        if soon.any():
            yield ((day == today) & (end >= last)) | soon


def _weekly_rests(day: np.ndarray, start: np.ndarray, end: np.ndarray) -> Iterator[Rows]:
    """Thirty-five hours around Sunday: from Saturday to the Monday of the week that follows."""
    for last in np.unique(end[day == SATURDAY]):
        soon = (day == 0) & (start < last + WEEKLY_REST_MINUTES - 2 * DAY_MINUTES)
        if soon.any():
            this = (day == SATURDAY) & (end >= last)
            yield Rows(this[np.newaxis].astype(float), soon[np.newaxis].astype(float), np.ones(1))
