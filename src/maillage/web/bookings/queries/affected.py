"""Which appointments a change to places, equipment or people would leave without what they need (``web.affected``)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from ..models import Appointment, Occupation

STANDING = (Appointment.State.OFFERED, Appointment.State.BOOKED, Appointment.State.ARRIVED)


@dataclass(frozen=True)
class Affected:
    """``ends_at``: when what it takes is free again; of a place, when people leave."""

    code: str
    starts_at: datetime
    ends_at: datetime

    @property
    def address(self) -> str:
        return reverse("bookings:appointment", args=[self.code])


def affected(*, kind: str, number: int, since: datetime, until: datetime | None = None) -> Sequence[Affected]:
    """In order of time. ``kind``: one of the kinds of what is taken, or ``"place"``."""
    taken = Occupation.objects.filter(appointment__state__in=STANDING, ends_at__gt=since)
    if until is not None:
        taken = taken.filter(starts_at__lt=until)
    if kind == "place":
        # Every appointment takes one room.
        taken = taken.filter(kind=Occupation.Kind.ROOM, appointment__place=number)
    else:
        taken = taken.filter(kind=Occupation.Kind[kind.upper()], resource=number)
    ends = "appointment__ends_at" if kind == "place" else "ends_at"
    rows = taken.order_by("starts_at", "pk").values_list("appointment__code", "starts_at", ends)
    return [Affected(*row) for row in rows]
