"""When somebody is reminded, and how they are told of what cannot wait."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta, tzinfo

# The day before, when one may still arrange things.
AT = time(10)
BEFORE_IT_BEGINS = timedelta(hours=2)
# Who has just heard of an appointment is not reminded of it.
FRESH = timedelta(hours=12)
# Sundays and public holidays in a row, when no telephone may ring.
MOST_DAYS_BEFORE = 4
# A letter takes so long, with time to answer it.
BY_POST = timedelta(days=6)

Rings = Callable[[datetime], bool]


def day_before(starts_at: datetime, *, now: datetime, zone: tzinfo, rings: Rings) -> datetime | None:
    """In the morning of the last day before it on which a telephone may ring; None if they heard of it just now."""
    day = starts_at.astimezone(zone).date()
    for days in range(1, MOST_DAYS_BEFORE + 1):
        at = datetime.combine(day - timedelta(days=days), AT, zone)
        if rings(at):
            return at if at >= now + FRESH else None
    return None


def same_day(starts_at: datetime, *, now: datetime, rings: Rings) -> datetime | None:
    """Two hours before it, if a telephone may ring then."""
    at = starts_at - BEFORE_IT_BEGINS
    return at if at >= now + FRESH and rings(at) else None


def post_arrives(starts_at: datetime, *, now: datetime) -> bool:
    return now + BY_POST <= starts_at
