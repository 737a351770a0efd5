"""When something may be done to a workshop or to an accompaniment. Moments know their time zone; days are those of
the place's clocks, which the caller reads."""

from __future__ import annotations

from datetime import date, datetime, timedelta

# Reminders leave in the morning of the day before.
REMINDED_BEFORE = timedelta(days=1)


def why_not_planned(starts_at: datetime, *, now: datetime) -> str:
    """A code of ``refusals``; empty if a workshop can be planned at that moment."""
    return "past" if starts_at <= now else ""


def why_not_enrolled(ends_at: datetime, *, called_off: bool, now: datetime) -> str:
    """Late comers are still welcome while it lasts."""
    if called_off:
        return "called-off"
    return "over" if ends_at <= now else ""


def why_not_left(starts_at: datetime, *, called_off: bool, has_left: bool, now: datetime) -> str:
    """Once it has begun one was there, or was not: the sheet says it."""
    if has_left:
        return "left"
    if called_off:
        return "called-off"
    return "begun" if starts_at <= now else ""


def why_not_marked(day: date, *, called_off: bool, today: date) -> str:
    """The sheet is filled in on the ``day`` of the workshop or later."""
    if called_off:
        return "called-off"
    return "early" if today < day else ""


def why_not_corrected(made_on: date, *, by_its_author: bool, today: date) -> str:
    """An accompaniment is corrected on the day on which it was written down, by whoever did."""
    if not by_its_author:
        return "other"
    return "" if made_on == today else "day"


def is_to_be_reminded(day: date, *, today: date) -> bool:
    return day - today == REMINDED_BEFORE
