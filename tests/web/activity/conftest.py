"""Places where something happened, and who looks at it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count

import pytest

from maillage.web.bookings.models import Appointment, Occupation
from maillage.web.places.models import Place, Reason, Room

from ..given import NOW, a_place, a_reason, a_room

Come = Callable[..., Appointment]
_codes = count(1)


@pytest.fixture
def place(db) -> Place:
    return a_place(name="Médiathèque", opened_at=NOW - timedelta(days=200))


@pytest.fixture
def room(place: Place) -> Room:
    return a_room(place)


@pytest.fixture
def reason(db) -> Reason:
    return a_reason(title="Aide en ligne", needs_mediator=False)


@pytest.fixture
def came(place: Place, room: Room, reason: Reason) -> Come:
    """``came(NOW - …)``: an appointment of half an hour that took place, with what it took."""

    def made(starts_at: datetime, **said: object) -> Appointment:
        known = {
            "code": f"T{next(_codes):07}",
            "place": place,
            "reason": reason,
            "room": room,
            "starts_at": starts_at,
            "ends_at": starts_at + timedelta(minutes=30),
            "state": "done",
            "via": "phone",
            "made_at": starts_at,
            "changed_at": starts_at,
        }
        row = Appointment.objects.create(**known | said)
        if row.state != "cancelled":
            Occupation.objects.create(
                kind=Occupation.Kind.ROOM,
                resource=row.room_id,
                starts_at=row.starts_at,
                ends_at=row.ends_at,
                holder=f"bookings.appointment {row.pk}",
                appointment=row,
            )
        return row

    return made
