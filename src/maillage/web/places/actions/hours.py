"""Working weeks and absences: what a mediator's days are made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from maillage.web.accounts.models import User
from maillage.web.affected import Affected, affected, follow_change, refuse_to_strand
from maillage.web.privacy.actions import journal

from ..models import Absence, Mediator, Place, WorkingHours
from ..models.presence import is_present, line_of, presences
from ..rules.weeks import EVERY, Line
from .mediators import hold

DAY = timedelta(days=1)


class OverlapError(Exception):
    """Somebody would be at two places at once. ``row``: what stands there already."""

    def __init__(self, row: WorkingHours | Absence) -> None:
        super().__init__(str(row))
        self.row = row


@transaction.atomic
def add(
    *,
    mediator: Mediator,
    place: Place,
    weekdays: Iterable[int],
    begins: time,
    ends: time,
    first_day: date,
    last_day: date | None = None,
    weeks: str = EVERY,
    by: User | None,
    now: datetime,
) -> list[WorkingHours]:
    """The same hours on each of these days of the week. Raises PermissionDenied, OverlapError, ValidationError."""
    held = hold(mediator, by=by)
    if by is not None and not by.has_perm("places.manage", place.organisation):
        raise PermissionDenied
    wanted = [Line(place.pk, weekday, begins, ends, weeks, first_day, last_day) for weekday in weekdays]
    made = _put(held, wanted)
    follow_change(places=[place.pk], now=now)
    _told("places.hours_added", held, by, now)
    return made


@transaction.atomic
def end(*, line: WorkingHours, by: User, now: datetime, despite: int = 0) -> None:
    """From today on. What was worked stays known. Raises PermissionDenied, and StrandingError for more than
    ``despite`` appointments that stand in these hours alone."""
    held = hold(line.mediator, by=by)
    before = _rows(held)
    _end([row for row in before if row.pk == line.pk], timezone.localdate(now))
    refuse_to_strand(_stranded(held, before, now), despite=despite)
    follow_change(places=[line.place_id], now=now)
    _told("places.hours_ended", held, by, now)


@transaction.atomic
def take_over(
    *, weeks: Mapping[Mediator, Sequence[Line]], first_day: date, by: User, now: datetime, despite: int = 0
) -> None:
    """The working weeks of a roster, instead of what these mediators would do from ``first_day`` on.

    Raises PermissionDenied, OverlapError, and StrandingError for more than ``despite`` appointments that would
    no longer stand in anybody's hours.
    """
    stranded: list[Affected] = []
    places: set[int] = set()
    in_order = sorted(weeks, key=lambda mediator: mediator.pk)
    for mediator in in_order:
        held = hold(mediator, by=by)
        before = _rows(held)
        _end(before, first_day)
        _put(held, weeks[mediator])
        stranded += _stranded(held, before, now)
        places |= _places_of(before) | _places_of(_rows(held))
    refuse_to_strand(stranded, despite=despite)
    follow_change(places=places, now=now)
    for mediator in in_order:
        _told("places.roster_taken_over", mediator, by, now)


@transaction.atomic
def be_away(
    *, mediator: Mediator, starts_at: datetime, ends_at: datetime, by: User | None, now: datetime, despite: int = 0
) -> Absence:
    """Entered by who manages them, or by themselves. Raises PermissionDenied, OverlapError, and StrandingError for more
    than ``despite`` appointments in that time."""
    held = _hold_own(mediator, by)
    there = held.absences.filter(starts_at__lt=ends_at, ends_at__gt=starts_at).first()
    if there:
        raise OverlapError(there)
    coming = affected(kind="mediator", number=held.pk, since=max(starts_at, now), until=ends_at)
    refuse_to_strand(coming, despite=despite)
    made = Absence(mediator=held, starts_at=starts_at, ends_at=ends_at)
    made.full_clean()
    made.save()
    follow_change(places=_places_of(_rows(held)), now=now)
    _told("places.absence_entered", held, by, now)
    return made


@transaction.atomic
def come_back(*, absence: Absence, by: User, now: datetime) -> None:
    """An absence that will not be. Raises PermissionDenied."""
    held = _hold_own(absence.mediator, by)
    absence.delete()
    follow_change(places=_places_of(_rows(held)), now=now)
    _told("places.absence_removed", held, by, now)


def _rows(mediator: Mediator) -> list[WorkingHours]:
    return list(mediator.working_hours.select_related("place"))


def _places_of(rows: Iterable[WorkingHours]) -> set[int]:
    return {row.place_id for row in rows}


def _put(mediator: Mediator, wanted: Iterable[Line]) -> list[WorkingHours]:
    there = _rows(mediator)
    made = []
    for line in wanted:
        for row in (*there, *made):
            if line.overlaps(line_of(row)):
                raise OverlapError(row)
        row = WorkingHours(
            mediator=mediator,
            place_id=line.place,
            weekday=line.weekday,
            begins=line.begins,
            ends=line.ends,
            weeks=line.weeks,
            first_day=line.first_day,
            last_day=line.last_day,
        )
        row.full_clean()
        row.save()
        made.append(row)
    return made


def _end(rows: Iterable[WorkingHours], day: date) -> None:
    """From ``day`` on; the rows themselves say what they said."""
    for row in rows:
        if row.first_day >= day:
            WorkingHours.objects.filter(pk=row.pk).delete()
        elif row.last_day is None or row.last_day >= day:
            WorkingHours.objects.filter(pk=row.pk).update(last_day=day - DAY)


def _stranded(mediator: Mediator, before: Sequence[WorkingHours], now: datetime) -> list[Affected]:
    """Appointments to come that stood in hours, and would no more."""
    coming = affected(kind="mediator", number=mediator.pk, since=now)
    if not coming:
        return []
    days = {"first_day": timezone.localdate(now) - DAY, "last_day": timezone.localdate(coming[-1].ends_at) + DAY}
    away = list(mediator.absences.all())
    was, will = (presences(rows, away, **days) for rows in (before, _rows(mediator)))
    return [
        each
        for each in coming
        if is_present(was, each.starts_at, each.ends_at) and not is_present(will, each.starts_at, each.ends_at)
    ]


def _hold_own(mediator: Mediator, by: User | None) -> Mediator:
    if by is not None and mediator.person_id == by.pk:
        return Mediator.objects.select_for_update().get(pk=mediator.pk)
    return hold(mediator, by=by)


def _told(verb: str, mediator: Mediator, by: User | None, now: datetime) -> None:
    journal.record(verb=verb, subject=mediator, about=mediator.person, by=by, now=now)
