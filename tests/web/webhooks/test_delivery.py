"""What is promised leaves until it is taken, under one identifier, and nobody waits behind software that is down."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from maillage.web.accounts.models import User
from maillage.web.messages.models import Message
from maillage.web.privacy.models import Entry
from maillage.web.webhooks.actions import delivery as deliveries
from maillage.web.webhooks.actions import endpoints
from maillage.web.webhooks.actions.delivery import recover, send_next
from maillage.web.webhooks.actions.events import promise
from maillage.web.webhooks.models import Delivery, Endpoint
from maillage.web.webhooks.network import UnsentError
from maillage.web.webhooks.rules.retries import LEASE, OVERLAP, REST, WAITS

from ..given import NOW
from .conftest import BOOKED
from .receiver import Receiver

Told = Callable[..., Endpoint]


class Killed(BaseException):
    """The process ends here: nothing after it runs."""


def promised(endpoint: Endpoint, key: str = "1", now=NOW) -> Delivery:
    promise([endpoint.pk], event="appointment.booked", data=BOOKED, key=key, now=now)
    return Delivery.objects.get(endpoint=endpoint, key=key)


def standing(delivery: Delivery) -> tuple[str, int | None, str]:
    delivery.refresh_from_db()
    return delivery.state, delivery.status, delivery.fault


@pytest.fixture
def line(monkeypatch: pytest.MonkeyPatch) -> list:
    """Instead of the network: what each attempt meets, the last of it for ever. A status, a fault, or an end."""
    meets: list = [204]

    def post(address, body, headers) -> int:
        met = meets.pop(0) if len(meets) > 1 else meets[0]
        if isinstance(met, type):
            raise met
        if isinstance(met, str):
            raise UnsentError(met)
        return met

    monkeypatch.setattr(deliveries, "post", post)
    return meets


def test_an_event_arrives_signed_and_whole(listener: Endpoint, receiver: Receiver) -> None:
    delivery = promised(listener)
    assert send_next(now=timezone.now()) == delivery
    assert standing(delivery) == ("taken", 204, "")
    assert receiver.taken[delivery.identifier] == json.loads(delivery.body)
    listener.refresh_from_db()
    assert listener.taken_at is not None


def test_a_second_copy_has_the_identifier_of_the_first(
    listener: Endpoint, receiver: Receiver, agent: User, run_jobs: Callable[[], list[str]]
) -> None:
    """Taken, but the answer was lost: the receiver knows it by its identifier."""
    receiver.fault = "503"
    delivery = promised(listener, now=timezone.now())
    run_jobs()
    assert standing(delivery) == ("waiting", 503, "")
    receiver.fault = ""
    for _ in range(2):
        delivery.refresh_from_db()
        send_next(now=max(timezone.now(), delivery.due_at)) or endpoints.send_again(
            delivery=delivery, by=agent, now=timezone.now()
        )
    run_jobs()
    assert {each["webhook-id"] for each in receiver.asked} == {delivery.identifier}
    assert len(receiver.asked) > len(receiver.taken) == 1


def test_while_a_secret_is_replaced_the_receiver_may_know_either(
    listener: Endpoint, receiver: Receiver, agent: User
) -> None:
    now = timezone.now()
    endpoints.renew_secret(endpoint=listener, by=agent, now=now)
    delivery = promised(listener)
    send_next(now=now)
    assert standing(delivery)[0] == "taken"
    receiver.secret = listener.secret
    assert listener.secrets(now + OVERLAP) == [listener.secret]
    endpoints.send_again(delivery=delivery, by=agent, now=now)
    send_next(now=now)
    assert standing(delivery)[0] == "taken"


def test_what_is_not_taken_is_sent_again_for_three_days_then_the_endpoint_is_suspended(told: Told, line: list) -> None:
    line[:] = [500]
    endpoint, now, waits = told(), NOW, []
    delivery = promised(endpoint)
    while send_next(now=now) and standing(delivery)[0] == "waiting":
        assert send_next(now=delivery.due_at - timedelta(seconds=1)) is None
        waits.append(delivery.due_at - now)
        now = delivery.due_at
    assert tuple(waits) == WAITS
    assert timedelta(days=2, hours=12) < now - NOW <= timedelta(days=3)
    assert standing(delivery) == ("given-up", 500, "")
    endpoint.refresh_from_db()
    assert (endpoint.state, endpoint.because, endpoint.suspended_at) == ("suspended", "failing", now)
    (message,) = Message.objects.all()
    assert message.email == "astreinte@partenaire.example"
    assert endpoint.organisation.name in message.subject
    assert "https://partenaire.example/hooks" in message.text
    entry = Entry.objects.get(verb="webhooks.suspended")
    assert (entry.by_id, entry.why) == (None, "failing")


def test_one_event_that_is_never_taken_says_nothing_against_the_others(told: Told, line: list) -> None:
    endpoint, now = told(), NOW
    poison = promised(endpoint)
    line[:] = [422]
    for wait in WAITS:
        send_next(now=now)
        now += wait
    line[:] = [204]
    other = promised(endpoint, key="2", now=now - timedelta(days=1))
    Delivery.objects.filter(pk=poison.pk).update(due_at=now + timedelta(seconds=1))
    send_next(now=now)
    line[:] = [422]
    send_next(now=now + timedelta(seconds=1))
    assert (standing(poison)[0], standing(other)[0]) == ("given-up", "taken")
    endpoint.refresh_from_db()
    assert endpoint.is_active


def test_software_that_says_it_is_gone_is_left_alone_at_once(told: Told, line: list) -> None:
    line[:] = [410]
    endpoint = told()
    delivery, next_one = promised(endpoint), promised(endpoint, key="2")
    assert send_next(now=NOW) == delivery
    assert send_next(now=NOW) is None
    endpoint.refresh_from_db()
    assert (endpoint.state, endpoint.because) == ("suspended", "gone")
    assert (standing(delivery)[0], standing(next_one)[0]) == ("given-up", "waiting")
    assert "410" in Message.objects.get().text


def test_nobody_waits_behind_software_that_is_down(told: Told, line: list) -> None:
    line[:] = ["unreachable", 204]
    down, up = told(), told()
    first, second, other = promised(down), promised(down, key="2"), promised(up)
    assert [send_next(now=NOW), send_next(now=NOW), send_next(now=NOW)] == [first, other, None]
    assert standing(first) == ("waiting", None, "unreachable")
    assert send_next(now=NOW + REST) == first or standing(second)[0] == "taken"
    down.refresh_from_db()
    assert down.rests_until is None


@pytest.mark.parametrize("status", [301, 302, 307, 308, 304, 400, 404, 429, 500, 503])
def test_only_a_yes_is_a_yes(told: Told, line: list, status: int) -> None:
    line[:] = [status]
    delivery = promised(told())
    send_next(now=NOW)
    assert standing(delivery) == ("waiting", status, "")


def test_a_process_that_dies_leaves_nothing_behind_for_ever(told: Told, line: list) -> None:
    line[:] = [Killed, 204]
    delivery = promised(told())
    with pytest.raises(Killed):
        send_next(now=NOW)
    assert standing(delivery)[0] == "sending"
    assert send_next(now=NOW + LEASE) is None
    assert recover(now=NOW + LEASE - timedelta(seconds=1)) == 0
    assert recover(now=NOW + LEASE) == 1
    send_next(now=NOW + LEASE)
    assert standing(delivery) == ("taken", 204, "")


def test_only_the_claim_in_force_says_what_became_of_it(told: Told, line: list, monkeypatch) -> None:
    delivery = promised(told())

    def slow(*_: object) -> int:
        """Meanwhile its claim was given up and another process took it."""
        Delivery.objects.filter(pk=delivery.pk).update(claim="00000000-0000-4000-8000-000000000000")
        return 204

    monkeypatch.setattr(deliveries, "post", slow)
    send_next(now=NOW)
    assert standing(delivery)[0] == "sending"


def test_what_waited_for_a_suspended_endpoint_leaves_when_it_is_resumed(told: Told, line: list, agent: User) -> None:
    endpoint = told()
    delivery = promised(endpoint)
    endpoints.suspend(endpoint=endpoint, because="by-hand", by=agent, now=NOW)
    assert send_next(now=NOW) is None
    assert not Message.objects.exists()
    endpoints.resume(endpoint=endpoint, by=agent, now=NOW)
    assert send_next(now=NOW) == delivery


def test_an_endpoint_that_is_removed_takes_with_it_what_waited(told: Told, line: list, agent: User) -> None:
    endpoint = told()
    promised(endpoint)
    endpoints.remove(endpoint=endpoint, by=agent, now=NOW)
    assert send_next(now=NOW) is None
    assert list(Entry.objects.filter(verb__startswith="webhooks.").values_list("verb", flat=True)) == [
        "webhooks.endpoint_removed",
        "webhooks.endpoint_added",
    ]


def test_a_secret_stands_nowhere_in_plain(told: Told) -> None:
    from django.db import connection

    endpoint = told()
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM webhooks_endpoint")
        assert endpoint.secret not in str(cursor.fetchall())
    assert not Entry.objects.filter(why__contains=endpoint.secret).exists()
