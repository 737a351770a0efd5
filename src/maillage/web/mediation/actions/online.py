"""Residents enrol themselves, without an account: not without end."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from maillage.web.accounts.actions import attempts
from maillage.web.accounts.rules.guesses import Guess
from maillage.web.bookings.rules.person import Person

from ..models import Enrolment, Workshop
from ..rules.refusals import RefusedError
from .enrolments import enrol, find_by_key


def enrol_online(*, workshop: Workshop, person: Person, key: UUID, address: str, now: datetime) -> Enrolment:
    """``address``: from which the form was sent. Counted as appointments are.

    Raises RefusedError, and LockedError if too much was asked for by this contact or from this address.
    """
    if made := find_by_key(key):
        return made
    contact = person.phone or person.email
    attempt = attempts.begin(guess=Guess.BOOKING, account=contact, address=address, now=now)
    try:
        return enrol(workshop=workshop, person=person, via=Enrolment.Via.WEB, by=None, key=key, now=now)
    except RefusedError:
        attempts.take_back(attempt=attempt)
        raise
