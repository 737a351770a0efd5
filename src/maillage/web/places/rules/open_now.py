"""Whether a place is open at this moment, and what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from .openings import Interval


@dataclass(frozen=True)
class OpenNow:
    """``until``: when it closes, if it is open; ``next_at``: when it opens, if it is not. None: not in the days that
    were looked at."""

    is_open: bool
    until: datetime | None = None
    next_at: datetime | None = None

    def by_clocks_of(self, zone: tzinfo) -> OpenNow:
        until, next_at = (moment and moment.astimezone(zone) for moment in (self.until, self.next_at))
        return OpenNow(self.is_open, until, next_at)


def open_now(intervals: Sequence[Interval], now: datetime, *, horizon: datetime) -> OpenNow:
    """``intervals``: in order. ``horizon``: until when they were asked for; what reaches it is open for longer."""
    for begin, end in intervals:
        if begin <= now < end:
            return OpenNow(is_open=True, until=end if end < horizon else None)
        if now < begin:
            return OpenNow(is_open=False, next_at=begin)
    return OpenNow(is_open=False)
