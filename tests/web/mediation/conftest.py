"""A workshop at a place, and those who enrol."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from maillage.web.accounts.models import User
from maillage.web.bookings.rules.person import Person
from maillage.web.mediation.actions.enrolments import enrol
from maillage.web.mediation.actions.workshops import Plan, plan
from maillage.web.mediation.models import Enrolment, Workshop
from maillage.web.places.models import Place

from ..given import NOW, a_place, a_room

# Thursday, ten o'clock in Paris.
STARTS_AT = NOW + timedelta(days=3, minutes=-30)

Enrol = Callable[..., Enrolment]


@pytest.fixture
def place(db) -> Place:
    return a_place(name="Médiathèque")


@pytest.fixture
def saying(place: Place) -> Callable[..., Plan]:
    """``saying(capacity=2)``: what is said of a workshop of two hours at the place."""
    room = a_room(place, name="Grande salle", seats=12)

    def said(starts_at: datetime = STARTS_AT, **rest: object) -> Plan:
        known = {"room": room, "mediators": (), "theme": "health-space", "capacity": 2}
        return Plan(starts_at=starts_at, ends_at=starts_at + timedelta(hours=2), **known | rest)

    return said


@pytest.fixture
def workshop(agent: User, saying: Callable[..., Plan]) -> Workshop:
    """Two seats."""
    return plan(said=saying(), by=agent, now=NOW)


@pytest.fixture
def comes(workshop: Workshop, agent: User) -> Enrol:
    """``comes("Rose")`` enrols Rose, by telephone."""

    def enrolled(name: str, *, now: datetime = NOW, **said: object) -> Enrolment:
        person = Person(name=name, **{"email": f"{name.lower()}@exemple.fr"} | said)
        return enrol(workshop=workshop, person=person, via="phone", by=agent, now=now)

    return enrolled
