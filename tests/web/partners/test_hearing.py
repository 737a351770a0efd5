"""What partners' software tells: signed, lately, once, and of what is theirs."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from maillage.web.accounts.models import User
from maillage.web.bookings.models import Appointment
from maillage.web.places.models import DeviceEvent
from maillage.web.privacy.models import Entry
from maillage.web.webhooks.actions import sources
from maillage.web.webhooks.models import Received, Source
from maillage.web.webhooks.rules.signing import ID, SIGNATURE, TIMESTAMP, signed_headers

from .operator import Operator, an_operator, booked
from .program import AT, PROBLEM


@pytest.fixture
def source(operator: Operator, agent: User) -> Source:
    return sources.add(organisation=operator.organisation, name="Supervision", by=agent, now=timezone.now())


@pytest.fixture
def arriving(operator: Operator) -> Appointment:
    """Somebody is expected today."""
    return booked(operator, starts_at=timezone.now().replace(microsecond=0))


def told(source: Source, event: str, identifier: str = "evt-1", at: Any = None, **data: Any):
    """What it is answered."""
    body = json.dumps({"type": event, "timestamp": timezone.now().isoformat(), "data": data})
    headers = signed_headers(identifier=identifier, at=at or timezone.now(), body=body, secrets=[source.secret])
    return post(source, body, headers)


def post(source: Source, body: str | bytes, headers: dict[str, str]):
    address = f"{AT}sources/{source.number}/events"
    return Client().post(address, body, content_type="application/json", headers=headers)


def test_who_arrived_and_what_ended_is_noted(source: Source, arriving: Appointment) -> None:
    for number, (event, state) in enumerate([("appointment.arrived", "arrived"), ("appointment.ended", "done")]):
        answer = told(source, event, f"evt-{number}", code=arriving.code)
        assert (answer.status_code, answer.json()) == (200, {"status": "done"})
        arriving.refresh_from_db()
        assert arriving.state == state
    entry = Entry.objects.filter(verb="partners.heard").first()
    assert (entry.by_id, entry.subject) == (None, f"webhooks.received {Received.objects.get(identifier='evt-1').pk}")


def test_a_device_that_is_down_is_down_and_back(source: Source, operator: Operator) -> None:
    assert told(source, "device.down", "evt-1", serial=operator.device.serial).json() == {"status": "done"}
    operator.device.refresh_from_db()
    assert operator.device.state == "broken"
    assert told(source, "device.down", "evt-2", serial=operator.device.serial).json() == {"status": "nothing-to-do"}
    assert told(source, "device.back", "evt-3", serial=operator.device.serial).json() == {"status": "done"}
    assert list(DeviceEvent.objects.order_by("pk").values_list("kind", flat=True)) == ["down", "back"]


def test_the_same_message_again_does_nothing_twice(source: Source, arriving: Appointment) -> None:
    body = json.dumps({"type": "appointment.arrived", "data": {"code": arriving.code}})
    headers = signed_headers(identifier="evt-1", at=timezone.now(), body=body, secrets=[source.secret])
    assert [post(source, body, headers).json()["status"] for _ in range(3)] == ["done", "known", "known"]
    assert Entry.objects.filter(verb="bookings.arrived").count() == 1


def test_an_identifier_is_not_used_for_two_messages(source: Source, arriving: Appointment) -> None:
    told(source, "appointment.arrived", code=arriving.code)
    again = told(source, "appointment.ended", code=arriving.code)
    assert (again.status_code, again.headers["Content-Type"]) == (409, PROBLEM)
    assert "webhook-id" in again.json()["detail"]
    arriving.refresh_from_db()
    assert arriving.state == "arrived"


@pytest.mark.parametrize(("minutes", "said"), [(-6, "more than five minutes ago"), (6, "set your clock")])
def test_a_message_of_another_moment_is_refused(source: Source, arriving: Appointment, minutes: int, said: str) -> None:
    refused = told(source, "appointment.arrived", at=timezone.now() + timedelta(minutes=minutes), code=arriving.code)
    assert (refused.status_code, said in refused.json()["detail"]) == (403, True)
    arriving.refresh_from_db()
    assert arriving.state == "booked"


@pytest.mark.parametrize("left", [ID, TIMESTAMP, SIGNATURE])
def test_a_message_without_a_header_is_refused(source: Source, arriving: Appointment, left: str) -> None:
    body = json.dumps({"type": "appointment.arrived", "data": {"code": arriving.code}})
    headers = signed_headers(identifier="evt-1", at=timezone.now(), body=body, secrets=[source.secret])
    del headers[left]
    assert post(source, body, headers).status_code == 403


def test_what_somebody_else_signed_is_refused(source: Source, arriving: Appointment, agent: User) -> None:
    other = sources.add(organisation=source.organisation, name="Autre", by=agent, now=timezone.now())
    body = json.dumps({"type": "appointment.arrived", "data": {"code": arriving.code}})
    headers = signed_headers(identifier="evt-1", at=timezone.now(), body=body, secrets=[other.secret])
    assert post(source, body, headers).status_code == 403
    assert not Received.objects.exists()


def test_what_is_others_is_not_there_and_was_not_heard(source: Source) -> None:
    other = an_operator()
    for number, (event, data) in enumerate(
        [("appointment.arrived", {"code": booked(other).code}), ("device.down", {"serial": other.device.serial})]
    ):
        answer = told(source, event, f"evt-{number}", **data)
        assert (answer.status_code, answer.headers["Content-Type"]) == (404, PROBLEM)
    assert not Received.objects.exists()
    assert not Entry.objects.filter(verb="partners.heard").exists()


def test_what_cannot_be_yet_is_refused_in_english_and_may_come_again(source: Source, operator: Operator) -> None:
    tomorrow = booked(operator, starts_at=timezone.now() + timedelta(days=2))
    refused = told(source, "appointment.arrived", code=tomorrow.code)
    assert refused.status_code == 409
    assert "too early" in refused.json()["detail"]
    tomorrow.starts_at, tomorrow.ends_at = timezone.now(), timezone.now() + timedelta(minutes=30)
    tomorrow.save()
    assert told(source, "appointment.arrived", code=tomorrow.code).json() == {"status": "done"}


@pytest.mark.parametrize(
    ("event", "data", "said"),
    [
        ("appointment.booked", {"code": "X"}, "type: one of appointment.arrived"),
        ("nothing", {}, "type: one of"),
        ("appointment.arrived", {}, "data.code: a text"),
        ("appointment.arrived", {"code": 3}, "data.code: a text"),
        ("appointment.arrived", {"code": "\0"}, "data.code: a text"),
        ("device\0down", {}, "A message is an object"),
        ("device.down", {"serial": "S" * 61}, "data.serial: a text"),
    ],
)
def test_what_partners_do_not_tell_is_refused(source: Source, event: str, data: dict, said: str) -> None:
    refused = told(source, event, **data)
    assert (refused.status_code, said in refused.json()["detail"]) == (422, True)
    assert not Received.objects.exists()


@pytest.mark.parametrize("body", ["", "[]", "{", '{"type": "device.down"}', "1"])
def test_a_body_that_is_no_message_is_refused(source: Source, body: str) -> None:
    headers = signed_headers(identifier="evt-1", at=timezone.now(), body=body, secrets=[source.secret])
    refused = post(source, body, headers)
    assert (refused.status_code, refused.headers["Content-Type"]) == (422, PROBLEM)


def test_a_closed_source_and_one_that_never_was_are_heard_no_more(source: Source, agent: User) -> None:
    sources.close(source=source, by=agent, now=timezone.now())
    assert told(source, "device.down", serial="S1").status_code == 404
    source.number = "6f1d7f4e-0000-4000-8000-000000000000"
    assert told(source, "device.down", serial="S1").status_code == 404
    source.number = "nothing"
    assert told(source, "device.down", serial="S1").status_code == 422


def test_an_endless_message_is_not_read(source: Source) -> None:
    assert post(source, "x" * 65_537, {}).status_code == 413


def test_a_message_that_we_signed_cannot_be_sent_back(
    source: Source, arriving: Appointment, told_back: Callable[[], dict[str, str]]
) -> None:
    """An event of ours is signed with the secret of an endpoint, never with that of a source."""
    headers = told_back()
    body = json.dumps({"type": "appointment.arrived", "data": {"code": arriving.code}})
    assert post(source, body, headers).status_code == 403


@pytest.fixture
def told_back(operator: Operator, agent: User, arriving: Appointment) -> Callable[[], dict[str, str]]:
    from maillage.web.webhooks.actions import endpoints

    def signed() -> dict[str, str]:
        endpoint = endpoints.add(
            organisation=operator.organisation,
            address="https://partenaire.example/hooks",
            contact="astreinte@partenaire.example",
            events=["appointment.arrived"],
            by=agent,
            now=timezone.now(),
        )
        body = json.dumps({"type": "appointment.arrived", "data": {"code": arriving.code}})
        return signed_headers(identifier="msg_1", at=timezone.now(), body=body, secrets=[endpoint.secret])

    return signed
