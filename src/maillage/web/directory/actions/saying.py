"""What a person says of a place becomes what their source says of it: the other sources stay underneath."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.utils.timezone import localdate

from maillage.engine.sources.directory.card import Card, Offer

from ..models import Entry, Record, Source
from ..rules.cards import digest, of_plain, to_plain
from .entries import follow


def say(
    entry: Entry, source: Source, changed: Mapping[str, Any], *, now: datetime, offer: Offer | None = None
) -> Record:
    """``changed``: fields of a card; an empty one is struck off, whoever else fills it. ``offer``: what is helped with
    there beside what lists say; None leaves it as it was. In the caller's transaction, which holds the entry."""
    record = said_by(source, entry)
    card = of_plain(record.card) if record else Card(key=str(entry.pk), name="")
    card = replace(card, **changed, updated_on=localdate(now))
    if offer is not None:
        card = replace(card, offers=() if offer == Offer() else (offer,))
    record = _write(record, card, entry, source, now)
    _strike(entry, changed)
    follow([entry.pk], now=now)
    return record


def said_by(source: Source, entry: Entry) -> Record | None:
    """The first, if a merge brought several together."""
    return Record.objects.filter(source=source, entry=entry, gone_at=None).order_by("pk").first()


def hold_entry(number: int) -> Entry:
    """As it is; nobody else changes it until this transaction ends."""
    return Entry.objects.select_for_update(of=("self",)).select_related("resource_person").get(pk=number)


def _write(record: Record | None, card: Card, entry: Entry, source: Source, now: datetime) -> Record:
    said = {"card": to_plain(card), "digest": digest(card), "last_seen_at": now, "gone_at": None}
    if record is not None:
        Record.objects.filter(pk=record.pk).update(**said)
        return record
    # What was said of it once and is gone stands under the same key.
    start = {"entry": entry, "first_seen_at": now}
    return Record.objects.update_or_create(source=source, key=card.key, defaults=said, create_defaults=said | start)[0]


def _strike(entry: Entry, changed: Mapping[str, Any]) -> None:
    emptied = {name for name, value in changed.items() if value in ("", None)}
    struck = sorted((set(entry.struck) - changed.keys()) | emptied)
    if struck != entry.struck:
        entry.struck = struck
        entry.save(update_fields=["struck"])
