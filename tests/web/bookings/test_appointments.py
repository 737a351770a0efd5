"""Appointments: what each act changes, what it refuses, and what the database refuses by itself."""

from __future__ import annotations

from datetime import timedelta

import pytest

from maillage.web.bookings.actions import appointments
from maillage.web.bookings.models import Appointment, Occupation
from maillage.web.bookings.queries.whole import taken_by
from maillage.web.bookings.rules.person import Person
from maillage.web.bookings.rules.refusals import RefusedError, TakenError
from maillage.web.bookings.rules.slot import Slot
from tests.web.given import NOW, a_mediator, a_place, a_reason, a_room

pytestmark = pytest.mark.django_db
PERSON = Person(name="Jeanne Petit", phone="06 12 34 56 78", email="jeanne@exemple.fr", reminded=True)


@pytest.fixture
def slot() -> Slot:
    place = a_place()
    starts_at = NOW + timedelta(days=2)
    return Slot(
        place=place.pk,
        reason=a_reason().pk,
        room=a_room(place).pk,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=30),
        airing=timedelta(minutes=5),
        mediator=a_mediator(place).pk,
    )


def booked(slot: Slot, **said) -> Appointment:
    return appointments.book(**{"slot": slot, "person": PERSON, "via": "counter", "by": None, "now": NOW} | said)


def test_a_booking_takes_the_room_and_the_mediator_and_nobody_else_does(slot: Slot) -> None:
    appointment = booked(slot)
    assert taken_by(appointment) == slot
    with pytest.raises(TakenError):
        booked(slot)
    assert Appointment.objects.count() == 1
    assert Occupation.objects.count() == 2


def test_an_appointment_is_moved_to_where_it_overlaps_itself(slot: Slot) -> None:
    appointment = booked(slot)
    later = Slot(
        **vars(slot)
        | {"starts_at": slot.starts_at + timedelta(minutes=15), "ends_at": slot.ends_at + timedelta(minutes=15)}
    )
    moved = appointments.move(appointment=appointment, to=later, by=None, now=NOW, version=0)
    assert (moved.moved_from, moved.version) == (slot.starts_at, 1)
    assert taken_by(moved) == later
    with pytest.raises(RefusedError, match="changed"):
        appointments.move(appointment=appointment, to=slot, by=None, now=NOW, version=0)


def test_a_cancelled_appointment_gives_everything_back(slot: Slot) -> None:
    appointments.cancel(appointment=booked(slot), because="person", by=None, now=NOW)
    assert not Occupation.objects.exists()
    booked(slot)
