"""Who consults from afar, and when they can be reached."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Min, Q, QuerySet
from django.utils import timezone

from maillage.web.accounts.models import User
from maillage.web.accounts.queries.organisations import organisations_of

from ..models import Availability, Practitioner


@dataclass(frozen=True)
class WeekOf:
    """``monday``: of the availabilities, by days."""

    monday: date
    days: list[tuple[date, list[Availability]]]


def visible_practitioners(reader: User) -> QuerySet[Practitioner]:
    """Of the reader's organisations."""
    rows = Practitioner.objects.filter(organisation__in=organisations_of(reader, "places.read"))
    return rows.select_related("organisation")


def practitioners_for(reader: User, *, now: datetime) -> list[Practitioner]:
    """Who has not left, each with ``next_at`` (the first moment to come, None for none) and ``places_named``."""
    coming = Q(availabilities__ends_at__gt=now)
    rows = visible_practitioners(reader).filter(left_at=None)
    return list(
        rows.annotate(
            next_at=Min("availabilities__starts_at", filter=coming), places_named=Count("places", distinct=True)
        ).order_by("name", "pk")
    )


def gone(reader: User) -> list[Practitioner]:
    """Who left, the last first."""
    return list(visible_practitioners(reader).exclude(left_at=None).order_by("-left_at", "pk"))


def find_practitioner(pk: int, reader: User) -> Practitioner | None:
    """None also for one whom the reader may not see."""
    return visible_practitioners(reader).filter(pk=pk).first()


def weeks_to_come(practitioner: Practitioner, *, now: datetime) -> list[WeekOf]:
    """Availabilities that are not over, by week and day."""
    found: dict[date, dict[date, list[Availability]]] = {}
    for each in practitioner.availabilities.filter(ends_at__gt=now).order_by("starts_at", "pk"):
        day = timezone.localdate(each.starts_at)
        monday = day - timedelta(days=day.weekday())
        found.setdefault(monday, {}).setdefault(day, []).append(each)
    return [WeekOf(monday, list(days.items())) for monday, days in found.items()]


def minutes_to_come(weeks: list[WeekOf]) -> int:
    return sum(
        round((each.ends_at - each.starts_at).total_seconds() / 60)
        for week in weeks
        for _day, rows in week.days
        for each in rows
    )
