"""The row of an appointment and what it takes, written together in the caller's transaction. Nobody is told."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser

from maillage.engine.territory.time_zone import time_zone
from maillage.web.inserting import insert
from maillage.web.messages.rules.phone import normal_phone

from ..models import Appointment
from ..models.exclusion import queue_for
from ..queries.whole import whole
from ..rules.codes import new_code
from ..rules.person import Person
from ..rules.refusals import RefusedError
from ..rules.slot import Slot
from ..rules.states import Act, refusal
from .checking import check
from .occupations import release, take, takes_of

State = Appointment.State


def put_down(
    *,
    slot: Slot,
    person: Person,
    via: str,
    by: AbstractBaseUser | None,
    now: datetime,
    key: UUID | None = None,
    state: str = State.BOOKED,
) -> Appointment:
    """Raises TakenError, RefusedError, and ValueError for a telephone number that is none."""
    reason, place = check(slot, via=via, now=now)
    made = {"made_by": by, "made_at": now, "changed_at": now}
    appointment = Appointment(code=new_code(), key=key, state=state, via=via, **made, **contacts_of(person))
    appointment.reminded = person.reminded
    put(appointment, slot)
    appointment.reason, appointment.place = reason, place
    insert(appointment)
    take(holder=appointment, takes=slot.takes(), starts_at=slot.starts_at)
    return appointment


def hold(
    appointment: Appointment, act: Act, *, by: AbstractBaseUser | None, now: datetime, version: int | None
) -> Appointment:
    """The row as it is now, which nobody else changes until the end. Raises RefusedError."""
    held = whole().select_for_update(of=("self",)).get(pk=appointment.pk)
    if version is not None and held.version != version:
        raise RefusedError("changed")
    zone = time_zone(held.place.departement)
    day, today = held.starts_at.astimezone(zone).date(), now.astimezone(zone).date()
    if code := refusal(act, held.state, starts_at=held.starts_at, now=now, day=day, today=today):
        raise RefusedError(code)
    if by is None and act in {Act.MOVE, Act.CANCEL} and held.starts_at <= now:
        raise RefusedError("begun")
    return held


def put_elsewhere(held: Appointment, slot: Slot, *, via: str, now: datetime) -> None:
    """What it had is free, what ``slot`` takes is its own. Raises TakenError, RefusedError."""
    # Both at once, in the one order: of two who swap their moments, neither waits for the other.
    queue_for([*takes_of(held), *takes_of(slot)])
    release(holder=held)
    check(slot, via=via, now=now)
    take(holder=held, takes=slot.takes(), starts_at=slot.starts_at)
    put(held, slot)
    changed(held, now)


def call_off(held: Appointment, *, because: str, now: datetime) -> None:
    """``because``: code of ``rules.cancelling.BECAUSE``."""
    release(holder=held)
    held.state, held.cancelled_at, held.cancelled_because = State.CANCELLED, now, because
    changed(held, now)


def changed(held: Appointment, now: datetime) -> None:
    held.version, held.changed_at = held.version + 1, now
    held.save()


def contacts_of(person: Person) -> dict[str, object]:
    """What somebody said of themselves, as rows keep it. Raises ValueError for a telephone number that is none."""
    return {
        "name": person.name.strip(),
        "phone": normal_phone(person.phone),
        "email": person.email.strip(),
        "address": person.address.strip(),
        "language": person.language,
        "wish": person.wish,
        "commune": person.commune,
        "arrangements": list(person.arrangements),
    }


def fields_of(person: Person) -> list[str]:
    """Names of what they said."""
    return [name for name, value in vars(person).items() if value]


def put(appointment: Appointment, slot: Slot) -> None:
    appointment.place_id, appointment.reason_id, appointment.room_id = slot.place, slot.reason, slot.room
    appointment.station_id, appointment.mediator_id = slot.station, slot.mediator
    appointment.practitioner_id = slot.practitioner
    appointment.starts_at, appointment.ends_at = slot.starts_at, slot.ends_at
