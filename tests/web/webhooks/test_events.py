"""What happens is told with it or not at all, once, to whom wants it, and names nobody."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

import pytest
from django.db import transaction
from django.db.transaction import TransactionManagementError

from maillage.web.webhooks.actions import endpoints
from maillage.web.webhooks.actions.events import tell
from maillage.web.webhooks.models import Delivery, Endpoint
from maillage.web.webhooks.rules.events import EVENTS, PING, SUBSCRIBED, envelope

from ..given import NOW, an_organisation
from .conftest import BOOKED

Told = Callable[..., Endpoint]


def book(endpoint: Endpoint | None = None, key: str = "bookings.appointment:1:1", **said: object) -> None:
    organisation = None if endpoint is None else endpoint.organisation_id
    asked = {"event": "appointment.booked", "organisation": organisation, "data": BOOKED, "key": key, "now": NOW}
    tell(**asked | said)


def test_an_event_is_told_to_each_endpoint_that_wants_it(told: Told) -> None:
    wants = told()
    told(organisation=wants.organisation, address="https://partenaire.example/other", events=["device.down"])
    told()
    book(wants)
    (delivery,) = Delivery.objects.all()
    assert (delivery.endpoint, delivery.event, delivery.state) == (wants, "appointment.booked", "waiting")
    assert json.loads(delivery.body) == {
        "type": "appointment.booked",
        "timestamp": "2026-03-02T09:30:00Z",
        "data": BOOKED | {"starts_at": "2026-03-09T09:00:00Z", "ends_at": "2026-03-09T09:30:00Z"},
    }


def test_the_same_cause_tells_once_and_its_next_version_again(told: Told) -> None:
    endpoint = told()
    for key in ("bookings.appointment:1:1", "bookings.appointment:1:1", "bookings.appointment:1:2"):
        book(endpoint, key)
    assert endpoint.deliveries.count() == 2


def test_what_did_not_happen_is_not_told(told: Told) -> None:
    endpoint = told()
    with transaction.atomic():
        book(endpoint)
        transaction.set_rollback(True)
    assert not endpoint.deliveries.exists()


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_told() -> None:
    with pytest.raises(TransactionManagementError):
        book()


def test_nobody_is_told_where_nobody_listens(told: Told) -> None:
    book(None)
    book(None, organisation=an_organisation().pk)
    endpoint = told()
    endpoints.suspend(endpoint=endpoint, because="by-hand", by=None, now=NOW)
    book(endpoint)
    assert not Delivery.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("data", [BOOKED | {"name": "Marie Dupont"}, {"code": "K7M2P9QD"}, {}])
def test_data_that_are_not_those_of_the_table_are_refused_though_nobody_listens(data: dict) -> None:
    """What somebody adds by mistake does not leave, and does not wait for the first partner to be found."""
    with pytest.raises(ValueError, match="other data"):
        book(None, data=data)


def test_an_unknown_event_is_refused() -> None:
    with pytest.raises(KeyError):
        envelope("appointment.dreamt", {}, at=NOW)


def test_moments_are_told_in_universal_time() -> None:
    paris = datetime(2026, 7, 1, 12, 0, 59, 999, tzinfo=timezone(timedelta(hours=2)))
    said = envelope("device.down", dict.fromkeys(EVENTS["device.down"].fields) | {"at": paris}, at=NOW)
    assert json.loads(said)["data"]["at"] == "2026-07-01T10:00:59Z"
    assert datetime.fromisoformat(json.loads(said)["timestamp"]) == datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def test_no_event_has_a_field_for_a_person() -> None:
    names = {field for event in EVENTS.values() for field in event.fields}
    assert names.isdisjoint({"name", "phone", "email", "address", "person", "commune", "arrangements", "language"})


def test_a_trial_is_not_something_to_subscribe_to() -> None:
    assert {*SUBSCRIBED, PING} == set(EVENTS)
    assert PING not in SUBSCRIBED
