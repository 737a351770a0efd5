"""The parts of a search: which moments may be told, which days are looked at together, what is free in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from maillage.web.places.models import Reason

from ..rules.minutes import span
from ..rules.openings import DAY, MINUTE, Window, minute_after, moment_of
from ..rules.slot import Slot
from ..rules.slots import Supply, packed, search
from .schedules import Schedules

# Days that are looked at together: most people find something in the first, and little is read for nothing.
STRIDES = (1, 2, 7, 14, 28, 365)


@dataclass(frozen=True)
class Bounds:
    """``soonest`` may be booked first; ``since`` and ``until`` are what was asked for."""

    soonest: datetime
    since: datetime
    until: datetime

    @classmethod
    def of(
        cls, reason: Reason, *, since: datetime | None, until: datetime | None, now: datetime, notice: bool
    ) -> Bounds:
        """``notice``: whether the reason's is asked for."""
        # What begins now is past.
        soonest = now + max(timedelta(minutes=reason.notice_minutes if notice else 0), timedelta.resolution)
        horizon = now + timedelta(days=reason.horizon_days) + MINUTE
        return cls(soonest, max(since or soonest, soonest), min(until or horizon, horizon))


def strides_of(schedules: Schedules, bounds: Bounds) -> Iterator[tuple[date, date]]:
    """First and last days to be looked at together."""
    day, last_day = schedules.days(bounds.since, bounds.until)
    for days in STRIDES:
        if day > last_day:
            return
        yield day, min(day + (days - 1) * DAY, last_day)
        day += days * DAY


def slots_of(schedules: Schedules, window: Window, supply: Supply, bounds: Bounds) -> Iterator[Slot]:
    """Those that a place offers in a window, in order of time."""
    need = schedules.need
    found = search(supply, need)
    starts = found.starts & ~span(0, minute_after(bounds.soonest) - window.origin)
    for day in window.each_day():
        for start in packed(starts & day, need.step):
            starts_at = moment_of(window.origin + start)
            if bounds.since <= starts_at < bounds.until:
                choice = found.choose(start, day)
                yield Slot(
                    place=supply.place,
                    reason=schedules.reason.pk,
                    room=choice.room,
                    starts_at=starts_at,
                    ends_at=starts_at + need.minutes * MINUTE,
                    airing=need.airing * MINUTE,
                    station=choice.station,
                    devices=choice.devices,
                    mediator=choice.mediator,
                    practitioner=choice.practitioner,
                )
