"""Hours of a week in the syntax of OpenStreetMap's ``opening_hours``: the part of it that a weekly timetable needs.

    Mo-Fr 09:00-12:00,14:00-17:00; Tu,Th 17:30-20:00; Sa 09:00-12:00

https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification. Here each interval is a session of its own: two
that touch are two sessions, where an evaluator of opening hours would see one long opening.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
EXAMPLE = "Mo-Fr 09:00-12:00,14:00-17:00; Tu 17:30-20:00"
DAY = "(?:" + "|".join(DAYS) + ")"
RULE = re.compile(rf"({DAY}(?:\s*[-,]\s*{DAY})*)\s+(\S.*)", re.IGNORECASE)
INTERVAL = re.compile(r"(\d{1,2}):(\d\d)\s*-\s*(\d{1,2}):(\d\d)")


class Session(NamedTuple):
    """``day`` of the week (0 is Monday), ``start`` and ``end`` in minutes after midnight."""

    day: int
    start: int
    end: int

    @property
    def minutes(self) -> int:
        return self.end - self.start


def read_week(text: str) -> tuple[Session, ...]:
    """Every session, in order. Raises ValueError, saying which part cannot be read or overlaps another.

    >>> read_week("Mo,We 09:00-12:00")
    (Session(day=0, start=540, end=720), Session(day=2, start=540, end=720))
    """
    sessions = sorted(
        Session(day, *interval)
        for rule in filter(None, (part.strip() for part in text.split(";")))
        for days, intervals in [_rule(rule)]
        for day in days
        for interval in intervals
    )
    for before, after in pairwise(sessions):
        if before.day == after.day and after.start < before.end:
            raise ValueError(f"two sessions overlap on {DAYS[after.day]}")
    return tuple(sessions)


def written(session: Session) -> str:
    """``Mo 09:00-12:00``."""
    return f"{DAYS[session.day]} {clock(session.start)}-{clock(session.end)}"


def clock(minutes: int) -> str:
    """Minutes after midnight as ``09:00``."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _rule(text: str) -> tuple[list[int], list[tuple[int, int]]]:
    matched = RULE.fullmatch(text)
    if not matched:
        raise ValueError(f"{text!r} is not days and hours")
    return _days(matched[1]), [_interval(part.strip()) for part in matched[2].split(",")]


def _days(text: str) -> list[int]:
    found: list[int] = []
    for part in text.split(","):
        first, _, last = (end.strip().capitalize() for end in part.partition("-"))
        begin, end = DAYS.index(first), DAYS.index(last or first)
        # Sa-Mo goes over the end of the week.
        found += [day % 7 for day in range(begin, (end if end >= begin else end + 7) + 1)]
    return sorted(set(found))


def _interval(text: str) -> tuple[int, int]:
    matched = INTERVAL.fullmatch(text)
    if not matched:
        raise ValueError(f"{text!r} is not hours")
    begin_hour, begin_minute, end_hour, end_minute = map(int, matched.groups())
    start, end = begin_hour * 60 + begin_minute, end_hour * 60 + end_minute
    if not (start < end <= 24 * 60 and begin_minute < 60 and end_minute < 60):
        raise ValueError(f"{text!r} is not an interval within a day")
    return start, end
