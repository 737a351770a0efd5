"""From rows to real days: when mediators are where."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from itertools import groupby

from maillage.engine.territory.time_zone import time_zone

from ..rules.holidays import holidays_between
from ..rules.weeks import Line, Presence, working_intervals
from .people import Absence, WorkingHours


def line_of(row: WorkingHours) -> Line:
    return Line(row.place_id, row.weekday, row.begins, row.ends, row.weeks, row.first_day, row.last_day)


def presences(
    rows: Iterable[WorkingHours],
    absences: Iterable[Absence],
    *,
    first_day: date,
    last_day: date,
    with_holidays: bool = False,
) -> list[Presence]:
    """Of one mediator, by the clocks of each place; ``rows`` with their places. Nobody works on a public holiday,
    unless one asks what the hours come to ``with_holidays``."""
    away = [(each.starts_at, each.ends_at) for each in absences]
    found: list[Presence] = []
    for departement, there in groupby(sorted(rows, key=_departement), key=_departement):
        found += working_intervals(
            map(line_of, there),
            away,
            first_day=first_day,
            last_day=last_day,
            timezone=time_zone(departement),
            holidays=() if with_holidays else frozenset(holidays_between(first_day, last_day, departement)),
        )
    return sorted(found, key=lambda each: each.starts_at)


def is_present(present: Iterable[Presence], starts_at: datetime, ends_at: datetime) -> bool:
    return any(each.starts_at <= starts_at and ends_at <= each.ends_at for each in present)


def _departement(row: WorkingHours) -> str:
    return row.place.departement
