"""Who comes is said anew: a number was misheard, an address was mistyped, somebody wants to be told in another way."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from maillage.web.privacy.actions import journal

from ..models import Appointment
from ..rules.person import Person
from ..rules.states import Act
from .rows import changed, contacts_of, hold
from .telling import tell_again, tell_booked, untell

# Where messages go. When it changes, whoever was told may have been somebody else.
REACHED_BY = frozenset({"phone", "email", "address", "wish"})


@transaction.atomic
def correct(
    *, appointment: Appointment, person: Person, by: AbstractBaseUser | None, now: datetime, version: int | None = None
) -> Appointment:
    """What waits to be sent is written again; new contacts are sent the confirmation. The same again changes nothing.

    Raises RefusedError, and ValueError for a telephone number that is none.
    """
    held = hold(appointment, Act.CORRECT, by=by, now=now, version=version)
    said = contacts_of(person) | {"reminded": person.reminded}
    fields = sorted(name for name, value in said.items() if getattr(held, name) != value)
    if not fields:
        return held
    for name in fields:
        setattr(held, name, said[name])
    changed(held, now)
    if held.starts_at > now:
        if REACHED_BY.intersection(fields):
            untell(held, now=now)
            tell_booked(held, by=by, now=now)
        else:
            tell_again(held, by=by, now=now)
    journal.record(verb="bookings.corrected", subject=held, by=by, now=now, fields=fields)
    return held
