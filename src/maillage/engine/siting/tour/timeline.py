"""One day of one bus, hour by hour: when it leaves, opens, pauses and is back."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .problem import Crew, Stop, TourProblem

# Hours that people are told are multiples of five minutes.
STEP_MINUTES = 5.0
NOON = 12.5 * 60
# Room for the noise of adding minutes.
TOLERANCE = 1e-6


@dataclass(frozen=True)
class Visit:
    """Minutes of the day. ``opens`` to ``closes``: open to the public, but for a break that begins in between."""

    stop: int
    arrives: float
    opens: float
    closes: float


@dataclass(frozen=True)
class Timeline:
    """Minutes of the day, and minutes. ``pause``: from and until, None where the day is too short to need one."""

    start: int
    end: int
    visits: tuple[Visit, ...]
    leaves: float
    back: float
    pause: tuple[float, float] | None
    driving: float

    @property
    def working(self) -> float:
        """From the depot to the depot, less the break."""
        return self.back - self.leaves - (self.pause[1] - self.pause[0] if self.pause else 0.0)


@dataclass(frozen=True)
class _Pause:
    """Before stop number ``before`` of the order (the number of stops: before going home), or within its service."""

    before: int
    within: bool = False


def timeline(problem: TourProblem, start: int, order: Sequence[int], end: int) -> Timeline | None:
    """The best hours of a day that visits ``order`` from base ``start`` to base ``end``; None if no hours are legal.

    Best: a break between two stops rather than within one, then the least work, then a break near half past twelve.
    """
    for pauses in _pauses(problem.crew, len(order)):
        found = [day for pause in pauses if (day := _with_pause(problem, start, order, end, pause)) is not None]
        if found:
            return min(found, key=_preference)
    return None


def is_legal(day: Timeline, crew: Crew) -> bool:
    """Whether a day keeps the hours of the crew and its break."""
    if day.leaves < crew.start - TOLERANCE or day.back > crew.end + TOLERANCE:
        return False
    if day.working > crew.work_a_day + TOLERANCE or day.driving > crew.driving_a_day + TOLERANCE:
        return False
    if day.pause is None:
        return day.working < crew.break_from - TOLERANCE
    before, after = day.pause[0] - day.leaves, day.back - day.pause[1]
    return max(before, after) <= crew.break_from + TOLERANCE


def _pauses(crew: Crew, stops: int) -> Iterator[list[_Pause | None]]:
    """The breaks that a day may have, those that are liked better before those that are not."""
    yield [None]
    if crew.break_from < math.inf:
        yield [_Pause(place) for place in range(1, stops + 1)]
        yield [_Pause(place, within=True) for place in range(stops)]


def _preference(day: Timeline) -> tuple[float, float]:
    return round(day.working, 6), abs(day.pause[0] - NOON) if day.pause else 0.0


def _with_pause(
    problem: TourProblem, start: int, order: Sequence[int], end: int, pause: _Pause | None
) -> Timeline | None:
    crew, stops = problem.crew, [problem.stops[number] for number in order]
    rows = [start, *(problem.row(number) for number in order), end]
    legs = [float(problem.minutes[a, b]) for a, b in pairwise(rows)]
    if not math.isfinite(sum(legs)):
        return None
    rests = [crew.break_minutes if pause and not pause.within and pause.before == k else 0.0 for k in range(len(legs))]
    inside = [crew.break_minutes if pause and pause.within and pause.before == k else 0.0 for k in range(len(stops))]
    opens = _earliest(crew.start, stops, legs, rests, inside)
    if opens is None:
        return None
    opens = _as_late_as_they_may(opens, stops, legs, rests, inside)
    closes = [o + stop.service_minutes + extra for o, stop, extra in zip(opens, stops, inside, strict=True)]
    leaves = opens[0] - stops[0].setup_minutes - legs[0]
    arrives = [leaves + legs[0], *(c + rest + leg for c, rest, leg in zip(closes, rests[1:], legs[1:], strict=True))]
    visits = tuple(map(Visit, order, arrives, opens, closes))
    rest = _rest(crew, pause, leaves, opens, closes)
    day = Timeline(start, end, visits, leaves, arrives[-1], rest, sum(legs))
    return day if is_legal(day, crew) else None


def _earliest(
    clock: float, stops: Sequence[Stop], legs: Sequence[float], rests: Sequence[float], inside: Sequence[float]
) -> list[float] | None:
    """When each stop can open at the earliest; None where one would have to close too late."""
    opens = []
    for stop, leg, rest, extra in zip(stops, legs, rests, inside, strict=False):
        begins = _up(max(clock + rest + leg + stop.setup_minutes, stop.opens))
        clock = begins + stop.service_minutes + extra
        if clock > stop.closes + TOLERANCE:
            return None
        opens.append(begins)
    return opens


def _as_late_as_they_may(
    opens: list[float], stops: Sequence[Stop], legs: Sequence[float], rests: Sequence[float], inside: Sequence[float]
) -> list[float]:
    """The same end of the day with less waiting: every stop before the last opens as late as the next one lets it."""
    later = list(opens)
    for k in range(len(opens) - 2, -1, -1):
        stop, after = stops[k], stops[k + 1]
        taken = stop.service_minutes + inside[k]
        latest = later[k + 1] - after.setup_minutes - legs[k + 1] - rests[k + 1] - taken
        later[k] = max(later[k], _down(min(latest, stop.closes - taken)))
    return later


def _rest(
    crew: Crew,
    pause: _Pause | None,
    leaves: float,
    opens: Sequence[float],
    closes: Sequence[float],
) -> tuple[float, float] | None:
    if pause is None:
        return None
    if pause.within:
        k = pause.before
        # As near noon as six hours of work before it, and after it, and the hours of the stop allow.
        begins = min(max(opens[k], NOON), closes[k] - crew.break_minutes, leaves + crew.break_from)
        return begins, begins + crew.break_minutes
    begins = closes[pause.before - 1]
    return begins, begins + crew.break_minutes


def _up(minutes: float) -> float:
    return math.ceil((minutes - TOLERANCE) / STEP_MINUTES) * STEP_MINUTES


def _down(minutes: float) -> float:
    return math.floor((minutes + TOLERANCE) / STEP_MINUTES) * STEP_MINUTES
