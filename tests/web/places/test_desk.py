"""Those who run places: describe them, say when they are open, what is in them, and close them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from maillage.web.accounts.models import Membership, User
from maillage.web.places.models import Answer, Closing, Device, Place, Room, Station
from maillage.web.places.rules.checklist import QUESTIONS
from maillage.web.privacy.models import Entry

from ..given import a_device, a_place, a_room, a_station, an_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(person: Callable[..., User], client: Client) -> User:
    """Of a CCAS, which runs its own places only."""
    found = person(name="Nadia Benali")
    Membership.objects.create(person=found, organisation=an_organisation(), role="manager", since=timezone.now())
    client.force_login(found)
    return found


@pytest.fixture
def place(manager: User) -> Place:
    return a_place(organisation=manager.memberships.get().organisation, name="Maison du lien")


def said(place: Place | None = None, **more: object) -> dict[str, object]:
    known = {
        "name": "Mairie annexe",
        "kind": "town-hall",
        "organisation": place.organisation_id if place else "",
        "address": "4 place de la Clairière",
        "postcode": "78120",
        "commune": "Rambouillet",
        "lat": "",
        "lon": "",
        "phone": "01 30 88 77 00",
        "email": "",
        "step_free": "yes",
        "getting_there": "Bus 12",
        "is_public": "on",
    }
    return known | more


def verbs() -> list[str]:
    return list(Entry.objects.order_by("number").values_list("verb", flat=True))


def test_every_page_answers(client: Client, place: Place) -> None:
    room = a_room(place)
    station = a_station(room)
    device = a_device(place, station=station)
    Closing.objects.create(place=place, first_day=date(2099, 1, 1), last_day=date(2099, 1, 3), why="travaux")
    for path in (
        "/lieux/",
        f"/lieux/{place.pk}/",
        "/lieux/gestion/",
        "/lieux/ajouter/",
        f"/lieux/{place.pk}/gestion/",
        f"/lieux/{place.pk}/modifier/",
        f"/lieux/{place.pk}/horaires/",
        f"/lieux/{place.pk}/fermetures/",
        f"/lieux/{place.pk}/controle/",
        f"/lieux/{place.pk}/salles/ajouter/",
        f"/lieux/salles/{room.pk}/",
        f"/lieux/salles/{room.pk}/stations/ajouter/",
        f"/lieux/stations/{station.pk}/",
        f"/lieux/{place.pk}/appareils/",
        f"/lieux/{place.pk}/appareils/ajouter/",
        f"/lieux/appareils/{device.pk}/",
        f"/lieux/appareils/{device.pk}/modifier/",
        "/lieux/importer/",
        "/lieux/importer/modele.csv",
    ):
        for start in ("", "/en"):
            assert client.get(start + path).status_code == 200, start + path
