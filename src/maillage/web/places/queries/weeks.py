"""A mediator's week: where they are on its days, what it comes to, and what working time has to say to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from maillage.engine.territory.time_zone import time_zone

from ..models import Mediator, Place, WorkingHours
from ..models.presence import presences
from ..rules.holidays import holidays_between
from ..rules.labour import SENTENCES, Duty, Warned, duties, warned
from ..rules.weeks import WEEK
from .ways import minutes_between

DAY = timedelta(days=1)
# What the drawing shows of a day, in hours; it widens for who works earlier or later.
FIRST_HOUR, LAST_HOUR = 8, 20
HOUR_MINUTES = 60


@dataclass(frozen=True)
class Bar:
    """Some hours at a place. ``tone``: the place's number among those of the week, from 0; ``x`` and ``width`` in
    minutes from where the drawing begins."""

    place: Place
    begins: datetime
    ends: datetime
    tone: int
    x: int
    width: int

    @property
    def hours(self) -> str:
        return f"{self.begins:%H:%M}–{self.ends:%H:%M}"


@dataclass(frozen=True)
class Day:
    """``is_away``: absent for some of it."""

    day: date
    bars: tuple[Bar, ...]
    work_minutes: int
    is_holiday: bool
    is_away: bool

    @property
    def work(self) -> str:
        return minutes_in_words(self.work_minutes)


@dataclass(frozen=True)
class Week:
    """``contract`` in words, empty if nobody said; ``warnings`` in words, for the hours as they are laid down: neither
    absences nor public holidays lighten them. ``from_hour`` to ``until_hour``: what the drawing shows; ``width`` of
    it in minutes."""

    monday: date
    days: tuple[Day, ...]
    contract: str
    warnings: tuple[str, ...]
    work_minutes: int
    from_hour: int
    until_hour: int

    @property
    def before(self) -> date:
        return self.monday - WEEK

    @property
    def after(self) -> date:
        return self.monday + WEEK

    @property
    def width(self) -> int:
        return (self.until_hour - self.from_hour) * HOUR_MINUTES

    @property
    def work(self) -> str:
        return minutes_in_words(self.work_minutes)

    @property
    def hours(self) -> list[tuple[int, int]]:
        """Every other full hour of the drawing, and where it stands."""
        return [
            (hour, (hour - self.from_hour) * HOUR_MINUTES) for hour in range(self.from_hour, self.until_hour + 1, 2)
        ]

    @property
    def places(self) -> list[tuple[int, Place]]:
        """By tone."""
        return list({bar.tone: (bar.tone, bar.place) for day in self.days for bar in day.bars}.values())


def week_of(mediator: Mediator, monday: date) -> Week:
    """``mediator``'s hours and absences are asked for once, if they are prefetched with their places."""
    rows = list(mediator.working_hours.all())
    absences = list(mediator.absences.all())
    places = {row.place_id: row.place for row in rows}
    zone = _zone(rows)
    week = {"first_day": monday, "last_day": monday + WEEK - DAY}
    present = presences(rows, absences, **week)
    ways = minutes_between(list(places.values()))
    worked = {duty.day: duty for duty in duties(present, timezone=zone, way=lambda a, b: ways.get((a, b)))}
    holidays = {day for row in rows for day in holidays_between(**week, departement=row.place.departement)}
    away = [(each.starts_at.astimezone(zone).date(), each.ends_at.astimezone(zone).date()) for each in absences]
    contract = _contract_minutes(mediator)
    opens, closes = _span(worked.values(), zone)
    tones = {number: tone for tone, number in enumerate(dict.fromkeys(each.place for each in present))}
    days = [
        Day(
            day,
            tuple(
                _bar(places[each.place], each.starts_at.astimezone(zone), each.ends_at.astimezone(zone), opens, tones)
                for each in (worked[day].hours if day in worked else ())
            ),
            worked[day].work_minutes if day in worked else 0,
            day in holidays,
            any(first <= day <= last for first, last in away),
        )
        for day in (monday + number * DAY for number in range(WEEK.days))
    ]
    return Week(
        monday,
        tuple(days),
        minutes_in_words(contract) if contract else "",
        tuple(_said(each) for each in _warned(mediator, rows, monday, zone, ways)),
        sum(day.work_minutes for day in days),
        opens,
        closes,
    )


def minutes_in_words(minutes: int) -> str:
    """7 h 30"""
    hours, rest = divmod(minutes, HOUR_MINUTES)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest:02}" if rest else f"{hours} h"


def _warned(
    mediator: Mediator,
    rows: Sequence[WorkingHours],
    monday: date,
    zone: tzinfo,
    ways: dict[tuple[int, int], float],
) -> list[Warned]:
    contract = _contract_minutes(mediator)
    laid_down = presences(rows, (), first_day=monday, last_day=monday + WEEK, with_holidays=True)
    return warned(
        laid_down,
        monday=monday,
        timezone=zone,
        way=lambda here, there: ways.get((here, there)),
        contract_minutes=contract,
    )


def _contract_minutes(mediator: Mediator) -> int | None:
    return None if mediator.contract_hours is None else round(mediator.contract_hours * HOUR_MINUTES)


def _said(each: Warned) -> str:
    words = {
        "day": date_format(each.day, "l j F") if each.day else "",
        "found": minutes_in_words(each.found),
        "limit": minutes_in_words(each.limit),
    }
    said = _(SENTENCES[each.code]) % words
    return said[0].upper() + said[1:]


def _bar(place: Place, begins: datetime, ends: datetime, opens: int, tones: dict[int, int]) -> Bar:
    start = begins.hour * HOUR_MINUTES + begins.minute - opens * HOUR_MINUTES
    width = round((ends - begins).total_seconds() / 60)
    return Bar(place, begins, ends, tones[place.pk], start, width)


def _span(found: Sequence[Duty], zone: tzinfo) -> tuple[int, int]:
    begins = [duty.begins.astimezone(zone).hour for duty in found]
    ends = [duty.ends.astimezone(zone).hour + 1 for duty in found]
    opens, closes = min([FIRST_HOUR, *begins]), max([LAST_HOUR, *ends])
    return opens, closes + (closes - opens) % 2


def _zone(rows: Sequence[WorkingHours]) -> tzinfo:
    """The clocks of their first place: nobody works on both sides of an ocean."""
    return time_zone(rows[0].place.departement if rows else "")
