"""A place with two rooms and two mediators, a clock that stands still, and appointments there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from maillage.web.accounts.actions.memberships import give
from maillage.web.accounts.models import User
from maillage.web.bookings.actions import appointments
from maillage.web.bookings.models import Appointment
from maillage.web.bookings.rules.person import Person
from maillage.web.bookings.rules.slot import Slot
from maillage.web.places.models import Mediator, Place, Reason, Room

from ..given import NOW, a_mediator, a_place, a_reason, a_room


@dataclass(frozen=True)
class Counter:
    """Where an agent works: ``place``, with what can be taken there."""

    place: Place
    rooms: list[Room]
    mediators: list[Mediator]
    reason: Reason


@pytest.fixture
def at_work(monkeypatch: pytest.MonkeyPatch) -> datetime:
    """It is Monday, half past ten, for the pages too."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    return NOW


@pytest.fixture
def counter(db) -> Counter:
    place = a_place(name="Espace santé")
    rooms = [a_room(place, name=name) for name in ("Salle bleue", "Salle verte")]
    mediators = [a_mediator(place, name=name) for name in ("Nadia Benali", "Julien Morel")]
    reason = a_reason(title="Aide pour une démarche", title_en="Help with a form", airing_minutes=0)
    return Counter(place, rooms, mediators, reason)


@pytest.fixture
def welcomer(person: Callable[..., User], counter: Counter) -> User:
    """Works in the organisation of the place, and nowhere else."""
    who = person(name="Léa Simon")
    give(person=who, organisation=counter.place.organisation, role="mediator", by=None, now=NOW)
    who.forget_roles()
    return who


@pytest.fixture
def desk(client: Client, welcomer: User, at_work: datetime) -> Client:
    """The welcomer's browser."""
    client.force_login(welcomer)
    return client


@pytest.fixture
def booked(counter: Counter, welcomer: User) -> Callable[..., Appointment]:
    """``booked(minutes=60)``: in an hour, in the first room with the first mediator, for whoever ``said`` says."""

    def book(*, minutes: int = 30, room: int = 0, name: str = "Jeanne Petit", **said: object) -> Appointment:
        starts_at = NOW + timedelta(minutes=minutes)
        slot = Slot(
            place=counter.place.pk,
            reason=counter.reason.pk,
            room=counter.rooms[room].pk,
            mediator=counter.mediators[room].pk,
            starts_at=starts_at,
            ends_at=starts_at + timedelta(minutes=counter.reason.minutes),
        )
        now = NOW - timedelta(days=1)
        return appointments.book(slot=slot, person=Person(name=name, **said), via="counter", by=welcomer, now=now)

    return book
