"""Residents book for themselves, without an account: once, however often a form is sent, and not without end."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError
from django.db.models import Q

from maillage.web.accounts.actions import attempts
from maillage.web.accounts.rules.guesses import Guess

from ..models import Appointment
from ..rules.person import Person
from ..rules.refusals import RefusedError, TakenError
from ..rules.slot import Slot
from .appointments import book

MOST_TO_COME = 3


def book_once(*, slot: Slot, person: Person, key: UUID, address: str, now: datetime) -> Appointment:
    """``key``: of the form; the appointment that it made already is the answer. ``address``: from which it was sent.

    Raises TakenError, RefusedError, and LockedError if too much was booked by this contact or from this address.
    """
    made = _made_by(key)
    if made is not None:
        return made
    if _to_come(person, now=now) >= MOST_TO_COME:
        raise RefusedError("many")
    attempt = attempts.begin(guess=Guess.BOOKING, account=_counted_as(person, address), address=address, now=now)
    try:
        return book(slot=slot, person=person, via=Appointment.Via.WEB, by=None, key=key, now=now)
    except (TakenError, RefusedError, IntegrityError):
        attempts.take_back(attempt=attempt)
        made = _made_by(key)
        if made is None:
            raise
        return made


def _made_by(key: UUID) -> Appointment | None:
    return Appointment.objects.filter(key=key).first()


def _to_come(person: Person, *, now: datetime) -> int:
    """Appointments under the same telephone number or e-mail address."""
    contacts = Q()
    if person.phone:
        contacts |= Q(phone_index=person.phone)
    if person.email:
        contacts |= Q(email_index=person.email)
    to_come = Appointment.objects.filter(state=Appointment.State.BOOKED, ends_at__gt=now)
    return to_come.filter(contacts).count() if contacts else 0


def _counted_as(person: Person, address: str) -> str:
    """Whoever gives no contact shares one count with all who give none behind the same address."""
    return person.phone or person.email or f"nobody at {address}"
