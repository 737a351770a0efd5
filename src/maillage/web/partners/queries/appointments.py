"""Appointments as partners see them: what, when and where, and never who comes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from maillage.web.accounts.models import Organisation
from maillage.web.bookings.models import Appointment
from maillage.web.places.models import Practitioner

State = Appointment.State
# A moment that is kept for somebody who may not want it is no appointment yet.
SEEN = (State.BOOKED, State.ARRIVED, State.DONE, State.NO_SHOW, State.CANCELLED)


def find_appointment(organisation: Organisation, code: str) -> Appointment | None:
    """With a practitioner of an organisation, or at a station that it operates; None also for one of others: nobody
    learns which."""
    return _seen().filter(_theirs(organisation), code=code).first()


def changed_since(
    organisation: Organisation, *, since: datetime, after: int, at_most: int
) -> tuple[list[Appointment], tuple[datetime, int] | None]:
    """Those of which an organisation is told, so those at its places too: in the order in which they changed, from
    ``since`` on and, at that very moment, from the row after ``after``; and where to go on, None at the end."""
    told = _theirs(organisation) | Q(place__organisation=organisation)
    later = Q(changed_at__gt=since) | Q(changed_at=since, pk__gt=after)
    rows = list(_seen().filter(told, later).order_by("changed_at", "pk")[: at_most + 1])
    page = rows[:at_most]
    return page, (page[-1].changed_at, page[-1].pk) if len(rows) > at_most else None


def to_come(practitioner: Practitioner, *, now: datetime) -> list[Appointment]:
    rows = _seen().filter(practitioner=practitioner, state__in=(State.BOOKED, State.ARRIVED), ends_at__gt=now)
    return list(rows.order_by("starts_at", "pk"))


def for_calendar(practitioner: Practitioner, *, since: datetime) -> Iterable[Appointment]:
    """Cancelled ones too: a calendar that has them must learn it."""
    return _seen().filter(practitioner=practitioner, ends_at__gt=since).order_by("starts_at", "pk")


def reference(appointment: Appointment) -> dict[str, Any]:
    """What an event of an appointment says, and its state."""
    station = appointment.station
    return {
        "code": appointment.code,
        "version": appointment.version,
        "state": appointment.state,
        "place": appointment.place_id,
        "place_name": appointment.place.name,
        "room": appointment.room_id,
        "room_name": appointment.room.name,
        "station": appointment.station_id,
        "station_name": station.name if station else None,
        "reason": appointment.reason_id,
        "reason_title": appointment.reason.title,
        "practitioner": appointment.practitioner_id,
        "starts_at": appointment.starts_at,
        "ends_at": appointment.ends_at,
        "because": appointment.cancelled_because or None,
        "changed_at": appointment.changed_at,
    }


def _theirs(organisation: Organisation) -> Q:
    return Q(practitioner__organisation=organisation) | Q(station__operator=organisation)


def _seen() -> QuerySet[Appointment]:
    return Appointment.objects.filter(state__in=SEEN).select_related(
        "place", "reason", "room", "station", "practitioner"
    )
