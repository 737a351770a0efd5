"""Files of sources: received, decided about, undone. A job goes on with them (:mod:`.deliveries`)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from django.db import transaction

from maillage.engine.errors import SourceError
from maillage.engine.sources.directory import shipped
from maillage.engine.sources.directory.registry import form_of
from maillage.web.accounts.models import User
from maillage.web.jobs.actions import queue
from maillage.web.privacy.actions import journal

from ..models import Delivery, Source, store
from ..queries.sources import last_applied
from ..rules.deliveries import OPEN, DeliveryError
from .allowed import MANAGE, require
from .sources import declare

READER = "directory.read_delivery"
State = Delivery.State


def receive(
    *, source: Source | None, file: Iterable[bytes], name: str, by: User | None, now: datetime, title: str = ""
) -> Delivery:
    """Keeps the file, and has it read. ``source`` None: the one of its form, or a new one if there is none, or if a
    ``title`` is given. ``by`` None: the machine. Raises PermissionDenied and DeliveryError."""
    require(by, MANAGE)
    arrived, sha256 = store.put_down(file, name)
    try:
        form = _form_of(arrived)
        with transaction.atomic():
            meant = source or _source_of(form, title, by, now)
            if meant.form != form:
                raise DeliveryError("other-form")
            made = _take_in(meant, Delivery(file_name=name[-200:], sha256=sha256), by, now)
            arrived.rename(store.file_of(made))
        return made
    finally:
        arrived.unlink(missing_ok=True)


@transaction.atomic
def receive_shipped(*, form: str, by: User | None, now: datetime) -> Delivery:
    """The list of this form that ships with the software: no file is needed. Raises PermissionDenied and
    DeliveryError."""
    require(by, MANAGE)
    source = _source_of(form, "", by, now)
    return _take_in(source, Delivery(file_name="", sha256="", vintage=shipped.vintage(form)), by, now)


@transaction.atomic
def apply(*, delivery: Delivery, by: User, now: datetime) -> None:
    """What was held is to be taken over all the same. Raises PermissionDenied and DeliveryError."""
    held = _hold(delivery, by)
    if held.state != State.HELD:
        raise DeliveryError("not-held")
    take_over(delivery=held, by=by, now=now)
    queue.ask(READER, held.pk, now=now)


@transaction.atomic
def refuse(*, delivery: Delivery, by: User, now: datetime) -> None:
    """What was held is put aside: nothing of it remains but that it came. Raises PermissionDenied and DeliveryError."""
    held = _hold(delivery, by)
    if held.state != State.HELD:
        raise DeliveryError("not-held")
    held.changes.all().delete()
    held.ended_at = now
    _decide(held, State.REFUSED, by)
    journal.record(verb="directory.delivery_refused", subject=held, by=by, now=now)


@transaction.atomic
def undo(*, delivery: Delivery, by: User, now: datetime) -> None:
    """The source is to say again what it said before this file, the last that was taken over. What it brought is gone
    then, not deleted: a file that brings it again finds its entry, under its old address. Raises PermissionDenied and
    DeliveryError."""
    held = _hold(delivery, by)
    if held.source.deliveries.filter(state__in=OPEN).exists():
        raise DeliveryError("busy")
    if held != last_applied(held.source):
        raise DeliveryError("not-last")
    if not held.changes.exists() and changes_something(held):
        raise DeliveryError("forgotten")
    _decide(held, State.UNDOING, by)
    queue.ask(READER, held.pk, now=now)
    journal.record(verb="directory.delivery_undone", subject=held, by=by, now=now)


def take_over(*, delivery: Delivery, by: User | None, now: datetime) -> None:
    """It is decided. In the caller's transaction, which holds the source."""
    _decide(delivery, State.TAKING, by)
    journal.record(verb="directory.delivery_applied", subject=delivery, by=by, now=now)


def changes_something(delivery: Delivery) -> bool:
    return any(delivery.counts.get(name) for name in ("new", "changed", "gone"))


def hold_source(number: int) -> Source:
    """No other delivery of it goes on until this transaction ends."""
    return Source.objects.select_for_update().get(pk=number)


def say_vintage(source: Source) -> None:
    last = last_applied(source)
    source.vintage = last.vintage if last else ""
    source.save(update_fields=["vintage"])


def _form_of(arrived: Path) -> str:
    if not arrived.stat().st_size:
        raise DeliveryError("empty")
    try:
        return form_of(arrived)
    except SourceError:
        raise DeliveryError("unknown-form") from None


def _source_of(form: str, title: str, by: User | None, now: datetime) -> Source:
    known = None if title else Source.objects.filter(form=form).order_by("rank", "slug").first()
    return known or declare(form=form, title=title, by=by, now=now)


def _take_in(source: Source, made: Delivery, by: User | None, now: datetime) -> Delivery:
    held = hold_source(source.pk)
    if held.deliveries.filter(state__in=OPEN).exists():
        raise DeliveryError("busy")
    made.source, made.received_by, made.received_at = held, by, now
    made.save(force_insert=True)
    queue.ask(READER, made.pk, now=now)
    journal.record(verb="directory.delivery_received", subject=made, by=by, now=now)
    return made


def _hold(delivery: Delivery, by: User) -> Delivery:
    """As it is now."""
    require(by, MANAGE)
    source = hold_source(delivery.source_id)
    held = Delivery.objects.get(pk=delivery.pk)
    held.source = source
    return held


def _decide(delivery: Delivery, state: Delivery.State, by: User | None) -> None:
    """Whatever follows begins at its beginning."""
    for step in ("carried", "followed"):
        delivery.counts.pop(step, None)
    delivery.state, delivery.decided_by = state, by
    delivery.save(update_fields=["state", "decided_by", "ended_at", "counts"])
