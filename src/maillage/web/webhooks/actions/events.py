"""What happens is told in the transaction in which it happens: both are kept, or neither."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import connection
from django.db.transaction import TransactionManagementError

from maillage.web.jobs.actions.queue import ask

from ..models import Delivery, Endpoint
from ..rules.events import Value, check, envelope

DELIVERER = "webhooks.deliver"


def tell(*, event: str, organisation: int | None, data: Mapping[str, Value], key: str, now: datetime) -> None:
    """Promises ``event`` to every endpoint of an organisation that wants it; nothing if there is none, or if it is
    suspended: what it missed, it reads from the API.

    ``event``: key of ``rules.events``, whose fields are those of ``data``. Moments are datetimes. ``key`` names the
    cause, such as ``"bookings.appointment:42:3"`` (its version): the same key of the same event tells once.

    Raises TransactionManagementError outside a transaction, KeyError for an unknown event, and ValueError for data that
    are not those of the event.
    """
    if not connection.in_atomic_block:
        raise TransactionManagementError("An event is told in the transaction of what causes it: open one first.")
    check(event, data)
    if organisation is None:
        return
    active = Endpoint.objects.filter(organisation=organisation, state=Endpoint.State.ACTIVE).order_by("pk")
    wanting = [endpoint for endpoint in active if event in endpoint.events]
    if wanting:
        promise(wanting, event=event, data=data, key=key, now=now)


def promise(
    endpoints: list[Endpoint], *, event: str, data: Mapping[str, Value], key: str, now: datetime
) -> list[Delivery]:
    """In the caller's transaction."""
    body = envelope(event, data, at=now)
    rows = [
        Delivery(endpoint=endpoint, event=event, key=key, body=body, told_at=now, due_at=now) for endpoint in endpoints
    ]
    made = Delivery.objects.bulk_create(rows, ignore_conflicts=True)
    ask(DELIVERER, now=now)
    return made
