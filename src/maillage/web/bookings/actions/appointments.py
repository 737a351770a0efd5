"""Appointments are booked, moved and cancelled; people arrive, or do not.

Each is one transaction: the appointment, what it takes, the messages that are promised, what partners are told, and the
row of the journal, which comes last.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from maillage.web.privacy.actions import journal

from ..models import Appointment
from ..rules.cancelling import BECAUSE
from ..rules.person import Person
from ..rules.slot import Slot
from ..rules.states import Act
from .freed import offer_what_is_free
from .partners import organisations_of, tell_partners
from .rows import call_off, changed, fields_of, hold, put_down, put_elsewhere
from .telling import tell_booked, tell_cancelled, tell_moved

State = Appointment.State
PUT = ("place", "room", "station", "mediator", "practitioner", "starts_at", "ends_at")


@transaction.atomic
def book(
    *, slot: Slot, person: Person, via: str, by: AbstractBaseUser | None, now: datetime, key: UUID | None = None
) -> Appointment:
    """``via``: of ``Appointment.Via``. Raises TakenError if somebody was faster, RefusedError with the reason,
    ValueError for a telephone number that is none, and IntegrityError if something was booked under the same ``key``.
    """
    appointment = put_down(slot=slot, person=person, via=via, by=by, now=now, key=key)
    tell_booked(appointment, by=by, now=now)
    tell_partners("booked", appointment, now=now)
    journal.record(verb="bookings.booked", subject=appointment, by=by, now=now, fields=fields_of(person))
    return appointment


@transaction.atomic
def move(
    *, appointment: Appointment, to: Slot, by: AbstractBaseUser | None, now: datetime, version: int | None = None
) -> Appointment:
    """``version``: of the appointment as whoever moves it saw it. Raises TakenError, RefusedError."""
    held = hold(appointment, Act.MOVE, by=by, now=now, version=version)
    place, organisations = held.place_id, organisations_of(held)
    held.moved_from = held.starts_at
    put_elsewhere(held, to, via=held.via, now=now)
    tell_moved(held, by=by, now=now)
    tell_partners("moved", held, now=now, also=organisations, moved_from=held.moved_from)
    offer_what_is_free(place=place, now=now)
    journal.record(verb="bookings.moved", subject=held, by=by, now=now, fields=PUT)
    return held


@transaction.atomic
def cancel(
    *, appointment: Appointment, because: str, by: AbstractBaseUser | None, now: datetime, version: int | None = None
) -> Appointment:
    """``because``: code of ``rules.cancelling.BECAUSE``. Raises RefusedError, KeyError for an unknown reason."""
    _whose, why = BECAUSE[because]
    held = hold(appointment, Act.CANCEL, by=by, now=now, version=version)
    call_off(held, because=because, now=now)
    tell_cancelled(held, by=by, now=now)
    tell_partners("cancelled", held, now=now, because=because)
    offer_what_is_free(place=held.place_id, now=now)
    journal.record(verb="bookings.cancelled", subject=held, by=by, now=now, fields=["state"], why=why)
    return held


@transaction.atomic
def arrive(
    *, appointment: Appointment, by: AbstractBaseUser | None, now: datetime, version: int | None = None
) -> Appointment:
    """The person is there. Raises RefusedError."""
    held = hold(appointment, Act.ARRIVE, by=by, now=now, version=version)
    held.state, held.arrived_at = State.ARRIVED, now
    changed(held, now)
    tell_partners("arrived", held, now=now, arrived_at=now)
    return _recorded(held, "bookings.arrived", by, now)


@transaction.atomic
def finish(
    *, appointment: Appointment, by: AbstractBaseUser | None, now: datetime, version: int | None = None
) -> Appointment:
    """It took place. Raises RefusedError."""
    held = hold(appointment, Act.FINISH, by=by, now=now, version=version)
    held.state, held.ended_at = State.DONE, now
    changed(held, now)
    tell_partners("ended", held, now=now, ended_at=now)
    return _recorded(held, "bookings.ended", by, now)


@transaction.atomic
def miss(
    *, appointment: Appointment, by: AbstractBaseUser | None, now: datetime, version: int | None = None
) -> Appointment:
    """The person did not come. Raises RefusedError."""
    held = hold(appointment, Act.MISS, by=by, now=now, version=version)
    held.state, held.ended_at = State.NO_SHOW, now
    changed(held, now)
    return _recorded(held, "bookings.missed", by, now)


@transaction.atomic
def undo(
    *, appointment: Appointment, by: AbstractBaseUser | None, now: datetime, version: int | None = None
) -> Appointment:
    """Takes back the last of the three above. Raises RefusedError."""
    held = hold(appointment, Act.UNDO, by=by, now=now, version=version)
    if held.state == State.DONE and held.arrived_at is not None:
        held.state, held.ended_at = State.ARRIVED, None
    else:
        held.state, held.ended_at, held.arrived_at = State.BOOKED, None, None
    changed(held, now)
    return _recorded(held, "bookings.undone", by, now)


def _recorded(held: Appointment, verb: str, by: AbstractBaseUser | None, now: datetime) -> Appointment:
    journal.record(verb=verb, subject=held, by=by, now=now, fields=["state"])
    return held
