"""Entries are made of what their records say: nothing in them is written by hand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import batched
from operator import attrgetter
from typing import Any

from django.db import transaction
from django.db.models import F

from maillage.engine.directory.merging import merged
from maillage.engine.sources.directory.card import FIELDS, Offer

from ..models import Entry, Record, Service
from ..rules.cards import of_plain
from .index import reindex, show

# So many at a time, however many there are.
PORTION = 1_000
SAID = tuple(name for name in FIELDS if name != "networks")
WRITTEN = (*SAID, "networks", "origins", "updated_on", "listed", "turns_with", "changed_at")
SERVED = ("key", "name", "description", "fees", "hours")
SERVED_LISTS = ("topics", "audiences", "languages", "conditions", "ways", "access")


@transaction.atomic
def follow(entries: Iterable[int], *, now: datetime, turns_with: int | None = None) -> None:
    """What these entries and their services say becomes what their live records say; one without any keeps what it
    said, and is listed no more. To be called in the transaction that changed records or moved them.

    ``turns_with``: the delivery at whose end (`turn`) those that are new or gone turn up or disappear; None: at once.
    """
    for some in batched(sorted(set(entries)), PORTION):
        _follow(some, now, turns_with)
        reindex(some, now=now)


@transaction.atomic
def turn(delivery: int, *, now: datetime) -> None:
    """What waited for the end of this delivery is listed from now on, or no longer."""
    Entry.objects.filter(turns_with=delivery).update(listed=~F("listed"), turns_with=None, changed_at=now)
    show(delivery, now=now)


def entry_of(record: Record, *, turns_with: int, now: datetime) -> Entry:
    """Of a new record alone, not saved: it says what the record says, and nobody sees it before the delivery ends."""
    entry = Entry(made_at=now, changed_at=now)
    said, _offers = _said(entry, [record])
    for name, value in (said | {"listed": False, "turns_with_id": turns_with}).items():
        setattr(entry, name, value)
    return entry


def _follow(numbers: Sequence[int], now: datetime, turns_with: int | None) -> None:
    records: dict[int, list[Record]] = defaultdict(list)
    live = Record.objects.filter(entry__in=numbers, gone_at=None).select_related("source")
    for record in live.order_by("source__rank", "source__slug", "key"):
        records[record.entry_id].append(record)
    changed: list[Entry] = []
    offers: dict[int, list[tuple[Record, Offer]]] = {}
    for entry in Entry.objects.filter(pk__in=numbers):
        said, offered = _said(entry, records[entry.pk])
        said["turns_with_id"] = None
        if turns_with and said["listed"] != entry.listed:
            said |= {"listed": entry.listed, "turns_with_id": turns_with}
        if records[entry.pk]:
            offers[entry.pk] = offered
        before = {name: getattr(entry, name) for name in said}
        if said != before:
            for name, value in said.items():
                setattr(entry, name, value)
            entry.changed_at = now
            changed.append(entry)
    # Rows that are there: an update of many would be a CASE of as many arms for each column.
    Entry.objects.bulk_create(
        changed, batch_size=PORTION, update_conflicts=True, unique_fields=["id"], update_fields=WRITTEN
    )
    _serve(offers)


def _said(entry: Entry, records: Sequence[Record]) -> tuple[dict[str, Any], list[tuple[Record, Offer]]]:
    """The columns of the entry, and what is offered there; an entry whose records are gone keeps what it said."""
    if not records:
        return {"listed": False}, []
    result = merged([(record.source.slug, of_plain(record.card)) for record in records])
    said = {name: getattr(result.card, name) for name in SAID}
    said |= {
        "kind": result.card.kind or "other",
        "networks": list(result.card.networks),
        "origins": result.origins,
        "updated_on": result.card.updated_on,
        "listed": entry.merged_into_id is None and not entry.unlisted_because,
    }
    for name in entry.struck:
        said[name] = Entry._meta.get_field(name).get_default()
        said["origins"].pop(name, None)
    return said, [(records[rank], offer) for rank, offer in result.offers]


def _serve(offers: dict[int, list[tuple[Record, Offer]]]) -> None:
    """Services that are still offered keep their number."""
    left: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    for service in Service.objects.filter(entry__in=list(offers)).order_by("pk"):
        left[_content(service)].append(service.pk)
    made = []
    for entry, several in offers.items():
        for record, offer in several:
            service = _service(entry, record, offer)
            same = left[_content(service)]
            if same:
                same.pop(0)
            else:
                made.append(service)
    Service.objects.filter(pk__in=[number for numbers in left.values() for number in numbers]).delete()
    Service.objects.bulk_create(made, batch_size=PORTION)


def _service(entry: int, record: Record, offer: Offer) -> Service:
    said = {name: getattr(offer, name) for name in SERVED} | {name: list(getattr(offer, name)) for name in SERVED_LISTS}
    return Service(entry_id=entry, record_id=record.pk, **said)


def _content(service: Service) -> tuple[Any, ...]:
    lists = (tuple(getattr(service, name)) for name in SERVED_LISTS)
    return (service.entry_id, service.record_id, *attrgetter(*SERVED)(service), *lists)
