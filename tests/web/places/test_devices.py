"""Devices: looked at every morning, down, away, back, calibrated; and who is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from html import unescape

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from maillage.web.accounts.models import User
from maillage.web.places.actions import devices as actions
from maillage.web.places.models import Device, DeviceEvent, Place
from maillage.web.places.queries.devices import board
from maillage.web.places.rules.readiness import ACTS, LEAVES, Readiness, due_soon, readiness
from maillage.web.privacy.models import Entry

from ..given import NOW, a_device, a_place, a_room, a_station, an_organisation


@pytest.fixture
def mediator(person: Callable[..., User], client: Client) -> User:
    found = person(role="mediator", name="Awa Diop")
    client.force_login(found)
    return found


@pytest.fixture
def place(db: None) -> Place:
    return a_place()


def verbs() -> list[str]:
    return list(Entry.objects.filter(verb__startswith="places.").order_by("number").values_list("verb", flat=True))


days = st.one_of(st.none(), st.dates(date(2026, 1, 1), date(2026, 12, 31)))


@given(
    state=st.sampled_from([str(each) for each in Device.State]),
    until=days,
    seen=days,
    today=st.dates(date(2026, 1, 1), date(2026, 12, 31)),
)
def test_a_device_serves_only_in_use_calibrated_and_seen_today(
    state: str, until: date | None, seen: date | None, today: date
) -> None:
    found = readiness(state=state, calibrated_until=until, seen_on=seen, today=today)
    usable = state == "in-use" and (until is None or today <= until)
    assert (found in (Readiness.READY, Readiness.UNSEEN)) == usable
    assert (found is Readiness.READY) == (usable and seen == today)


def test_a_calibration_holds_until_the_end_of_its_last_day_and_is_called_for_a_month_before() -> None:
    last = date(2026, 6, 30)
    assert readiness(state="in-use", calibrated_until=last, seen_on=last, today=last) is Readiness.READY
    assert (
        readiness(state="in-use", calibrated_until=last, seen_on=None, today=last + timedelta(days=1))
        is Readiness.OVERDUE
    )
    assert [due_soon(last, last - timedelta(days=days)) for days in (31, 30, 0, -1)] == [False, True, True, False]


def test_one_tap_a_morning(client: Client, mediator: User, place: Place) -> None:
    device = a_device(place, calibrated_until=None)
    page = f"/lieux/{place.pk}/appareils/"
    assert "1 appareil reste à vérifier" in client.get(page).content.decode()
    for _twice in range(2):
        assert client.post(f"/lieux/appareils/{device.pk}/pret/").url == page
    assert "Tout est vérifié pour aujourd’hui." in client.get(page).content.decode()
    assert DeviceEvent.objects.count() == 1
    assert verbs() == ["places.device_ready"]


def test_today_is_that_of_the_place(mediator: User) -> None:
    """Late in the evening of Paris it is the next morning in Mayotte."""
    there = a_place(commune="97608", lat=-12.78, lon=45.23)
    actions.find_ready(device=a_device(there), by=mediator, now=datetime(2026, 3, 2, 22, 30, tzinfo=UTC))
    assert DeviceEvent.objects.get().day == date(2026, 3, 3)


def test_down_away_back_and_its_history(client: Client, mediator: User, place: Place) -> None:
    device = a_device(place)
    client.post(f"/lieux/appareils/{device.pk}/pret/")
    for act, state in (("down", "broken"), ("away", "maintenance"), ("back", "in-use")):
        client.post(f"/lieux/appareils/{device.pk}/noter/{act}/", {"said": f"note {act}"})
        device.refresh_from_db()
        assert device.state == state
    page = client.get(f"/lieux/appareils/{device.pk}/").content.decode()
    assert [word for word in ("note down", "note away", "note back", "Awa Diop") if word not in page] == []
    assert "à vérifier aujourd’hui" in page, "what was repaired is looked at again"
    assert verbs() == ["places.device_ready", "places.device_down", "places.device_away", "places.device_back"]


@pytest.mark.parametrize("act", sorted(set(ACTS) & set(LEAVES)))
@pytest.mark.parametrize("state", [str(each) for each in Device.State])
def test_what_makes_no_sense_is_refused_and_changes_nothing(mediator: User, place: Place, act: str, state: str) -> None:
    device = a_device(place, state=state)
    if state in ACTS[act]:
        actions.note(device=device, act=act, said="", by=mediator, now=NOW)
        device.refresh_from_db()
        assert device.state == LEAVES[act]
    else:
        with pytest.raises(actions.NotNowError):
            actions.note(device=device, act=act, said="", by=mediator, now=NOW)
        assert (DeviceEvent.objects.count(), verbs()) == (0, [])


def test_an_overdue_calibration_is_a_banner_until_it_is_done(
    client: Client, person: Callable[..., User], place: Place
) -> None:
    client.force_login(person(role="manager"))
    today = timezone.localdate()
    device = a_device(place, calibrated_until=today - timedelta(days=1))
    for page in (f"/lieux/{place.pk}/appareils/", f"/lieux/{place.pk}/gestion/"):
        assert "L’étalonnage de 1 appareil est dépassé" in client.get(page).content.decode()
    address = f"/lieux/appareils/{device.pk}/etalonner/"
    for on, until in (
        (today + timedelta(days=1), today + timedelta(days=9)),
        (today, today - timedelta(days=1)),
        ("", ""),
    ):
        assert client.post(address, {"on": str(on), "until": str(until), "said": ""}).status_code == 422
    client.post(address, {"on": str(today), "until": str(today + timedelta(days=365)), "said": "certificat 12"})
    assert "est dépassé" not in client.get(f"/lieux/{place.pk}/appareils/").content.decode()
    assert verbs() == ["places.device_calibrated"]


def test_the_operator_of_the_station_is_told_of_a_breakdown_and_of_its_end(
    mediator: User, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = []
    monkeypatch.setattr(actions, "tell", lambda **said: told.append(said))
    operator = an_organisation(kind="operator", name="Opérateur")
    station = a_station(a_room(place), operator=operator)
    for device in (a_device(place, station=station), a_device(place)):
        for act in ("down", "away", "back"):
            actions.note(device=device, act=act, said="écran noir", by=mediator, now=NOW)
    assert [(each["event"], each["organisation"]) for each in told] == [
        ("device.down", operator.pk),
        ("device.back", operator.pk),
    ]
    assert len({each["key"] for each in told}) == 2
    assert told[0]["data"]["place_name"] == place.name
    assert "écran noir" not in str(told), "what somebody typed stays here"


def test_the_events_fit_the_table_of_events(mediator: User, place: Place) -> None:
    """With the real function: an endpoint or none, the data are those of the table."""
    station = a_station(a_room(place), operator=an_organisation(kind="operator", name="Opérateur"))
    device = a_device(place, station=station)
    actions.note(device=device, act="down", said="", by=mediator, now=NOW)
    assert verbs() == ["places.device_down"]


def test_appointments_that_may_want_a_stopped_device_are_shown(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def affected(**question: object) -> list[object]:
        asked.append((question["kind"], question["number"]))
        return []

    monkeypatch.setattr("maillage.web.places.queries.devices.affected", affected)
    station = a_station(a_room(place))
    a_device(place, station=station, state="broken")
    carried = a_device(place, state="maintenance")
    a_device(place)
    board(place, now=NOW)
    assert sorted(asked) == [("device", carried.pk), ("station", station.pk)]


def test_a_serial_number_that_somebody_enters_at_the_same_moment_is_said_to_be_taken(
    person: Callable[..., User], place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    manager = person(role="manager")
    said = {"kind": "scales", "model": "B1", "serial": "S1", "station": None, "calibrated_on": None}
    look, looks = Device.full_clean, []

    def too_early(device: Device) -> None:
        """The first look is before the other's transaction ended."""
        looks.append(device)
        if len(looks) > 1:
            look(device)

    actions.enter(place=place, by=manager, now=NOW, calibrated_until=None, **said)
    monkeypatch.setattr(Device, "full_clean", too_early)
    with pytest.raises(ValidationError, match="numéro de série"):
        actions.enter(place=place, by=manager, now=NOW, calibrated_until=None, **said)
    assert Device.objects.count() == 1


def test_a_serial_number_is_that_of_one_device(client: Client, person: Callable[..., User], place: Place) -> None:
    client.force_login(person(role="manager"))
    said = {"kind": "scales", "model": "B1", "serial": "S1", "station": "", "calibrated_on": "", "calibrated_until": ""}
    assert client.post(f"/lieux/{place.pk}/appareils/ajouter/", said).status_code == 302
    again = client.post(f"/lieux/{place.pk}/appareils/ajouter/", said)
    assert again.status_code == 422
    assert "porte déjà ce numéro de série" in unescape(again.content.decode())
    elsewhere = a_station(a_room(a_place()))
    assert (
        client.post(
            f"/lieux/{place.pk}/appareils/ajouter/", said | {"serial": "S2", "station": elsewhere.pk}
        ).status_code
        == 422
    )


def test_a_mediator_checks_devices_and_does_not_manage_them(client: Client, mediator: User, place: Place) -> None:
    device = a_device(place)
    for path in (f"/lieux/{place.pk}/appareils/ajouter/", f"/lieux/appareils/{device.pk}/modifier/"):
        assert client.get(path).status_code == 403
    for path in ("etalonner", "retirer"):
        assert client.post(f"/lieux/appareils/{device.pk}/{path}/", {}).status_code == 403
    assert client.post(f"/lieux/appareils/{device.pk}/noter/explode/", {}).status_code == 404
