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
    return list(Entry.objects.filter(verb__startswith="places.").order_by("number").values_list("verb", flat=True))


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


def test_a_place_is_described_found_by_its_commune_and_put_at_its_town_hall(client: Client, manager: User) -> None:
    organisation = manager.memberships.get().organisation
    answer = client.post("/lieux/ajouter/", said(organisation=organisation.pk))
    made = Place.objects.get()
    assert answer.url == f"/lieux/{made.pk}/horaires/"
    assert (made.commune, made.phone, made.hours) == ("78517", "+33130887700", "")
    assert (made.lat, made.lon) == (pytest.approx(48.64, abs=0.02), pytest.approx(1.83, abs=0.02))
    assert verbs() == ["places.place_described"]


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("commune", "Nullepart", "Aucune commune"),
        ("commune", "Saint-Martin", "Plusieurs communes répondent"),
        ("postcode", "7812", "cinq chiffres"),
        ("phone", "12", "dix chiffres"),
        ("phone", "", "doivent pouvoir appeler"),
        ("lat", "48.6", "ou aucune des deux"),
        ("name", "", "obligatoire"),
    ],
)
def test_what_cannot_be_right_is_said_beside_its_field(
    client: Client, place: Place, field: str, value: str, words: str
) -> None:
    answer = client.post("/lieux/ajouter/", said(place, **{field: value}))
    assert answer.status_code == 422
    beside = {"lat": "lon"}.get(field, field)
    page = answer.content.decode().replace("&#x27;", "’")
    assert words in page[page.index(f'id="id_{beside}_error"') :][:300]
    assert Place.objects.count() == 1


def test_a_point_far_away_is_refused(client: Client, place: Place) -> None:
    answer = client.post(f"/lieux/{place.pk}/modifier/", said(place, lat="43.3", lon="5.4"))
    assert answer.status_code == 422
    assert "Ce point est loin de Rambouillet" in answer.content.decode()


def test_the_form_shows_a_place_as_it_is_and_saves_it_unchanged(client: Client, place: Place) -> None:
    """What the page shows is what the page takes."""
    form = client.get(f"/lieux/{place.pk}/modifier/").context["form"]
    shown = {name: form[name].value() for name in form.fields}
    assert shown["commune"] == "Rambouillet (78517)"
    shown["is_public"] = "on" if shown["is_public"] else ""
    assert client.post(f"/lieux/{place.pk}/modifier/", shown).status_code == 302
    place.refresh_from_db()
    assert (place.commune, place.lat, place.lon) == ("78517", 48.6443, 1.8293)


def lines(**more: str) -> dict[str, str]:
    empty = {f"{end}_{day}_{at}": "" for end in ("begins", "ends") for day in range(7) for at in range(2)}
    return empty | {"holidays_off": "on"} | more


def test_seven_lines_become_the_text_that_maps_know(client: Client, place: Place) -> None:
    week = {}
    for day in range(5):
        week |= {
            f"begins_{day}_0": "09:00",
            f"ends_{day}_0": "12:30",
            f"begins_{day}_1": "13:30",
            f"ends_{day}_1": "18:00",
        }
    client.post(f"/lieux/{place.pk}/horaires/", lines(**week, begins_5_0="10:00", ends_5_0="12:00"))
    place.refresh_from_db()
    assert place.hours == "Mo-Fr 09:00-12:30,13:30-18:00; Sa 10:00-12:00; PH off"
    assert verbs() == ["places.hours_changed"]


@pytest.mark.parametrize(
    ("more", "field", "words"),
    [
        ({"begins_0_0": "12:00", "ends_0_0": "09:00"}, "ends_0_0", "Ferme avant d’ouvrir"),
        ({"begins_2_0": "09:00"}, "ends_2_0", "Il manque l’heure"),
        (
            {"begins_1_0": "09:00", "ends_1_0": "12:00", "begins_1_1": "11:00", "ends_1_1": "14:00"},
            "begins_1_1",
            "avant la fin de la plage précédente",
        ),
    ],
)
def test_reversed_and_overlapping_hours_are_refused_beside_their_field(
    client: Client, place: Place, more: dict[str, str], field: str, words: str
) -> None:
    answer = client.post(f"/lieux/{place.pk}/horaires/", lines(**more))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page[page.index(f'id="id_{field}_error"') :][:200]
    before = place.hours
    place.refresh_from_db()
    assert place.hours == before


def test_the_text_of_maps_is_taken_and_refused_with_its_part(client: Client, place: Place) -> None:
    client.post(f"/lieux/{place.pk}/horaires/", {"osm": " week 02-52/2 Tu 09:00-12:00; PH off "})
    place.refresh_from_db()
    assert place.hours == "week 02-52/2 Tu 09:00-12:00; PH off"
    answer = client.post(f"/lieux/{place.pk}/horaires/", {"osm": "Mo 09:00-12:00,11:00-13:00"})
    assert answer.status_code == 422
    assert "« 09:00-12:00,11:00-13:00 » : deux plages se chevauchent." in answer.content.decode()


def test_closings_are_added_refused_and_removed(client: Client, place: Place) -> None:
    address = f"/lieux/{place.pk}/fermetures/"
    for first, last in (("2099-08-03", "2099-08-01"), ("2020-08-01", "2020-08-03")):
        assert client.post(address, {"first_day": first, "last_day": last, "why": ""}).status_code == 422
    client.post(address, {"first_day": "2099-08-01", "last_day": "2099-08-15", "why": "congés"})
    closing = Closing.objects.get()
    assert "congés" in client.get(f"/lieux/{place.pk}/").content.decode()
    client.post(f"/lieux/fermetures/{closing.pk}/retirer/")
    assert not Closing.objects.exists()
    assert verbs() == ["places.closing_entered", "places.closing_removed"]


def test_the_checklist_keeps_who_answered_and_when(client: Client, place: Place, person: Callable[..., User]) -> None:
    address = f"/lieux/{place.pk}/controle/"
    client.post(address, {"calm": "yes", "isolated": "no", "isolated_note": "une cloison est commandée"})
    first = Answer.objects.get(question="calm")
    assert (first.holds, first.answered_by.name, Answer.objects.count()) == (True, "Nadia Benali", 2)
    other = person(role="manager", name="Paul Martin")
    colleague = Client()
    colleague.force_login(other)
    colleague.post(address, {"calm": "yes", "isolated": "yes", "isolated_note": ""})
    assert Answer.objects.get(question="calm").answered_by.name == "Nadia Benali", "it was not answered anew"
    assert Answer.objects.get(question="isolated").answered_by == other
    assert f"2 conditions remplies sur {len(QUESTIONS)}." in client.get(f"/lieux/{place.pk}/gestion/").content.decode()
    assert verbs() == ["places.checklist_answered"] * 2


def test_rooms_and_stations(client: Client, place: Place) -> None:
    client.post(f"/lieux/{place.pk}/salles/ajouter/", {"name": "Salle bleue", "is_closed": "on", "seats": "4"})
    room = Room.objects.get()
    again = client.post(f"/lieux/{place.pk}/salles/ajouter/", {"name": "Salle bleue", "seats": "4"})
    assert again.status_code == 422
    operator = an_organisation(kind="operator", name="Opérateur")
    client.post(f"/lieux/salles/{room.pk}/stations/ajouter/", {"name": "Cabine", "operator": operator.pk})
    station = Station.objects.get()
    device = a_device(place, station=station)
    client.post(f"/lieux/salles/{room.pk}/retirer/")
    assert not Room.objects.filter(removed_at=None).exists()
    assert not Station.objects.filter(removed_at=None).exists()
    assert Device.objects.get(pk=device.pk).station is None
    client.post(f"/lieux/{place.pk}/salles/ajouter/", {"name": "Salle bleue", "is_closed": "on", "seats": "4"})
    assert Room.objects.filter(removed_at=None).count() == 1, "the name is free again"


def test_a_place_closes_and_opens_again(client: Client, place: Place) -> None:
    client.post(f"/lieux/{place.pk}/fermer/")
    place.refresh_from_db()
    assert not place.is_open
    assert Client().get(f"/lieux/{place.pk}/").status_code == 404, "residents see it no more"
    client.post(f"/lieux/{place.pk}/rouvrir/")
    assert Client().get(f"/lieux/{place.pk}/").status_code == 200
    assert verbs() == ["places.place_closed", "places.place_reopened"]


class Stranded:
    code, starts_at, ends_at = "K4T7", timezone.now() + timedelta(days=3), timezone.now() + timedelta(days=3, hours=1)


@pytest.fixture
def booked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody comes in three days, whatever one asks about."""
    for module in ("places", "rooms", "devices"):
        monkeypatch.setattr(f"maillage.web.places.actions.{module}.affected", lambda **_asked: [Stranded])


def test_what_somebody_comes_for_is_neither_closed_nor_removed(client: Client, place: Place, booked: None) -> None:
    room = a_room(place)
    device = a_device(place)
    for address in (
        f"/lieux/{place.pk}/fermer/",
        f"/lieux/salles/{room.pk}/retirer/",
        f"/lieux/appareils/{device.pk}/retirer/",
    ):
        page = client.post(address, follow=True).content.decode()
        assert "déplacez-le ou annulez-le d’abord" in page
    assert Place.objects.get().is_open
    assert Room.objects.get().removed_at is None
    assert Device.objects.get().removed_at is None
    assert verbs() == []


def test_days_and_hours_that_would_strand_somebody_are_asked_about_first(
    client: Client, place: Place, booked: None
) -> None:
    address = f"/lieux/{place.pk}/fermetures/"
    days = {"first_day": "2099-08-01", "last_day": "2099-08-15", "why": ""}
    asked = client.post(address, days)
    assert (asked.status_code, Closing.objects.count()) == (409, 0)
    assert "K4T7" in asked.content.decode()
    client.post(address, days | {"despite": "1"})
    assert Closing.objects.count() == 1
    hours = {"osm": "Mo-Su 00:00-00:15"}
    assert client.post(f"/lieux/{place.pk}/horaires/", hours).status_code in (302, 409)
    client.post(f"/lieux/{place.pk}/horaires/", hours | {"despite": "1"})
    place.refresh_from_db()
    assert place.hours == "Mo-Su 00:00-00:15"


def test_a_manager_reaches_the_places_of_their_organisation_only(client: Client, manager: User) -> None:
    other = a_place(name="Ailleurs", is_public=False)
    room, device = a_room(other), a_device(other)
    assert "Ailleurs" not in client.get("/lieux/gestion/").content.decode()
    assert client.get(f"/lieux/{other.pk}/").status_code == 404
    for path in (
        f"/lieux/{other.pk}/gestion/",
        f"/lieux/{other.pk}/horaires/",
        f"/lieux/salles/{room.pk}/",
        f"/lieux/appareils/{device.pk}/",
    ):
        assert client.get(path).status_code == 403
    for path in (
        f"/lieux/{other.pk}/fermer/",
        f"/lieux/appareils/{device.pk}/pret/",
        f"/lieux/salles/{room.pk}/retirer/",
    ):
        assert client.post(path).status_code == 403
    assert client.post("/lieux/ajouter/", said(other)).status_code == 422, "nor gives one to it"
    assert verbs() == []
