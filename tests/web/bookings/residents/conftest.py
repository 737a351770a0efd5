"""A place where residents book, at a moment that stands still until somebody lets it pass."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from maillage.web.bookings.queries.slots import free
from maillage.web.bookings.queries.tickets import ticket_of
from maillage.web.bookings.rules.slot import Slot
from maillage.web.places.models import Place, Reason
from tests.web.given import NOW, a_mediator, a_place, a_reason, a_room


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[..., datetime]:
    """It is NOW for every view, ``clock(hours=3)`` later for those that follow."""
    moment = NOW

    def later(**passed: float) -> datetime:
        nonlocal moment
        moment += timedelta(**passed)
        return moment

    monkeypatch.setattr(timezone, "now", lambda: moment)
    return later


@pytest.fixture
def library(db) -> Place:
    """In Rambouillet: one room, one mediator, from Monday to Friday."""
    place = a_place(name="Médiathèque", kind="library", step_free="no")
    a_room(place)
    a_mediator(place)
    return place


@pytest.fixture
def help_online(library: Place) -> Reason:
    return a_reason(title="Aide en ligne", title_en="Help online", bring="Le courrier reçu")


@pytest.fixture
def slots(clock: Callable, library: Place, help_online: Reason) -> list[Slot]:
    """Of a week, in order."""
    week = timedelta(days=7)
    return free(reason=help_online, places=[library.pk], since=NOW, until=NOW + week, now=NOW)


@pytest.fixture
def book(client: Client) -> Callable[..., HttpResponse]:
    """``book(slot)``: Jeanne sends the form; ``book(slot, phone="")`` without a telephone number."""

    def sent(slot: Slot, *, by: Client = client, **said: object) -> HttpResponse:
        known = {"key": uuid4(), "name": "Jeanne", "phone": "06 12 34 56 78", "email": "", "language": "fr"}
        return by.post(f"/rendez-vous/reserver/{ticket_of(slot)}/?de=78517", known | said)

    return sent
