"""Appointments are booked, moved and cancelled; people arrive, or do not.

Each is one transaction: the appointment, what it takes, the messages that are promised, what partners are told, and the
row of the journal, which comes last.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from maillage.web.privacy.actions import journal

from ..models import Appointment
from ..rules.cancelling import BECAUSE
from ..rules.codes import new_code
from ..rules.person import Person
from ..rules.refusals import RefusedError
from ..rules.slot import Slot
from ..rules.states import Act, refusal
from .checking import check
from .occupations import release, take

State = Appointment.State


@transaction.atomic
def book(
    *,
    slot: Slot,
    person: Person,
    via: str,
    by: AbstractBaseUser | None,
    now: datetime,
    key: UUID | None = None,
) -> Appointment:
    """``via``: of ``Appointment.Via``. Raises TakenError if somebody was faster, RefusedError with the reason, and
    IntegrityError if something was booked under the same ``key``."""
    check(slot, via=via, now=now)
    made = {"made_by": by, "made_at": now, "changed_at": now}
    appointment = Appointment(code=new_code(), key=key, state=State.BOOKED, via=via, **made, **_who(person))
    _put(appointment, slot)
    appointment.save(force_insert=True)
    take(holder=appointment, takes=slot.takes(), starts_at=slot.starts_at)
    journal.record(verb="bookings.booked", subject=appointment, by=by, now=now, fields=_said(person))
    return appointment


@transaction.atomic
def move(
    *, appointment: Appointment, to: Slot, by: AbstractBaseUser | None, now: datetime, version: int | None = None
) -> Appointment:
    """``version``: of the appointment as whoever moves it saw it. Raises TakenError, RefusedError."""
    held = _hold(appointment, Act.MOVE, by=by, now=now, version=version)
    check(to, via=held.via, now=now, instead_of=held)
    release(holder=held)
    take(holder=held, takes=to.takes(), starts_at=to.starts_at)
    held.moved_from = held.starts_at
    _put(held, to)
    _changed(held, now)
    fields = ["place", "room", "station", "mediator", "practitioner", "starts_at", "ends_at"]
    journal.record(verb="bookings.moved", subject=held, by=by, now=now, fields=fields)
    return held


@transaction.atomic
def cancel(
    *, appointment: Appointment, because: str, by: AbstractBaseUser | None, now: datetime, version: int | None = None
) -> Appointment:
    """``because``: code of ``rules.cancelling.BECAUSE``. Raises RefusedError, KeyError for an unknown reason."""
    _whose, why = BECAUSE[because]
    held = _hold(appointment, Act.CANCEL, by=by, now=now, version=version)
    release(holder=held)
    held.state, held.cancelled_at, held.cancelled_because = State.CANCELLED, now, because
    _changed(held, now)
    journal.record(verb="bookings.cancelled", subject=held, by=by, now=now, fields=["state"], why=why)
    return held


@transaction.atomic
def arrive(
    *, appointment: Appointment, by: AbstractBaseUser | None, now: datetime, version: int | None = None
) -> Appointment:
    """The person is there. Raises RefusedError."""
    held = _hold(appointment, Act.ARRIVE, by=by, now=now, version=version)
    held.state, held.arrived_at = State.ARRIVED, now
    return _settled(held, "bookings.arrived", by, now)


@transaction.atomic
def finish(
    *, appointment: Appointment, by: AbstractBaseUser | None, now: datetime, version: int | None = None
) -> Appointment:
    """It took place. Raises RefusedError."""
    held = _hold(appointment, Act.FINISH, by=by, now=now, version=version)
    held.state, held.ended_at = State.DONE, now
    return _settled(held, "bookings.ended", by, now)


@transaction.atomic
def miss(
    *, appointment: Appointment, by: AbstractBaseUser | None, now: datetime, version: int | None = None
) -> Appointment:
    """The person did not come. Raises RefusedError."""
    held = _hold(appointment, Act.MISS, by=by, now=now, version=version)
    held.state, held.ended_at = State.NO_SHOW, now
    return _settled(held, "bookings.missed", by, now)


@transaction.atomic
def undo(
    *, appointment: Appointment, by: AbstractBaseUser | None, now: datetime, version: int | None = None
) -> Appointment:
    """Takes back the last of the three above. Raises RefusedError."""
    held = _hold(appointment, Act.UNDO, by=by, now=now, version=version)
    back_to_arrived = held.state == State.DONE and held.arrived_at is not None
    held.state, held.ended_at = State.ARRIVED if back_to_arrived else State.BOOKED, None
    if not back_to_arrived:
        held.arrived_at = None
    return _settled(held, "bookings.undone", by, now)


def slot_of(appointment: Appointment) -> Slot:
    """What it takes, as its occupations say."""
    taken = list(appointment.occupations.all())
    free_again_at = max((row.ends_at for row in taken), default=appointment.ends_at)
    return Slot(
        place=appointment.place_id,
        reason=appointment.reason_id,
        room=appointment.room_id,
        starts_at=appointment.starts_at,
        ends_at=appointment.ends_at,
        airing=max(free_again_at - appointment.ends_at, timedelta(0)),
        station=appointment.station_id,
        devices=tuple(sorted(row.resource for row in taken if row.kind == row.Kind.DEVICE)),
        mediator=appointment.mediator_id,
        practitioner=appointment.practitioner_id,
    )


def _put(appointment: Appointment, slot: Slot) -> None:
    appointment.place_id, appointment.reason_id, appointment.room_id = slot.place, slot.reason, slot.room
    appointment.station_id, appointment.mediator_id = slot.station, slot.mediator
    appointment.practitioner_id = slot.practitioner
    appointment.starts_at, appointment.ends_at = slot.starts_at, slot.ends_at


def _who(person: Person) -> dict[str, object]:
    return vars(person) | {"arrangements": list(person.arrangements)}


def _said(person: Person) -> list[str]:
    """Names of what was said of them."""
    return [name for name, value in vars(person).items() if value]


def _hold(
    appointment: Appointment, act: Act, *, by: AbstractBaseUser | None, now: datetime, version: int | None
) -> Appointment:
    """The row as it is now, which nobody else changes until the end. Raises RefusedError."""
    held = Appointment.objects.select_for_update(of=("self",)).get(pk=appointment.pk)
    if version is not None and held.version != version:
        raise RefusedError("changed")
    day, today = timezone.localdate(held.starts_at), timezone.localdate(now)
    if code := refusal(act, held.state, starts_at=held.starts_at, now=now, day=day, today=today):
        raise RefusedError(code)
    if by is None and act in {Act.MOVE, Act.CANCEL} and held.starts_at <= now:
        raise RefusedError("begun")
    return held


def _settled(held: Appointment, verb: str, by: AbstractBaseUser | None, now: datetime) -> Appointment:
    _changed(held, now)
    journal.record(verb=verb, subject=held, by=by, now=now, fields=["state"])
    return held


def _changed(held: Appointment, now: datetime) -> None:
    held.version, held.changed_at = held.version + 1, now
    held.save()
