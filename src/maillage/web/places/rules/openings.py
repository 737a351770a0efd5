"""When a place is open: its hours on real days, by the clocks and the public holidays of its département.

https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache

from opening_hours import State

from maillage.engine.territory.time_zone import time_zone

from .holidays import holidays_between, with_dates
from .osm import read_osm

type Interval = tuple[datetime, datetime]

DAY = timedelta(days=1)
WEEK = timedelta(days=7)


def open_intervals(
    hours: str,
    *,
    departement: str,
    first_day: date,
    last_day: date,
    closings: Iterable[tuple[date, date]] = (),
) -> list[Interval]:
    """From when until just before when a place is open on these days, both included, in order and in UTC, in which
    the difference of two moments is what passes between them.

    ``closings``: first and last days of closing, whatever the hours say. What is open over midnight is one interval.
    Raises ValueError for hours that cannot be read.
    """
    zone = time_zone(departement)
    first, end = midnight(first_day, zone), midnight(last_day + DAY, zone)
    weeks = (_week(hours, zone, monday, _holidays(departement, monday)) for monday in _mondays(first_day, last_day))
    opened = _joined(interval for week in weeks for interval in week)
    shut = [(midnight(begin, zone), midnight(last + DAY, zone)) for begin, last in closings]
    for gone in shut:
        opened = [left for interval in opened for left in _without(interval, gone)]
    return [(max(begin, first), min(until, end)) for begin, until in opened if begin < end and first < until]


def midnight(day: date, zone: tzinfo) -> datetime:
    """The beginning of a day on the clocks of a zone, in UTC."""
    return datetime.combine(day, time.min, tzinfo=zone).astimezone(UTC)


def _mondays(first_day: date, last_day: date) -> Iterator[date]:
    monday = first_day - timedelta(days=first_day.weekday())
    while monday <= last_day:
        yield monday
        monday += WEEK


@lru_cache(maxsize=2_000)
def _holidays(departement: str, monday: date) -> tuple[date, ...]:
    """Of the week and of the Sunday before it."""
    return tuple(holidays_between(monday - DAY, monday + WEEK, departement))


@lru_cache(maxsize=20_000)
def _week(hours: str, zone: tzinfo, monday: date, holidays: tuple[date, ...]) -> tuple[Interval, ...]:
    """From one Monday, 0:00, to the next. The Sunday before it counts too: its night may end on the Monday. Most weeks
    have no holiday, and are the same in every département."""
    if not hours:
        return ()
    read = read_osm(with_dates(hours, holidays), zone)
    found = read.intervals(midnight(monday, zone).astimezone(zone), midnight(monday + WEEK, zone).astimezone(zone))
    return tuple(
        (begin.astimezone(UTC), end.astimezone(UTC)) for begin, end, state, _said in found if state == State.OPEN
    )


def _joined(intervals: Iterable[Interval]) -> list[Interval]:
    """Those that touch are one."""
    found: list[Interval] = []
    for begin, end in intervals:
        if found and found[-1][1] >= begin:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((begin, end))
    return found


def _without(interval: Interval, gone: Interval) -> Iterator[Interval]:
    """What is left of an interval, in at most two parts."""
    begin, end = interval
    if begin < min(end, gone[0]):
        yield begin, min(end, gone[0])
    if max(begin, gone[1]) < end:
        yield max(begin, gone[1]), end
