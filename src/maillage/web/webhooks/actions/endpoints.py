"""Software of partners that is told: added, changed, suspended, resumed, tried out, removed."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import uuid4

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from maillage.web.accounts.models import Organisation
from maillage.web.jobs.actions.queue import ask
from maillage.web.messages.actions import outbox
from maillage.web.messages.rules.recipient import Recipient
from maillage.web.privacy.actions import journal

from ..models import Delivery, Endpoint
from ..rules.events import PING
from .events import DELIVERER, promise
from .secrets import new_secret, renew


@transaction.atomic
def add(
    *,
    organisation: Organisation,
    address: str,
    contact: str,
    events: Collection[str],
    by: AbstractBaseUser,
    now: datetime,
) -> Endpoint:
    """Its secret is to be shown now, and never again. Raises ValidationError for an address that is told already."""
    endpoint = Endpoint(
        organisation=organisation,
        address=address,
        contact=contact,
        events=list(events),
        secret=new_secret(),
        since=now,
    )
    endpoint.full_clean()
    endpoint.save()
    said = ["organisation", "address", "contact", "events"]
    journal.record(verb="webhooks.endpoint_added", subject=endpoint, by=by, now=now, fields=said)
    return endpoint


@transaction.atomic
def change(
    *, endpoint: Endpoint, address: str, contact: str, events: Collection[str], by: AbstractBaseUser, now: datetime
) -> None:
    """Raises ValidationError for an address that is told already."""
    endpoint.address, endpoint.contact, endpoint.events = address, contact, list(events)
    endpoint.full_clean()
    endpoint.save(update_fields=["address", "contact", "events"])
    said = ["address", "contact", "events"]
    journal.record(verb="webhooks.endpoint_changed", subject=endpoint, by=by, now=now, fields=said)


@transaction.atomic
def renew_secret(*, endpoint: Endpoint, by: AbstractBaseUser, now: datetime) -> None:
    """For a day, what leaves is signed with both."""
    renew(endpoint, now=now)
    journal.record(verb="webhooks.secret_renewed", subject=endpoint, by=by, now=now, fields=["secret"])


@transaction.atomic
def suspend(*, endpoint: Endpoint, because: str, by: AbstractBaseUser | None, now: datetime) -> None:
    """Nothing leaves any more, and what happens meanwhile is not kept for it. Who looks after it is told, unless they
    asked for it."""
    if not endpoint.is_active:
        return
    endpoint.state, endpoint.because, endpoint.suspended_at = Endpoint.State.SUSPENDED, because, now
    endpoint.save(update_fields=["state", "because", "suspended_at"])
    if because != Endpoint.Because.BY_HAND and endpoint.contact:
        _warn(endpoint, now)
    journal.record(verb="webhooks.suspended", subject=endpoint, by=by, now=now, why=because)


@transaction.atomic
def resume(*, endpoint: Endpoint, by: AbstractBaseUser, now: datetime) -> None:
    """What still waits leaves at once, with all its attempts."""
    if endpoint.is_active:
        return
    endpoint.state, endpoint.because, endpoint.suspended_at = Endpoint.State.ACTIVE, "", None
    endpoint.rests_until = None
    endpoint.save(update_fields=["state", "because", "suspended_at", "rests_until"])
    endpoint.deliveries.filter(state=Delivery.State.WAITING).update(due_at=now, attempts=0)
    ask(DELIVERER, now=now)
    journal.record(verb="webhooks.resumed", subject=endpoint, by=by, now=now)


@transaction.atomic
def try_out(*, endpoint: Endpoint, by: AbstractBaseUser, now: datetime) -> None:
    """A ping, whatever events it wants."""
    promise([endpoint.pk], event=PING, data={}, key=f"ping:{uuid4().hex}", now=now)
    journal.record(verb="webhooks.tried", subject=endpoint, by=by, now=now)


@transaction.atomic
def send_again(*, delivery: Delivery, by: AbstractBaseUser, now: datetime) -> bool:
    """One that was taken or given up, under the identifier that it had; False if it is on its way."""
    ended = Delivery.objects.filter(pk=delivery.pk, ended_at__isnull=False)
    if not ended.update(state=Delivery.State.WAITING, due_at=now, attempts=0, ended_at=None, status=None, fault=""):
        return False
    ask(DELIVERER, now=now)
    journal.record(verb="webhooks.resent", subject=delivery, by=by, now=now)
    return True


@transaction.atomic
def remove(*, endpoint: Endpoint, by: AbstractBaseUser, now: datetime) -> None:
    """With its secret, and what waits for it."""
    journal.record(verb="webhooks.endpoint_removed", subject=endpoint, by=by, now=now)
    endpoint.delete()


def _warn(endpoint: Endpoint, now: datetime) -> None:
    outbox.send(
        template="webhooks/suspended",
        to=Recipient(name=endpoint.organisation.name, email=endpoint.contact),
        words={"organisation": endpoint.organisation.name, "address": str(endpoint), "because": endpoint.because},
        key=f"webhooks.endpoint:{endpoint.pk}:{now.isoformat()}",
        by=None,
        now=now,
    )
