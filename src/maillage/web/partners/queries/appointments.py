"""Appointments as partners see them: what, when and where, and never who comes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Q

from maillage.web.accounts.models import Organisation
from maillage.web.bookings.models import Appointment
from maillage.web.places.models import Practitioner

from ..models.theirs import State, reference, seen, theirs


def changed_since(
    organisation: Organisation, *, since: datetime, after: int, at_most: int
) -> tuple[list[dict[str, Any]], tuple[datetime, int] | None]:
    """Those of which an organisation is told, so those at its places too: in the order in which they changed, from
    ``since`` on and, at that very moment, from the row after ``after``; and where to go on, None at the end."""
    told = theirs(organisation) | Q(place__organisation=organisation)
    later = Q(changed_at__gt=since) | Q(changed_at=since, pk__gt=after)
    rows = list(seen().filter(told, later).order_by("changed_at", "pk")[: at_most + 1])
    page = rows[:at_most]
    return [reference(row) for row in page], (page[-1].changed_at, page[-1].pk) if len(rows) > at_most else None


def to_come(practitioner: Practitioner, *, now: datetime) -> list[Appointment]:
    rows = seen().filter(practitioner=practitioner, state__in=(State.BOOKED, State.ARRIVED), ends_at__gt=now)
    return list(rows.order_by("starts_at", "pk"))


def for_calendar(practitioner: Practitioner, *, since: datetime) -> Iterable[Appointment]:
    """Cancelled ones too: a calendar that has them must learn it."""
    return seen().filter(practitioner=practitioner, ends_at__gt=since).order_by("starts_at", "pk")
