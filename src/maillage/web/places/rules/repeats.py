"""« Chaque mardi de 9 h à 12 h jusqu’au 30 juin », written out to dates."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable
from datetime import UTC, date, datetime, time, timedelta, tzinfo

type Span = tuple[datetime, datetime]

DAY = timedelta(days=1)


def written_out(
    weekdays: Collection[int],
    begins: time,
    ends: time,
    *,
    first_day: date,
    last_day: date,
    timezone: tzinfo,
    holidays: Container[date] = (),
) -> list[Span]:
    """One span for each of these ``weekdays`` (Monday is 0) that is none of the ``holidays``, in UTC."""
    days = (first_day + number * DAY for number in range((last_day - first_day).days + 1))
    moments = (
        tuple(datetime.combine(day, clock, timezone).astimezone(UTC) for clock in (begins, ends))
        for day in days
        if day.weekday() in weekdays and day not in holidays
    )
    return [(start, end) for start, end in moments if start < end]


def merged(spans: Iterable[Span]) -> list[Span]:
    """The same moments in as few spans as can be, in order: those that touch or overlap are one."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], end)
        else:
            found.append((start, end))
    return found
