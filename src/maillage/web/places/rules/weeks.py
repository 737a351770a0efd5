"""Working weeks: what a mediator's lines come to on real days, by the clock on the wall."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import groupby, islice
from typing import NamedTuple

from maillage.web.marking import _

# Monday is 0, as in Python.
DAYS = (
    (0, _("lundi")),
    (1, _("mardi")),
    (2, _("mercredi")),
    (3, _("jeudi")),
    (4, _("vendredi")),
    (5, _("samedi")),
    (6, _("dimanche")),
)
EVERY, EVEN, ODD = "every", "even", "odd"
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Line:
    """A line of a working week. ``weeks``: EVERY, or the EVEN or ODD ones as ISO 8601 numbers them; ``first_day`` and
    ``last_day`` are both worked, None for no end."""

    place: int
    weekday: int
    begins: time
    ends: time
    weeks: str = EVERY
    first_day: date = date.min
    last_day: date | None = None

    def falls_on(self, day: date) -> bool:
        return (
            day.weekday() == self.weekday
            and self.first_day <= day
            and (self.last_day is None or day <= self.last_day)
            and self.weeks in (EVERY, ODD if day.isocalendar().week % 2 else EVEN)
        )

    def overlaps(self, other: Line) -> bool:
        """Whether there is, or could be, a day on which somebody would be at both at once."""
        return (
            self.weekday == other.weekday
            and self.begins < other.ends
            and other.begins < self.ends
            and (EVERY in (self.weeks, other.weeks) or self.weeks == other.weeks)
            and self.first_day <= (other.last_day or date.max)
            and other.first_day <= (self.last_day or date.max)
        )


class Presence(NamedTuple):
    """Somebody is at ``place`` from ``starts_at`` until just before ``ends_at``, in UTC."""

    place: int
    starts_at: datetime
    ends_at: datetime


def working_intervals(
    lines: Iterable[Line],
    absences: Iterable[tuple[datetime, datetime]],
    *,
    first_day: date,
    last_day: date,
    timezone: tzinfo,
    holidays: Container[date],
) -> list[Presence]:
    """When a mediator is where, from ``first_day`` to ``last_day``, both included; in order of time.

    Nobody works on one of the ``holidays``, whatever their place does. Hours at one place that touch or overlap become
    one. A time that the clock skips counts as by the clock before the change, one that it shows twice the first time.
    """
    away = sorted(absences)
    present = [
        Presence(line.place, *span)
        for line in lines
        for day in _days(line, first_day, last_day)
        if day not in holidays
        for span in _without((_moment(day, line.begins, timezone), _moment(day, line.ends, timezone)), away)
    ]
    present.sort()
    merged = [joined for _, hours in groupby(present, key=lambda each: each.place) for joined in _joined(hours)]
    return sorted(merged, key=lambda each: (each.starts_at, each.place))


def next_day(lines: Iterable[Line], since: date) -> date | None:
    """The first day, from ``since`` on, on which one of the lines falls; None if there is none."""
    return min((day for line in lines for day in islice(_days(line, since, date.max - WEEK), 1)), default=None)


def _days(line: Line, first_day: date, last_day: date) -> Iterator[date]:
    since = max(first_day, line.first_day)
    day = since + timedelta(days=(line.weekday - since.weekday()) % 7)
    until = last_day if line.last_day is None else min(last_day, line.last_day)
    while day <= until:
        if line.falls_on(day):
            yield day
        day += WEEK


def _moment(day: date, clock: time, timezone: tzinfo) -> datetime:
    return datetime.combine(day, clock, timezone).astimezone(UTC)


def _without(
    span: tuple[datetime, datetime], away: Iterable[tuple[datetime, datetime]]
) -> Iterator[tuple[datetime, datetime]]:
    """What is left of ``span``; ``away`` in order."""
    begins, ends = span
    for gone, back in away:
        if begins < gone < ends:
            yield begins, gone
        if gone < ends:
            begins = max(begins, back)
    if begins < ends:
        yield begins, ends


def _joined(hours: Iterable[Presence]) -> Iterator[Presence]:
    """Of one place, in order."""
    now: Presence | None = None
    for each in hours:
        if now is None or each.starts_at > now.ends_at:
            if now is not None:
                yield now
            now = each
        else:
            now = now._replace(ends_at=max(now.ends_at, each.ends_at))
    if now is not None:
        yield now
