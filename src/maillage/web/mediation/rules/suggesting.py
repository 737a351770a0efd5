"""When a workshop could be held: a working day soon enough to be announced, at an hour at which people come."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime, time, timedelta, tzinfo

# Time to announce it, then four weeks to look at.
FIRST_AFTER, LAST_AFTER = timedelta(days=10), timedelta(days=38)
HOURS = (time(14), time(10))
FRIDAY = 4

type Span = tuple[datetime, datetime]


def first_free(
    today: date, zone: tzinfo, lasts: timedelta, *, holidays: Collection[date], taken: Iterable[Span]
) -> Span | None:
    """The first of the usual moments that meets nothing of ``taken``; None if there is none."""
    known = list(taken)
    for begins in _moments(today, zone, holidays):
        span = (begins, begins + lasts)
        if not any(span[0] < end and start < span[1] for start, end in known):
            return span
    return None


def _moments(today: date, zone: tzinfo, holidays: Collection[date]) -> Iterator[datetime]:
    for after in range(FIRST_AFTER.days, LAST_AFTER.days):
        day = today + timedelta(days=after)
        if day.weekday() <= FRIDAY and day not in holidays:
            yield from (datetime.combine(day, hour, zone) for hour in HOURS)
