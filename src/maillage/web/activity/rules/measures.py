"""What the figures of the activity are: plain spans and dates in, numbers out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

type Span = tuple[datetime, datetime]

WEEK = timedelta(days=7)
HOUR = 3600.0


@dataclass(frozen=True)
class Occupancy:
    """Hours taken of hours in which something could be taken."""

    taken: float = 0.0
    available: float = 0.0

    def __add__(self, other: Occupancy) -> Occupancy:
        return Occupancy(self.taken + other.taken, self.available + other.available)

    @property
    def share(self) -> float | None:
        """None where there was nothing to take."""
        return self.taken / self.available if self.available else None


def occupancy(taken: Iterable[Span], available: Iterable[Span]) -> Occupancy:
    """What is taken outside of what is available (an evening workshop in a place that is closed) does not count."""
    open_spans = merged(available)
    return Occupancy(_common_hours(merged(taken), open_spans), _hours(open_spans))


def merged(spans: Iterable[Span]) -> list[Span]:
    """The same moments, as spans that neither touch nor meet, in order."""
    found: list[Span] = []
    for begins, ends in sorted(spans):
        if found and begins <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], ends))
        elif begins < ends:
            found.append((begins, ends))
    return found


def clipped(spans: Iterable[Span], begins: datetime, ends: datetime) -> list[Span]:
    """Of each span the part between two moments."""
    parts = ((max(start, begins), min(end, ends)) for start, end in spans)
    return [(start, end) for start, end in parts if start < end]


def by_week(days: Iterable[date], *, first: date, last: date) -> list[tuple[date, int]]:
    """How many a week, with the Monday of each, from the week of ``first`` to that of ``last``."""
    counts = Counter(monday_of(day) for day in days)
    return [(monday, counts[monday]) for monday in _mondays(monday_of(first), last)]


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def share_of(part: int, whole: int) -> float | None:
    """None where there is nothing to divide."""
    return part / whole if whole else None


def _mondays(first: date, last: date) -> Iterable[date]:
    monday = first
    while monday <= last:
        yield monday
        monday += WEEK


def _hours(spans: Iterable[Span]) -> float:
    return sum((ends - begins).total_seconds() for begins, ends in spans) / HOUR


def _common_hours(one: Sequence[Span], other: Sequence[Span]) -> float:
    """Of two lists of merged spans: both are walked once."""
    seconds, here, there = 0.0, 0, 0
    while here < len(one) and there < len(other):
        begins, ends = max(one[here][0], other[there][0]), min(one[here][1], other[there][1])
        seconds += max((ends - begins).total_seconds(), 0.0)
        if one[here][1] <= other[there][1]:
            here += 1
        else:
            there += 1
    return seconds / HOUR
