"""What partners are told of appointments: those of the place, of the station, of the practitioner. Never who comes."""

from __future__ import annotations

from datetime import datetime

from maillage.web.webhooks.actions.events import tell_whoever_wants
from maillage.web.webhooks.rules.events import Value

from ..models import Appointment


def organisations_of(appointment: Appointment) -> set[int]:
    """Whose its place, its station and its practitioner are."""
    found = {appointment.place.organisation_id}
    if appointment.practitioner is not None:
        found.add(appointment.practitioner.organisation_id)
    if appointment.station is not None and appointment.station.operator_id is not None:
        found.add(appointment.station.operator_id)
    return found


def tell_partners(
    event: str,
    appointment: Appointment,
    *,
    now: datetime,
    also: set[int] | frozenset[int] = frozenset(),
    **more: str | datetime | None,
) -> None:
    """``also``: organisations that had to do with it before it changed. ``more``: what this event says beside."""
    tell_whoever_wants(
        event=f"appointment.{event}",
        organisations=organisations_of(appointment) | also,
        data=lambda: _data(appointment) | more,
        key=f"bookings.appointment:{appointment.pk}:{appointment.version}",
        now=now,
    )


def _data(appointment: Appointment) -> dict[str, Value]:
    return {
        "code": appointment.code,
        "version": appointment.version,
        "place": appointment.place_id,
        "place_name": appointment.place.name,
        "room": appointment.room_id,
        "room_name": appointment.room.name,
        "station": appointment.station_id,
        "station_name": appointment.station.name if appointment.station else None,
        "reason": appointment.reason_id,
        "reason_title": appointment.reason.title,
        "practitioner": appointment.practitioner_id,
        "starts_at": appointment.starts_at,
        "ends_at": appointment.ends_at,
    }
