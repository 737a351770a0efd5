"""Workshops are planned, changed, called off; whoever is concerned is told."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from maillage.web.accounts.models import User
from maillage.web.bookings.actions import occupations
from maillage.web.places.models import Mediator, Room
from maillage.web.privacy.actions import journal

from ..models import Enrolment, Seat, Workshop
from ..rules.lists import RESIDENTS
from ..rules.moments import why_not_planned
from ..rules.refusals import RefusedError
from .enrolments import hold, promote
from .telling import CALLED_OFF, CHANGED, tell


@dataclass(frozen=True)
class Plan:
    """What one says of a workshop. ``room`` is in the place where it takes place; ``capacity``: seats."""

    room: Room
    mediators: tuple[Mediator, ...]
    theme: str
    starts_at: datetime
    ends_at: datetime
    capacity: int
    title: str = ""
    bring: str = ""
    is_public: bool = True
    audience: str = RESIDENTS


@transaction.atomic
def plan(*, said: Plan, by: User, now: datetime) -> Workshop:
    """Room and mediators are taken from then on. Raises RefusedError."""
    _refuse_past(said, now)
    workshop = Workshop(made_by=by, made_at=now)
    _write(workshop, said, now)
    workshop.mediators.set(said.mediators)
    _take(workshop, said)
    _set_seats(workshop, said.capacity)
    fields = ["place", "room", "mediators", "theme", "audience", "starts_at", "ends_at"]
    journal.record(verb="mediation.planned", subject=workshop, by=by, now=now, fields=fields)
    return workshop


@transaction.atomic
def change(*, workshop: Workshop, said: Plan, version: int, by: User, now: datetime) -> Workshop:
    """Another time, room or number of seats. Who enrolled is told where and when it is now; new seats go to those who
    wait. ``version``: of the workshop as it was read. Raises RefusedError."""
    held = hold(workshop)
    if held.is_called_off:
        raise RefusedError("called-off")
    if held.version != version:
        raise RefusedError("changed")
    moved = (held.room_id, held.starts_at, held.ends_at) != (said.room.pk, said.starts_at, said.ends_at)
    if moved:
        _refuse_past(said, now)
    held.version += 1
    _write(held, said, now)
    held.mediators.set(said.mediators)
    occupations.release(holder=held)
    _take(held, said)
    _set_seats(held, said.capacity)
    if moved:
        _tell_all(held, CHANGED, by, now)
    promote(held, by=by, now=now)
    fields = ["place", "room", "mediators", "theme", "audience", "title", "bring", "starts_at", "ends_at", "is_public"]
    journal.record(verb="mediation.changed", subject=held, by=by, now=now, fields=fields)
    return held


@transaction.atomic
def call_off(*, workshop: Workshop, by: User, now: datetime) -> None:
    """It does not take place; everybody who enrolled or waits is told, and the room is free. Raises RefusedError."""
    held = hold(workshop)
    if held.is_called_off:
        raise RefusedError("called-off")
    if held.ends_at <= now:
        raise RefusedError("over")
    held.called_off_at = held.changed_at = now
    held.save(update_fields=["called_off_at", "changed_at"])
    occupations.release(holder=held)
    _tell_all(held, CALLED_OFF, by, now)
    journal.record(verb="mediation.called_off", subject=held, by=by, now=now)


def _write(workshop: Workshop, said: Plan, now: datetime) -> None:
    workshop.place, workshop.room = said.room.place, said.room
    workshop.theme, workshop.title, workshop.bring = said.theme, said.title.strip(), said.bring.strip()
    workshop.audience = said.audience
    workshop.starts_at, workshop.ends_at = said.starts_at, said.ends_at
    workshop.is_public, workshop.changed_at = said.is_public, now
    workshop.save()


def _take(workshop: Workshop, said: Plan) -> None:
    mediators = sorted(each.pk for each in said.mediators)
    takes = [("room", said.room.pk, said.ends_at), *(("mediator", number, said.ends_at) for number in mediators)]
    try:
        occupations.take(holder=workshop, takes=takes, starts_at=said.starts_at)
    except occupations.TakenError as error:
        raise RefusedError(error.kind) from error


def _set_seats(workshop: Workshop, capacity: int) -> None:
    """Seats that somebody has stay, with their numbers."""
    seats = sorted(Seat.objects.filter(workshop=workshop), key=lambda seat: (seat.enrolment_id is None, seat.number))
    if sum(seat.enrolment_id is not None for seat in seats) > capacity:
        raise RefusedError("full")
    for seat in seats[capacity:]:
        seat.delete()
    free_numbers = _free_numbers(seats[:capacity], capacity)
    Seat.objects.bulk_create(Seat(workshop=workshop, number=number) for number in free_numbers)


def _free_numbers(seats: Sequence[Seat], capacity: int) -> Collection[int]:
    """As many as there are seats to add, the smallest that no seat has."""
    used = {seat.number for seat in seats}
    found = [number for number in range(1, capacity + len(used) + 1) if number not in used]
    return found[: capacity - len(seats)]


def _refuse_past(said: Plan, now: datetime) -> None:
    if why := why_not_planned(said.starts_at, now=now):
        raise RefusedError(why)


def _tell_all(workshop: Workshop, template: str, by: User, now: datetime) -> None:
    concerned = Enrolment.objects.filter(workshop=workshop, left_at__isnull=True, forgotten_at__isnull=True)
    for enrolment in concerned:
        enrolment.workshop = workshop
        tell(template, enrolment, by=by, now=now)
