"""What waits is sent: claimed in a transaction of its own, then posted, then written down.

Who dies in between leaves a claim that nobody answers for, and the event is sent again under the same identifier: the
receiver knows it by that, and takes it once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from django.db import transaction
from django.db.models import Q, QuerySet

from ..models import Delivery, Endpoint
from ..network import UnsentError, post
from ..rules.addresses import UnfitAddressError, read_address
from ..rules.retries import LEASE, REST, is_gone, is_taken, wait_after
from ..rules.signing import signed_headers
from .endpoints import suspend

State, Fault = Delivery.State, Delivery.Fault


@dataclass(frozen=True)
class Outcome:
    """``status`` None: there was no answer, because of ``fault``."""

    status: int | None
    fault: str = ""


def send_next(*, now: datetime) -> Delivery | None:
    """Sends the event that is due for longest; None if none is. What became of it stands on its row."""
    delivery = _claim(now)
    if delivery is not None:
        _settle(delivery, _attempt(delivery, now=now), now=now)
    return delivery


def recover(*, now: datetime) -> int:
    """Takes back claims that nobody answers for; how many."""
    silent = Delivery.objects.filter(state=State.SENDING, claimed_at__lte=now - LEASE)
    return silent.update(state=State.WAITING, due_at=now, fault=Fault.INTERRUPTED)


def _claim(now: datetime) -> Delivery | None:
    """A plain read comes first: on SQLite a transaction locks out every other writer."""
    awake = Q(endpoint__rests_until=None) | Q(endpoint__rests_until__lte=now)
    due = Delivery.objects.filter(
        awake, state=State.WAITING, due_at__lte=now, endpoint__state=Endpoint.State.ACTIVE
    ).order_by("due_at", "pk")
    return _claim_first(due, now) if due.exists() else None


@transaction.atomic
def _claim_first(due: QuerySet[Delivery], now: datetime) -> Delivery | None:
    """The row is ours alone once this is committed, before anything leaves."""
    delivery = due.select_related("endpoint").select_for_update(skip_locked=True, of=("self",)).first()
    if delivery is not None:
        delivery.state, delivery.claim, delivery.claimed_at = State.SENDING, uuid4(), now
        delivery.attempts += 1
        delivery.save(update_fields=["state", "claim", "claimed_at", "attempts"])
    return delivery


def _attempt(delivery: Delivery, *, now: datetime) -> Outcome:
    endpoint = delivery.endpoint
    headers = signed_headers(identifier=delivery.identifier, at=now, body=delivery.body, secrets=endpoint.secrets(now))
    try:
        return Outcome(post(read_address(endpoint.address), delivery.body, headers))
    except UnsentError as error:
        return Outcome(None, error.fault)
    except UnfitAddressError:
        return Outcome(None, Fault.ADDRESS)


@transaction.atomic
def _settle(delivery: Delivery, outcome: Outcome, *, now: datetime) -> None:
    """Only the claim that is still in force is answered."""
    said = {"status": outcome.status, "fault": outcome.fault}
    wait = wait_after(delivery.attempts)
    gone = outcome.status is not None and is_gone(outcome.status)
    if outcome.status is not None and is_taken(outcome.status):
        said |= {"state": State.TAKEN, "ended_at": now}
    elif gone or wait is None:
        said |= {"state": State.GIVEN_UP, "ended_at": now}
    else:
        said |= {"state": State.WAITING, "due_at": now + wait}
    if Delivery.objects.filter(pk=delivery.pk, claim=delivery.claim, state=State.SENDING).update(**said):
        _note(delivery, said["state"], outcome, gone=gone, now=now)


def _note(delivery: Delivery, state: str, outcome: Outcome, *, gone: bool, now: datetime) -> None:
    """What it says of the endpoint."""
    endpoint = Endpoint.objects.select_for_update().get(pk=delivery.endpoint_id)
    if state == State.TAKEN:
        endpoint.taken_at, endpoint.rests_until = now, None
    elif outcome.fault:
        endpoint.rests_until = now + REST
    endpoint.save(update_fields=["taken_at", "rests_until"])
    if gone:
        suspend(endpoint=endpoint, because=Endpoint.Because.GONE, by=None, now=now)
    elif state == State.GIVEN_UP and (endpoint.taken_at is None or endpoint.taken_at < delivery.told_at):
        # One event that the software never takes says nothing against all others.
        suspend(endpoint=endpoint, because=Endpoint.Because.FAILING, by=None, now=now)
