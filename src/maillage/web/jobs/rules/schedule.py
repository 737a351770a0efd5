"""When a scheduled job is due.

A moment of the day is one of France's legal time. The hour from 02:00 to 03:00 is left out: once a year the clocks skip
it and once they go through it twice, and whatever is due in it would run never or again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")
SILENT_FROM, SILENT_TO = time(2), time(3)
SHORTEST, LONGEST = timedelta(seconds=10), timedelta(days=1)
DAY = timedelta(days=1)
LOOK_SECONDS = 30.0


class UnfitMomentError(ValueError):
    """A job cannot be scheduled so."""


@dataclass(frozen=True)
class Daily:
    """Once a day, ``at`` a time of France."""

    at: time

    def __post_init__(self) -> None:
        if self.at.tzinfo is not None:
            raise UnfitMomentError(f"{self.at} has a time zone; a daily job is at a time of France, without one.")
        if SILENT_FROM <= self.at < SILENT_TO:
            raise UnfitMomentError(
                f"{self.at:%H:%M} is in the hour that clock changes skip or repeat; choose a time before "
                f"{SILENT_FROM:%H:%M} or from {SILENT_TO:%H:%M} on."
            )

    def latest(self, now: datetime) -> datetime:
        today = now.astimezone(PARIS).date()
        moment = self._on(today)
        return moment if moment <= now else self._on(today - DAY)

    def following(self, now: datetime) -> datetime:
        today = now.astimezone(PARIS).date()
        moment = self._on(today)
        return moment if moment > now else self._on(today + DAY)

    def _on(self, day: date) -> datetime:
        return datetime.combine(day, self.at, PARIS).astimezone(UTC)


@dataclass(frozen=True)
class Every:
    """Again and again, ``period`` apart, but not in the silent hour. Clock changes do not move it."""

    period: timedelta

    def __post_init__(self) -> None:
        if not SHORTEST <= self.period <= LONGEST or self.period % timedelta(seconds=1):
            raise UnfitMomentError(f"{self.period} is not a number of seconds between {SHORTEST} and {LONGEST}.")

    def latest(self, now: datetime) -> datetime:
        began = datetime.fromtimestamp(0, UTC)
        moment = began + (now - began) // self.period * self.period
        while is_silent(moment):
            moment -= self.period
        return moment

    def following(self, now: datetime) -> datetime:
        began = datetime.fromtimestamp(0, UTC)
        moment = began + ((now - began) // self.period + 1) * self.period
        while is_silent(moment):
            moment += self.period
        return moment


When = Daily | Every


def is_silent(moment: datetime) -> bool:
    """In the hour in which nothing is scheduled; twice as long on the day when the clocks go back."""
    return SILENT_FROM <= moment.astimezone(PARIS).time() < SILENT_TO


def missed(when: When, *, last: datetime, now: datetime) -> datetime | None:
    """The moment that is due: the latest that has come since ``last``, however many went by. None if there is none, or
    if it is the hour in which nothing is asked for."""
    if is_silent(now):
        return None
    moment = when.latest(now)
    return moment if moment > last else None


def seconds_to_next(schedules: Iterable[When], *, now: datetime) -> float:
    """Until something is due; half a minute at most, for a clock that is put right meanwhile."""
    return min([LOOK_SECONDS, *((when.following(now) - now).total_seconds() for when in schedules)])
