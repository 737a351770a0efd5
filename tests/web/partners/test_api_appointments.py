"""What partners' programs read and do: theirs alone, once however often they ask, and never who comes."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from maillage.web.api.cursor import read_cursor, written_cursor
from maillage.web.bookings.models import Appointment
from maillage.web.partners.models import Answered
from maillage.web.privacy.models import Entry

from ..given import a_device, a_practitioner
from .operator import Operator, an_operator, booked
from .program import MONDAY, PROBLEM, Program

Token = Callable[..., str]


def test_appointments_are_read_in_the_order_in_which_they_changed(program: Program, operator: Operator) -> None:
    at = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
    rows = [
        booked(operator, changed_at=at + timedelta(minutes=each // 2), starts_at=MONDAY + timedelta(hours=each))
        for each in range(7)
    ]
    seen, cursor = [], {"updated_since": at.isoformat()}
    while cursor:
        page = program.get("appointments", limit=3, **cursor).json()
        seen += [each["code"] for each in page["appointments"]]
        cursor = {"cursor": page["next"]} if page["next"] else {}
    assert seen == [row.code for row in rows]
    later = program.get("appointments", updated_since=(at + timedelta(minutes=3)).isoformat()).json()
    assert [each["code"] for each in later["appointments"]] == [rows[6].code]


def test_nothing_of_an_appointment_says_who_comes(program: Program, operator: Operator) -> None:
    appointment = booked(operator)
    (told,) = program.get("appointments").json()["appointments"]
    assert set(told) == {
        "code", "version", "state", "place", "place_name", "room", "room_name", "station", "station_name",
        "reason", "reason_title", "practitioner", "starts_at", "ends_at", "because", "changed_at",
    }  # fmt: skip
    said = json.dumps(told)
    assert not any(secret in said for secret in (appointment.name, appointment.phone, "Moreau", "+336"))


def test_a_moment_that_is_only_kept_for_somebody_is_not_told(program: Program, operator: Operator) -> None:
    booked(operator, state=Appointment.State.OFFERED)
    assert program.get("appointments").json()["appointments"] == []


@pytest.mark.parametrize("cursor", ["", "nothing", "e30", "é", "Lg", "MS4x.."])
def test_a_cursor_that_is_none_is_refused(program: Program, cursor: str) -> None:
    assert program.get("appointments", cursor=cursor).status_code == 422


@given(st.datetimes(timezones=st.just(UTC)), st.integers(0, 10**12))
def test_a_cursor_is_read_as_it_was_written(moment: datetime, number: int) -> None:
    assert read_cursor(written_cursor(moment, number)) == (moment, number)


def test_a_cancellation_is_done_once_and_answered_as_often_as_it_is_asked(program: Program, operator: Operator) -> None:
    appointment = booked(operator)
    first = program.cancel(appointment.code)
    assert (first.status_code, first.json()["state"], first.json()["because"]) == (200, "cancelled", "practitioner")
    assert program.cancel(appointment.code).json() == first.json()
    assert Entry.objects.filter(verb="bookings.cancelled").count() == 1
    other = program.cancel(appointment.code, because="device")
    assert (other.status_code, "Idempotency-Key" in other.json()["detail"]) == (422, True)
    late = program.cancel(appointment.code, name="c-2")
    assert (late.status_code, late.headers["Content-Type"]) == (409, PROBLEM)
    assert Answered.objects.count() == 1


def test_what_could_not_be_done_may_be_asked_again(program: Program, operator: Operator) -> None:
    appointment = booked(operator)
    assert program.cancel(appointment.code, version=7).status_code == 409
    assert program.cancel(appointment.code, version=0).status_code == 200


@pytest.mark.parametrize(("said", "field"), [({"because": "person"}, "because"), ({"version": -1}, "version")])
def test_a_reason_that_is_not_theirs_is_refused(program: Program, operator: Operator, said: dict, field: str) -> None:
    refused = program.cancel(booked(operator).code, **said)
    assert (refused.status_code, refused.json()["detail"].startswith(f"{field}: ")) == (422, True)


def test_what_no_database_takes_is_refused_before_it(program: Program) -> None:
    assert program.cancel("A%00").status_code == 422
    assert program.send("post", "devices/S%00/state", {"state": "broken"}).status_code == 422
    assert program.send("post", "devices/S/state", {"state": "broken", "kind": "\0"}).status_code == 422
    assert program.get("appointments", updated_since="0001-01-01T00:00:00+14:00").status_code == 422


def test_a_request_has_a_name(program: Program, operator: Operator) -> None:
    refused = program.send("post", f"appointments/{booked(operator).code}/cancel", {"because": "practitioner"})
    assert (refused.status_code, "Idempotency-Key" in refused.json()["detail"]) == (422, True)


def test_a_device_is_down_and_back(program: Program, operator: Operator) -> None:
    path = f"devices/{operator.device.serial}/state"
    down = program.send("post", path, {"state": "broken"})
    assert down.json() == {"serial": operator.device.serial, "state": "broken", "changed": True}
    assert program.send("post", path, {"state": "broken"}).json()["changed"] is False
    operator.device.refresh_from_db()
    assert operator.device.state == "broken"
    assert program.send("post", path, {"state": "in-use"}).json()["changed"] is True
    assert program.send("post", path, {"state": "flying"}).status_code == 422


def test_two_devices_of_one_serial_number_are_told_apart_by_their_kind(program: Program, operator: Operator) -> None:
    a_device(operator.station.room.place, station=operator.station, serial=operator.device.serial, kind="scales")
    path = f"devices/{operator.device.serial}/state"
    assert program.send("post", path, {"state": "broken"}).status_code == 409
    assert program.send("post", path, {"state": "broken", "kind": "scales"}).status_code == 200
    operator.device.refresh_from_db()
    assert operator.device.state == "in-use"


def test_what_is_others_is_not_there(program: Program) -> None:
    other = an_operator()
    theirs = booked(other)
    assert program.get("appointments").json()["appointments"] == []
    listed = program.get("practitioners").json()["practitioners"]
    assert other.practitioner.pk not in [each["practitioner"] for each in listed]
    assert program.get("availabilities", practitioner=other.practitioner.pk).status_code == 404
    assert program.publish(other, []).status_code == 404
    assert program.cancel(theirs.code).status_code == 404
    assert program.send("post", f"devices/{other.device.serial}/state", {"state": "broken"}).status_code == 404
    theirs.refresh_from_db()
    assert theirs.state == "booked"


def test_who_keeps_a_place_reads_what_is_booked_there_and_cancels_nothing(operator: Operator, token: Token) -> None:
    appointment = booked(operator)
    place = Program(token(appointment.place.organisation))
    assert [each["code"] for each in place.get("appointments").json()["appointments"]] == [appointment.code]
    assert place.cancel(appointment.code).status_code == 404


def test_a_practitioner_who_left_is_not_published_for(program: Program, operator: Operator) -> None:
    left = a_practitioner(organisation=operator.organisation, left_at=timezone.now())
    assert program.get("availabilities", practitioner=left.pk).status_code == 404
