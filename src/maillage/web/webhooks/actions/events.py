"""What happens is told in the transaction in which it happens: both are kept, or neither."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime

from django.db import connection
from django.db.transaction import TransactionManagementError

from maillage.web.jobs.actions.queue import ask
from maillage.web.prepared import Prepared

from ..models import Delivery, Endpoint
from ..rules.events import Value, check, envelope

DELIVERER = "webhooks.deliver"
# All of them: a platform has a handful.
ACTIVE = Prepared(
    lambda: (
        Endpoint.objects.filter(state=Endpoint.State.ACTIVE).order_by("pk").values_list("pk", "organisation", "events")
    )
)


def tell(*, event: str, organisation: int | None, data: Mapping[str, Value], key: str, now: datetime) -> None:
    """Promises ``event`` to every endpoint of an organisation that wants it; nothing if there is none, or if it is
    suspended: what it missed, it reads from the API.

    ``event``: key of ``rules.events``, whose fields are those of ``data``. Moments are datetimes. ``key`` names the
    cause, such as ``"bookings.appointment:42:3"`` (its version): the same key of the same event tells once.

    Raises TransactionManagementError outside a transaction, KeyError for an unknown event, and ValueError for data that
    are not those of the event.
    """
    check(event, data)
    tell_whoever_wants(
        event=event, organisations=[] if organisation is None else [organisation], data=lambda: data, key=key, now=now
    )


def tell_whoever_wants(
    *, event: str, organisations: Collection[int], data: Callable[[], Mapping[str, Value]], key: str, now: datetime
) -> None:
    """The same, to all these organisations. Only if one of them listens is it asked for ``data``."""
    if not connection.in_atomic_block:
        raise TransactionManagementError("An event is told in the transaction of what causes it: open one first.")
    wanting = [number for number, whose, events in ACTIVE.ask() if whose in organisations and event in events]
    if wanting:
        promise(wanting, event=event, data=data(), key=key, now=now)


def promise(
    endpoints: Iterable[int], *, event: str, data: Mapping[str, Value], key: str, now: datetime
) -> list[Delivery]:
    """In the caller's transaction. ``endpoints``: their numbers."""
    body = envelope(event, data, at=now)
    rows = [
        Delivery(endpoint_id=endpoint, event=event, key=key, body=body, told_at=now, due_at=now)
        for endpoint in endpoints
    ]
    made = Delivery.objects.bulk_create(rows, ignore_conflicts=True)
    ask(DELIVERER, now=now)
    return made
