"""A mediator's week held against the rules of working time: what a manager should know, and may decide otherwise.

The rules and their sources are those of :mod:`maillage.engine.siting.hours.working_time`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from itertools import groupby, pairwise

from maillage.engine.siting.hours.working_time import (
    BREAK_MINUTES,
    DAILY_REST_MINUTES,
    SPAN_MINUTES,
    SUNDAY,
    WEEKLY_REST_MINUTES,
    WORK_A_DAY_MINUTES,
    WORK_A_WEEK_MINUTES,
    WORK_BEFORE_BREAK_MINUTES,
)
from maillage.web.marking import _

from .weeks import WEEK, Presence

# Minutes between two places, None if nobody knows.
type Way = Callable[[int, int], float | None]

SENTENCES = {
    "break": _("%(day)s : %(found)s de travail sans pause de 20 minutes, %(limit)s au plus (L3121-16)."),
    "contract": _("Cette semaine : %(found)s de travail, pour un contrat de %(limit)s."),
    "day": _("%(day)s : %(found)s de travail, %(limit)s au plus (L3121-18)."),
    "rest": _("Avant %(day)s : %(found)s de repos, %(limit)s au moins (L3131-1)."),
    "span": _("%(day)s : %(found)s du début à la fin, %(limit)s au plus (décret 2000-815)."),
    "sunday": _("%(day)s : %(found)s de travail ; le dimanche est le jour de repos (L3132-3)."),
    "travel": _("%(day)s : %(found)s pour aller d’un lieu à l’autre, il en faut environ %(limit)s."),
    "week": _("Cette semaine : %(found)s de travail, %(limit)s au plus en moyenne (L3121-22)."),
    "weekly-rest": _("Cette semaine : %(found)s de repos d’affilée, %(limit)s au moins (L3132-2)."),
}


@dataclass(frozen=True)
class Warned:
    """``code``: of SENTENCES; ``found`` and ``limit`` in minutes; ``day``: on which, None for the week."""

    code: str
    found: int
    limit: int
    day: date | None = None


@dataclass(frozen=True)
class Duty:
    """A day's work, in order. ``work_minutes``: presence, ways between places, and pauses too short to be a break;
    ``stretch_minutes``: the longest of it without a break."""

    day: date
    hours: tuple[Presence, ...]
    work_minutes: int
    stretch_minutes: int

    @property
    def begins(self) -> datetime:
        return self.hours[0].starts_at

    @property
    def ends(self) -> datetime:
        return max(each.ends_at for each in self.hours)


def duties(present: Sequence[Presence], *, timezone: tzinfo, way: Way) -> list[Duty]:
    """``present`` in order of time, nobody being at two places at once."""
    by_day = groupby(present, key=lambda each: each.starts_at.astimezone(timezone).date())
    return [_duty(day, tuple(hours), way) for day, hours in by_day]


def warned(
    present: Sequence[Presence], *, monday: date, timezone: tzinfo, way: Way, contract_minutes: int | None = None
) -> list[Warned]:
    """What is not as it should be in the week from ``monday``. ``present``: of that week and the Monday after it."""
    found = duties(present, timezone=timezone, way=way)
    week = [duty for duty in found if duty.day < monday + WEEK]
    midnight = datetime.combine(monday, time(), timezone)
    return [*_days(week, way), *_rests(found), *_sums(week, contract_minutes), *_weekly_rest(found, midnight)]


def _duty(day: date, hours: tuple[Presence, ...], way: Way) -> Duty:
    stretches = [_minutes(hours[0].ends_at - hours[0].starts_at)]
    for before, after in pairwise(hours):
        road = round(way(before.place, after.place) or 0) if before.place != after.place else 0
        pause = _minutes(after.starts_at - before.ends_at) - road
        if pause >= BREAK_MINUTES:
            stretches[-1] += road
            stretches.append(0)
        else:
            # On the road, or too short to rest: work.
            stretches[-1] += road + max(pause, 0)
        stretches[-1] += _minutes(after.ends_at - after.starts_at)
    return Duty(day, hours, sum(stretches), max(stretches))


def _days(week: Sequence[Duty], way: Way) -> Iterator[Warned]:
    for duty in week:
        span = _minutes(duty.ends - duty.begins)
        if duty.day.weekday() == SUNDAY:
            yield Warned("sunday", duty.work_minutes, 0, duty.day)
        if duty.work_minutes > WORK_A_DAY_MINUTES:
            yield Warned("day", duty.work_minutes, WORK_A_DAY_MINUTES, duty.day)
        if duty.stretch_minutes > WORK_BEFORE_BREAK_MINUTES:
            yield Warned("break", duty.stretch_minutes, WORK_BEFORE_BREAK_MINUTES, duty.day)
        if span > SPAN_MINUTES:
            yield Warned("span", span, SPAN_MINUTES, duty.day)
        for before, after in pairwise(duty.hours):
            road = way(before.place, after.place) if before.place != after.place else None
            pause = _minutes(after.starts_at - before.ends_at)
            if road is not None and pause < road:
                yield Warned("travel", pause, round(road), duty.day)


def _rests(found: Sequence[Duty]) -> Iterator[Warned]:
    for before, after in pairwise(found):
        rest = _minutes(after.begins - before.ends)
        if rest < DAILY_REST_MINUTES:
            yield Warned("rest", rest, DAILY_REST_MINUTES, after.day)


def _sums(week: Sequence[Duty], contract_minutes: int | None) -> Iterator[Warned]:
    worked = sum(duty.work_minutes for duty in week)
    if worked > WORK_A_WEEK_MINUTES:
        yield Warned("week", worked, WORK_A_WEEK_MINUTES)
    if contract_minutes is not None and worked > contract_minutes:
        yield Warned("contract", worked, contract_minutes)


def _weekly_rest(found: Sequence[Duty], midnight: datetime) -> Iterator[Warned]:
    """``midnight``: at which the week begins. Who is off on the Monday after it has rested by its end."""
    if not found or found[-1].ends <= midnight + WEEK:
        return
    moments = [midnight, *(each for duty in found for each in (duty.begins, duty.ends))]
    rest = max(_minutes(after - before) for before, after in zip(moments[::2], moments[1::2], strict=False))
    if rest < WEEKLY_REST_MINUTES:
        yield Warned("weekly-rest", rest, WEEKLY_REST_MINUTES)


def _minutes(length: timedelta) -> int:
    return round(length.total_seconds() / 60)
