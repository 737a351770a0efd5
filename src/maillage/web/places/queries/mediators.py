"""Who welcomes people, where and when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from maillage.web.accounts.models import Membership, User
from maillage.web.accounts.queries.organisations import organisations_of

from ..models import Absence, Mediator, Place, WorkingHours
from ..models.presence import line_of
from ..rules.weeks import next_day
from .weeks import Week, week_of


@dataclass(frozen=True)
class Row:
    """A line of the list. ``places``: of their hours to come; ``until``: the last day of these, if they end."""

    mediator: Mediator
    places: tuple[str, ...]
    week: Week
    until: date | None
    is_away: bool


@dataclass(frozen=True)
class Away:
    """``first`` and ``last``: the days of an absence, both included. ``is_whole``: from the morning to the night."""

    absence: Absence
    first: datetime
    last: datetime
    is_whole: bool

    @property
    def is_one_day(self) -> bool:
        return self.is_whole and self.first.date() == self.last.date()


def visible_mediators(reader: User) -> QuerySet[Mediator]:
    """Of the reader's organisations, and themselves."""
    mine = Q(organisation__in=organisations_of(reader, "places.read")) | Q(person=reader)
    return Mediator.objects.filter(mine).select_related("organisation", "person")


def rows_for(reader: User, *, now: datetime) -> list[Row]:
    """Who has not left, by name."""
    today = timezone.localdate(now)
    hours = WorkingHours.objects.select_related("place").order_by("weekday", "begins", "pk")
    found = visible_mediators(reader).filter(left_at=None).order_by("name", "pk")
    return [
        _row(mediator, today, now)
        for mediator in found.prefetch_related(Prefetch("working_hours", hours), _absences(now))
    ]


def gone(reader: User) -> list[Mediator]:
    """Who left, the last first."""
    return list(visible_mediators(reader).exclude(left_at=None).order_by("-left_at", "pk"))


def find_mediator(pk: int, reader: User) -> Mediator | None:
    """With hours and absences; None also for one whom the reader may not see."""
    hours = WorkingHours.objects.select_related("place").order_by("weekday", "begins", "first_day", "pk")
    rows = visible_mediators(reader).prefetch_related(Prefetch("working_hours", hours), "absences")
    return rows.filter(pk=pk).first()


def find_line(pk: int, reader: User) -> WorkingHours | None:
    rows = WorkingHours.objects.select_related("mediator__organisation", "place")
    return rows.filter(pk=pk, mediator__in=visible_mediators(reader)).first()


def find_absence(pk: int, reader: User) -> Absence | None:
    rows = Absence.objects.select_related("mediator__organisation")
    return rows.filter(pk=pk, mediator__in=visible_mediators(reader)).first()


def lines_that_count(mediator: Mediator, today: date) -> list[WorkingHours]:
    """Those of today and of the days to come."""
    return [row for row in mediator.working_hours.all() if row.last_day is None or row.last_day >= today]


def absences_to_come(mediator: Mediator, now: datetime) -> list[Away]:
    return [_away(each) for each in mediator.absences.all() if each.ends_at > now]


def mediator_of(person: User) -> Mediator | None:
    """Who somebody is in the teams."""
    return Mediator.objects.filter(person=person, left_at=None).first()


def places_to_staff(reader: User) -> QuerySet[Place]:
    """Where the reader says who works."""
    return Place.objects.filter(organisation__in=organisations_of(reader, "places.manage"), closed_at=None).order_by(
        "name", "pk"
    )


def mediators_to_staff(reader: User) -> QuerySet[Mediator]:
    """Whose hours the reader keeps."""
    mine = Mediator.objects.filter(organisation__in=organisations_of(reader, "places.manage"), left_at=None)
    return mine.select_related("organisation", "person").order_by("name", "pk")


def accounts_to_link(reader: User, *, of: Mediator | None, now: datetime) -> QuerySet[User]:
    """Who has a role in an organisation whose teams the reader keeps, and is no other mediator than ``of``."""
    counting = Membership.objects.that_count(now).filter(organisation__in=organisations_of(reader, "places.manage"))
    free = Q(mediator=None) if of is None else Q(mediator=None) | Q(mediator=of)
    found = User.objects.filter(free, is_active=True, memberships__in=counting)
    return found.distinct().order_by("name", "pk")


def first_week(rows: Iterable[WorkingHours], today: date) -> date:
    """The Monday of the first week, from today on, that holds some of these hours."""
    return monday_of(next_day(map(line_of, rows), today) or today)


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _row(mediator: Mediator, today: date, now: datetime) -> Row:
    lines = lines_that_count(mediator, today)
    ends = [row.last_day for row in lines]
    return Row(
        mediator,
        tuple(dict.fromkeys(row.place.name for row in lines)),
        week_of(mediator, monday_of(today)),
        None if None in ends else max(ends, default=None),
        any(each.starts_at <= now for each in mediator.absences.all()),
    )


def _away(absence: Absence) -> Away:
    first, last = (timezone.localtime(each) for each in (absence.starts_at, absence.ends_at))
    is_whole = first.time() == last.time() == time.min
    return Away(absence, first, last - timedelta(days=1) if is_whole else last, is_whole)


def _absences(now: datetime) -> Prefetch:
    return Prefetch("absences", Absence.objects.filter(ends_at__gt=now).order_by("starts_at", "pk"))
