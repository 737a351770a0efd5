"""What is an organisation's: appointments with its practitioners and at its stations, and the devices there. And what
it may know of them: what, when and where, never who comes."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from maillage.web.accounts.models import Organisation
from maillage.web.bookings.models import Appointment
from maillage.web.places.models import Device

State = Appointment.State
# A moment that is kept for somebody who may not want it is no appointment yet.
SEEN = (State.BOOKED, State.ARRIVED, State.DONE, State.NO_SHOW, State.CANCELLED)


def seen() -> QuerySet[Appointment]:
    """Of everybody, with what partners are told of them at hand."""
    rows = Appointment.objects.filter(state__in=SEEN)
    return rows.select_related("place", "reason", "room", "station", "practitioner")


def theirs(organisation: Organisation) -> Q:
    return Q(practitioner__organisation=organisation) | Q(station__operator=organisation)


def find_appointment(organisation: Organisation, code: str) -> Appointment | None:
    """None also for one of others: nobody learns which."""
    return seen().filter(theirs(organisation), code=code).first()


def devices_of(organisation: Organisation, *, serial: str, kind: str = "") -> list[Device]:
    """Those of a serial number, which is its own among devices of one ``kind`` only."""
    rows = Device.objects.filter(
        station__operator=organisation, station__removed_at=None, serial=serial, removed_at=None
    )
    rows = rows.filter(kind=kind) if kind else rows
    return list(rows.select_related("place", "station").order_by("pk"))


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
