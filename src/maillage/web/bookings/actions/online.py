"""Residents book for themselves, without an account: once, however often a form is sent, and not without end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from uuid import UUID

from django.db import IntegrityError
from django.db.models import Q

from maillage.web.accounts.actions import attempts
from maillage.web.accounts.rules.guesses import Guess
from maillage.web.places.models import Place, Reason
from maillage.web.prepared import Prepared

from ..models import Appointment, Waiting
from ..rules.person import Person
from ..rules.refusals import RefusedError, TakenError
from ..rules.slot import Slot
from .appointments import book
from .waiting import wait

MOST_TO_COME = 3
MADE = Prepared(lambda key: Appointment.objects.filter(key=key))
WAITING = (Waiting.State.WAITING, Waiting.State.OFFERED)


def book_once(*, slot: Slot, person: Person, key: UUID, address: str, now: datetime) -> Appointment:
    """``key``: of the form; the appointment that it made already is the answer. ``address``: from which it was sent.

    Raises TakenError, RefusedError, and LockedError if too much was booked by this contact or from this address.
    """
    if made := MADE.ask(key.hex):
        return made[0]
    if _to_come(person, now=now) >= MOST_TO_COME:
        raise RefusedError("many")
    attempt = attempts.begin(guess=Guess.BOOKING, account=_counted_as(person, address), address=address, now=now)
    try:
        return book(slot=slot, person=person, via=Appointment.Via.WEB, by=None, key=key, now=now)
    except (TakenError, RefusedError, IntegrityError):
        attempts.take_back(attempt=attempt)
        if made := MADE.ask(key.hex):
            return made[0]
        raise


def wait_once(
    *,
    reason: Reason,
    places: Sequence[Place],
    person: Person,
    until: date,
    weekdays: Iterable[int],
    begins: time | None,
    ends: time | None,
    key: UUID,
    address: str,
    now: datetime,
) -> Waiting:
    """As :func:`book_once`. Raises RefusedError if this contact waits for the same already, and LockedError."""
    made = Waiting.objects.filter(key=key).first()
    if made is not None:
        return made
    if Waiting.objects.filter(_same_contact(person), reason=reason, state__in=WAITING).exists():
        raise RefusedError("waiting")
    attempt = attempts.begin(guess=Guess.BOOKING, account=_counted_as(person, address), address=address, now=now)
    try:
        return wait(
            reason=reason,
            places=places,
            person=person,
            until=until,
            weekdays=weekdays,
            begins=begins,
            ends=ends,
            key=key,
            by=None,
            now=now,
        )
    except IntegrityError:
        attempts.take_back(attempt=attempt)
        return Waiting.objects.get(key=key)


def _to_come(person: Person, *, now: datetime) -> int:
    """Appointments of the same contact."""
    if not (person.phone or person.email):
        return 0
    booked = Appointment.objects.filter(state=Appointment.State.BOOKED, ends_at__gt=now)
    return booked.filter(_same_contact(person)).count()


def _same_contact(person: Person) -> Q:
    """The same telephone number or e-mail address; one of them was given."""
    said = Q()
    if person.phone:
        said |= Q(phone_index=person.phone)
    if person.email:
        said |= Q(email_index=person.email)
    return said


def _counted_as(person: Person, address: str) -> str:
    """Whoever gives no contact shares one count with all who give none behind the same address."""
    return person.phone or person.email or f"nobody at {address}"
