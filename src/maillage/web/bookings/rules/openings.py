"""When a place and the people in it are there, as minutes of a window that all clocks share.

Hours are told by the clocks of a place; from one Monday to the next they are asked once, and kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache

from maillage.engine.territory.time_zone import time_zone
from maillage.web.places.rules.holidays import holidays_between
from maillage.web.places.rules.openings import midnight, open_intervals
from maillage.web.places.rules.weeks import Line, working_intervals

from .minutes import span, union

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MINUTE, DAY, WEEK = timedelta(minutes=1), timedelta(days=1), timedelta(days=7)
# Each is a kilobyte: those of some hundred places and mediators for six weeks.
KEPT_WEEKS = 20_000


def minute_of(moment: datetime) -> int:
    """Whole minutes since 1970; a moment between two of them counts as the first."""
    return (moment - EPOCH) // MINUTE


def minute_after(moment: datetime) -> int:
    """The first whole minute that begins no earlier."""
    return -((EPOCH - moment) // MINUTE)


def moment_of(minute: int) -> datetime:
    return EPOCH + minute * MINUTE


@dataclass(frozen=True)
class Window:
    """Minutes from ``origin``, counted since 1970, in which the days from ``first_day`` to ``last_day`` are whole, and
    ``tail`` minutes after them, no more than a day."""

    first_day: date
    last_day: date
    zone: tzinfo
    origin: int
    tail: int = 0

    @classmethod
    def of(cls, first_day: date, last_day: date, zone: tzinfo) -> Window:
        """It begins with its first day."""
        return cls(first_day, last_day, zone, midnight_minute(first_day, zone))

    @property
    def length(self) -> int:
        return midnight_minute(self.last_day + DAY, self.zone) - self.origin + self.tail

    @property
    def whole(self) -> int:
        return span(0, self.length)

    def day(self, day: date) -> int:
        """Its minutes: 23 hours of them, or 25, where the clock changes."""
        return self.days(day, day)

    def days(self, first_day: date, last_day: date) -> int:
        """Both included, as far as they fall into it; its tail is part of the day after the last."""
        first, after = max(first_day, self.first_day), min(last_day, self.last_day + DAY) + DAY
        begins, ends = midnight_minute(first, self.zone), midnight_minute(after, self.zone)
        return span(begins - self.origin, ends - self.origin) & self.whole

    def each_day(self) -> Iterator[int]:
        """The minutes of each, in order."""
        for number in range((self.last_day - self.first_day).days + 1):
            yield self.day(self.first_day + number * DAY)

    def moved(self, minutes: int, origin: int) -> int:
        """A set of minutes counted from another ``origin``, as far as it falls into this window."""
        shift = origin - self.origin
        return (minutes << shift if shift >= 0 else minutes >> -shift) & self.whole

    def from_moments(self, moments: Iterable[tuple[datetime, datetime]]) -> int:
        return self.within((minute_of(begins), minute_of(ends)) for begins, ends in moments)

    def within(self, minutes: Iterable[tuple[int, int]]) -> int:
        """From stretches counted since 1970; minutes that are begun count."""
        origin = self.origin
        return union((begins - origin, ends - origin) for begins, ends in minutes) & self.whole

    def mondays(self) -> Iterator[date]:
        """Of all weeks that it meets."""
        monday = self.first_day - timedelta(days=self.first_day.weekday())
        while midnight_minute(monday, self.zone) < self.origin + self.length:
            yield monday
            monday += WEEK


def opened(window: Window, hours: str, departement: str, closings: Iterable[tuple[date, date]]) -> int:
    """The minutes at which a place is open; ``closings``: first and last days on which it is not, whatever it says."""
    found = 0
    for monday in window.mondays():
        found |= window.moved(_open_week(hours, departement, monday), midnight_minute(monday, window.zone))
    for first_day, last_day in closings:
        found &= ~window.days(first_day, last_day)
    return found


def working(window: Window, lines: tuple[Line, ...], departement: str) -> int:
    """The minutes at which somebody is at work who has these lines of a working week, all of one place."""
    found = 0
    for monday in window.mondays():
        week = _working_week(lines, departement, monday)
        found |= window.moved(week, midnight_minute(monday, window.zone))
    return found


def jumps(window: Window) -> tuple[int, ...]:
    """The minutes at which the clocks begin to show another time."""
    found = _jumps(window.first_day, window.last_day + DAY, window.zone)
    return tuple(minute - window.origin for minute in found)


@lru_cache(maxsize=1_000)
def _jumps(first_day: date, last_day: date, zone: tzinfo) -> tuple[int, ...]:
    """Since 1970, on these days, both included."""
    found = []
    for number in range((last_day - first_day).days + 1):
        begins = midnight_minute(first_day + number * DAY, zone)
        ends = midnight_minute(first_day + (number + 1) * DAY, zone)
        before = _offset(begins, zone)
        if _offset(ends, zone) != before:
            found.append(next(minute for minute in range(begins, ends + 1) if _offset(minute, zone) != before))
    return tuple(found)


@lru_cache(maxsize=5_000)
def midnight_minute(day: date, zone: tzinfo) -> int:
    return minute_of(midnight(day, zone))


def _offset(minute: int, zone: tzinfo) -> timedelta | None:
    return moment_of(minute).astimezone(zone).utcoffset()


@lru_cache(maxsize=KEPT_WEEKS)
def _open_week(hours: str, departement: str, monday: date) -> int:
    week = Window.of(monday, monday + 6 * DAY, time_zone(departement))
    try:
        found = open_intervals(hours, departement=departement, first_day=week.first_day, last_day=week.last_day)
    except ValueError:
        # Refused where they are written. If a row has such hours all the same, nobody can say that the place is open,
        # and the other places still are.
        return 0
    return week.from_moments(found)


@lru_cache(maxsize=KEPT_WEEKS)
def _working_week(lines: tuple[Line, ...], departement: str, monday: date) -> int:
    week = Window.of(monday, monday + 6 * DAY, time_zone(departement))
    found = working_intervals(
        lines,
        (),
        first_day=week.first_day,
        last_day=week.last_day,
        timezone=week.zone,
        holidays=frozenset(holidays_between(week.first_day, week.last_day, departement)),
    )
    return week.from_moments((each.starts_at, each.ends_at) for each in found)
