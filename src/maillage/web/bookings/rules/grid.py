"""Where things stand on a page of the agenda: hours downwards, five minutes a step, and what is side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo
from math import ceil

STEP_MINUTES = 5
DAY_MINUTES = 24 * 60
# What a page shows of a day on which nothing is open.
USUAL_HOURS = (9, 18)


@dataclass(frozen=True, order=True)
class Stretch:
    """Minutes from midnight by the clock on the wall, which a page shows on a day when the clock changes too."""

    begins: int
    ends: int

    def __post_init__(self) -> None:
        if not 0 <= self.begins < self.ends <= DAY_MINUTES:
            raise ValueError(f"{self.begins} to {self.ends} is no stretch of a day.")

    @property
    def rows(self) -> str:
        """The classes with which the style sheet finds its rows; no style stands in a page.

        >>> Stretch(570, 605).rows
        'h9 m30 uh10 um5'
        """
        begins = self.begins - self.begins % STEP_MINUTES
        ends = min(DAY_MINUTES, max(begins + STEP_MINUTES, ceil(self.ends / STEP_MINUTES) * STEP_MINUTES))
        return f"h{begins // 60} m{begins % 60} uh{ends // 60} um{ends % 60}"

    @property
    def clock(self) -> tuple[time, time]:
        """Midnight at the end of a day is the first minute of the next."""
        return time(*divmod(self.begins, 60)), time(*divmod(self.ends % DAY_MINUTES, 60))

    @property
    def is_short(self) -> bool:
        """Too low for two lines of words."""
        return self.ends - self.begins < 30


def stretch_on(day: date, begins: datetime, ends: datetime, timezone: tzinfo) -> Stretch | None:
    """What falls on ``day``; None if nothing does."""
    first, last = _minute(day, begins, timezone), _minute(day, ends, timezone)
    return Stretch(first, last) if first < last else None


def hours_shown(stretches: Iterable[Stretch]) -> range:
    """Whole hours that hold all of them."""
    known = list(stretches)
    if not known:
        return range(*USUAL_HOURS)
    return range(min(each.begins for each in known) // 60, ceil(max(each.ends for each in known) / 60))


def lanes(stretches: Sequence[Stretch]) -> list[tuple[int, int]]:
    """For each the first lane in which it covers no other, from 1, and how many lanes there are side by side where it
    stands: what overlaps nothing has the whole width.

    >>> lanes([Stretch(0, 60), Stretch(30, 90), Stretch(60, 120), Stretch(120, 180)])
    [(1, 2), (2, 2), (1, 2), (1, 1)]
    """
    found = [(1, 1)] * len(stretches)
    for group in _overlapping(stretches):
        until: list[int] = []
        placed = []
        for number in group:
            stretch = stretches[number]
            lane = next((each for each, ends in enumerate(until) if ends <= stretch.begins), len(until))
            until[lane:] = [stretch.ends, *until[lane + 1 :]]
            placed.append((number, lane + 1))
        for number, lane in placed:
            found[number] = lane, len(until)
    return found


def _overlapping(stretches: Sequence[Stretch]) -> Iterator[list[int]]:
    """Numbers of those that overlap, directly or through others, in order of time."""
    group: list[int] = []
    ends = 0
    for number in sorted(range(len(stretches)), key=lambda each: stretches[each]):
        if group and stretches[number].begins >= ends:
            yield group
            group, ends = [], 0
        group.append(number)
        ends = max(ends, stretches[number].ends)
    if group:
        yield group


def _minute(day: date, moment: datetime, timezone: tzinfo) -> int:
    clock = moment.astimezone(timezone)
    if clock.date() != day:
        return 0 if clock.date() < day else DAY_MINUTES
    return clock.hour * 60 + clock.minute
