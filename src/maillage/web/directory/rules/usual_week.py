"""Hours that are the same every week, in minutes: whether a place is open is then asked of 100,000 at once.

A week is followed by another that is all public holidays: where a holiday is what the minute of its weekday would be is
a week later. Hours that change with the season, or run over midnight, have no such week: each is read by the library.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from itertools import pairwise

type Span = tuple[int, int]

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
HOLIDAY = 7
DAY_MINUTES = 24 * 60
WEEK_MINUTES = 7 * DAY_MINUTES

_DAY = rf"(?:{'|'.join(DAYS)}|PH)"
_SPAN = r"\d\d:\d\d-\d\d:\d\d"
_RULE = re.compile(rf"(?:({_DAY}(?:[-,]{_DAY})*) )?(off|closed|24/7|{_SPAN}(?:,{_SPAN})*)")


@lru_cache(maxsize=20_000)
def usual_week(hours: str) -> tuple[Span, ...] | None:
    """From when until just before when, in minutes from Monday 0:00; public holidays from the second week on.
    None: no week is like another, or it cannot be told here.

    >>> usual_week("Mo 09:00-12:00; PH off")
    ((540, 720),)
    """
    # What each day has, those of a week without holidays first; a later rule stands in for an earlier one.
    found: list[tuple[Span, ...]] = [()] * 14
    for text in filter(None, (" ".join(rule.split()).replace(", ", ",") for rule in hours.split(";"))):
        rule = _RULE.fullmatch(text)
        days = _days(rule[1]) if rule else None
        spans = _spans(rule[2]) if rule else None
        if days is None or spans is None:
            return None
        for day in range(7):
            if day in days:
                found[day] = spans
            if day in days or HOLIDAY in days:
                found[7 + day] = spans
    return tuple(_from_monday(found))


def minute_of_week(moment: datetime, *, holiday: bool) -> int:
    """``moment``: by the clocks of the place."""
    minute = moment.weekday() * DAY_MINUTES + moment.hour * 60 + moment.minute
    return minute + WEEK_MINUTES if holiday else minute


def _days(said: str | None) -> set[int] | None:
    """Every day if none is said; None for what runs over Sunday or names a range of holidays."""
    if said is None:
        return set(range(7))
    found: set[int] = set()
    for part in said.split(","):
        first, _, last = part.partition("-")
        if part == "PH":
            found.add(HOLIDAY)
        elif "PH" in part or part.count("-") > 1 or (last and DAYS.index(last) < DAYS.index(first)):
            return None
        else:
            found |= set(range(DAYS.index(first), DAYS.index(last or first) + 1))
    return found


def _spans(said: str) -> tuple[Span, ...] | None:
    """None for what runs over midnight, or overlaps."""
    if said in {"off", "closed"}:
        return ()
    if said == "24/7":
        return ((0, DAY_MINUTES),)
    clocks = [tuple(map(_minutes, span.split("-"))) for span in said.split(",")]
    spans = tuple(sorted((begin, end) for begin, end in clocks))
    fits = all(begin < end <= DAY_MINUTES for begin, end in spans)
    return spans if fits and all(one[1] <= other[0] for one, other in pairwise(spans)) else None


def _minutes(clock: str) -> int:
    hour, minute = clock.split(":")
    return 60 * int(hour) + int(minute) if int(minute) < 60 else 2 * DAY_MINUTES


def _from_monday(days: list[tuple[Span, ...]]) -> Iterator[Span]:
    return (
        (day * DAY_MINUTES + begin, day * DAY_MINUTES + end) for day, spans in enumerate(days) for begin, end in spans
    )
