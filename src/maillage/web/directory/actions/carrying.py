"""What a delivery changes is carried out, or turned back: records first, then the entries that are made of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from django.db.models import QuerySet

from ..models import Change, Delivery, Entry, Record, Source
from ..rules.cards import digest, of_plain
from .entries import follow
from .matching import match

PORTION = 1_000
COLUMNS = ("card", "digest", "gone_at", "last_seen_at")


def carry_out(delivery: Delivery, *, now: datetime) -> None:
    """In the caller's transaction, which holds the source."""
    touched = [number for portion in _portions(delivery) for number in _carry(delivery, portion, now)]
    delivery.source.records.filter(gone_at=None).update(last_seen_at=now)
    # The records have it now.
    delivery.changes.update(after=None)
    follow(match(touched, now=now), now=now)


def turn_back(delivery: Delivery, *, now: datetime) -> None:
    """In the caller's transaction, which holds the source; nothing else changed its records meanwhile."""
    touched = [number for portion in _portions(delivery) for number in _turn(delivery, portion, now)]
    delivery.changes.all().delete()
    follow(match(touched, now=now), now=now)


def forget(source: Source, *, keep: Sequence[int]) -> None:
    """What older deliveries changed is not to be undone any more."""
    Change.objects.filter(delivery__source=source).exclude(delivery__in=keep).delete()


def _portions(delivery: Delivery) -> Iterator[list[Change]]:
    last = 0
    while portion := list(delivery.changes.filter(pk__gt=last).order_by("pk")[:PORTION]):
        yield portion
        last = portion[-1].pk


def _carry(delivery: Delivery, changes: Sequence[Change], now: datetime) -> list[int]:
    """Numbers of the records that changed."""
    records = _records(delivery, changes)
    for change in changes:
        if record := records.get(change.key):
            gone = change.kind == Change.Kind.GONE
            record.gone_at = now if gone else None
            if not gone:
                record.card, record.digest, record.last_seen_at = change.after, change.digest, now
    _save(records.values())
    made = _bring(delivery, [each for each in changes if each.key not in records], now)
    return [*(record.pk for record in records.values()), *made]


def _bring(delivery: Delivery, changes: Sequence[Change], now: datetime) -> list[int]:
    """Each new record stands under an entry of its own, until it is found to be the place of another."""
    entries = Entry.objects.bulk_create(
        [Entry(name=each.after["name"][:200], listed=False, made_at=now, changed_at=now) for each in changes],
        batch_size=PORTION,
    )
    records = [
        Record(
            source_id=delivery.source_id,
            key=change.key,
            entry=entry,
            card=change.after,
            digest=change.digest,
            first_seen_at=now,
            last_seen_at=now,
        )
        for change, entry in zip(changes, entries, strict=True)
    ]
    return [record.pk for record in Record.objects.bulk_create(records, batch_size=PORTION)]


def _turn(delivery: Delivery, changes: Sequence[Change], now: datetime) -> list[int]:
    records = _records(delivery, changes)
    for change in changes:
        record = records[change.key]
        record.gone_at = now if change.kind in {Change.Kind.NEW, Change.Kind.BACK} else None
        if change.before is not None:
            record.card, record.digest = change.before, digest(of_plain(change.before))
    _save(records.values())
    return [record.pk for record in records.values()]


def _records(delivery: Delivery, changes: Sequence[Change]) -> dict[str, Record]:
    found: QuerySet[Record] = delivery.source.records.filter(key__in=[each.key for each in changes])
    return {record.key: record for record in found}


def _save(records: Iterable[Record]) -> None:
    """Of those that are there."""
    Record.objects.bulk_create(
        records, batch_size=PORTION, update_conflicts=True, unique_fields=["id"], update_fields=COLUMNS
    )
