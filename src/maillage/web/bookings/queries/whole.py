"""An appointment with everything that is said of it, and the moment that it takes."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import QuerySet

from ..models import Appointment
from ..rules.slot import Slot

SAID = ("place", "reason", "room", "station", "mediator", "practitioner")


def whole() -> QuerySet[Appointment]:
    return Appointment.objects.select_related(*SAID)


def get_whole(pk: int) -> Appointment:
    """Raises Appointment.DoesNotExist."""
    return whole().get(pk=pk)


def taken_by(appointment: Appointment) -> Slot:
    """As its occupations say."""
    taken = list(appointment.occupations.all())
    free_again_at = max((row.ends_at for row in taken), default=appointment.ends_at)
    return Slot(
        place=appointment.place_id,
        reason=appointment.reason_id,
        room=appointment.room_id,
        starts_at=appointment.starts_at,
        ends_at=appointment.ends_at,
        airing=max(free_again_at - appointment.ends_at, timedelta(0)),
        station=appointment.station_id,
        devices=tuple(sorted(row.resource for row in taken if row.kind == row.Kind.DEVICE)),
        mediator=appointment.mediator_id,
        practitioner=appointment.practitioner_id,
    )
