"""Whether somebody is reminded of their appointment: they say so when they book, and may change their mind."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from maillage.web.privacy.actions import journal

from ..models import Appointment
from ..rules.refusals import RefusedError
from .rows import changed
from .telling import tell_again


@transaction.atomic
def choose_reminders(
    *, appointment: Appointment, wanted: bool, by: AbstractBaseUser | None, now: datetime
) -> Appointment:
    """Raises RefusedError once there is nothing to be reminded of."""
    rows = Appointment.objects.select_for_update(of=("self",)).select_related("place", "reason")
    held = rows.get(pk=appointment.pk)
    if held.state != Appointment.State.BOOKED or held.starts_at <= now:
        raise RefusedError("state")
    if held.reminded == wanted:
        return held
    held.reminded = wanted
    changed(held, now)
    tell_again(held, by=by, now=now)
    journal.record(verb="bookings.reminders_chosen", subject=held, by=by, now=now, fields=["reminded"])
    return held
