"""What cannot take place as it stands, and what nobody noted, is shown to those of the place, and leads there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from maillage.web.accounts.actions.memberships import give
from maillage.web.accounts.models import User
from maillage.web.bookings.models import Appointment, Occupation
from maillage.web.bookings.queries.to_settle import to_settle
from maillage.web.places.models import Place, Room
from tests.web.given import NOW, a_place, a_reason, a_room

pytestmark = pytest.mark.django_db


def standing(place: Place, room: Room, *, days: int, code: str) -> Appointment:
    """Written past the rules of booking, as time makes it."""
    starts_at = timezone.now().replace(hour=10, minute=0) + timedelta(days=days)
    said = {"place": place, "room": room, "reason": a_reason(needs_mediator=False), "via": "counter"}
    moments = {"starts_at": starts_at, "ends_at": starts_at + timedelta(minutes=30)}
    made = Appointment.objects.create(code=code, made_at=starts_at, changed_at=starts_at, **said, **moments)
    Occupation.objects.create(kind=1, resource=room.pk, holder="a test", appointment=made, **moments)
    return made


def test_what_is_to_be_seen_to(client: Client, person: Callable[..., User]) -> None:
    place = a_place(hours="24/7")
    room, gone = a_room(place), a_room(place)
    standing(place, room, days=2, code="BBBB2222")
    standing(place, gone, days=3, code="CCCC3333")
    standing(place, room, days=-1, code="DDDD4444")
    standing(place, room, days=-40, code="FFFF5555")
    gone.removed_at = timezone.now()
    gone.save()
    mediator, stranger = person(), person()
    give(person=mediator, organisation=place.organisation, role="mediator", by=None, now=NOW)
    give(person=stranger, organisation=a_place().organisation, role="mediator", by=None, now=NOW)
    found = to_settle(reader=mediator, now=timezone.now())
    assert [each.code for each, _why in found.stranded] == ["CCCC3333"]
    assert [each.code for each in found.unnoted] == ["DDDD4444"]
    client.force_login(mediator)
    page = client.get("/agenda/a-regler/").content.decode()
    assert "/agenda/rendez-vous/CCCC3333/" in page
    assert "/agenda/rendez-vous/DDDD4444/" in page
    assert not to_settle(reader=stranger, now=timezone.now())
