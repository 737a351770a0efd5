"""What a delivery changes is carried into the records, or out of them again, portion by portion."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import batched

from django.db.models import QuerySet

from ..models import Change, Delivery, Entry, Record, Source
from ..rules.cards import digest, of_plain
from .entries import entry_of
from .turns import advancing, in_turns

PORTION = 250
# Of rows that are only marked, or deleted.
MANY = 5_000
COLUMNS = ("card", "digest", "gone_at", "last_seen_at")
# So many files of a source can be undone, one after the other.
UNDOABLE = 3


def carry(delivery: Delivery, *, now: datetime) -> None:
    """From where it was left. Nothing else changes records of its source meanwhile: it has one open delivery."""
    way = _turn if delivery.state == Delivery.State.UNDOING else _carry
    for changes in in_turns(_portions(delivery)):
        with advancing(delivery):
            way(delivery, changes, now)
            delivery.counts["carried"] = changes[-1].pk


def touched(delivery: Delivery) -> list[int]:
    """Numbers of the records that it changes, in order."""
    found = delivery.source.records.filter(key__in=delivery.changes.values("key"))
    return sorted(found.values_list("pk", flat=True))


def see(source: Source, *, now: datetime) -> None:
    """What its list has today, it has been seen to have."""
    live = source.records.filter(gone_at=None).order_by("pk").values_list("pk", flat=True)
    for some in in_turns(batched(list(live), MANY)):
        Record.objects.filter(pk__in=some).update(last_seen_at=now)


def forget(source: Source) -> None:
    """What older deliveries changed is not to be undone any more."""
    kept = source.deliveries.filter(state=Delivery.State.APPLIED).values_list("pk", flat=True)[:UNDOABLE]
    old = Change.objects.filter(delivery__source=source).exclude(delivery__in=list(kept))
    for some in in_turns(batched(list(old.order_by("pk").values_list("pk", flat=True)), MANY)):
        Change.objects.filter(pk__in=some).delete()


def _portions(delivery: Delivery) -> Iterator[list[Change]]:
    last = delivery.counts.get("carried", 0)
    while portion := list(delivery.changes.filter(pk__gt=last).order_by("pk")[:PORTION]):
        yield portion
        last = portion[-1].pk


def _carry(delivery: Delivery, changes: Sequence[Change], now: datetime) -> None:
    records = _records(delivery, changes)
    for change in changes:
        if record := records.get(change.key):
            gone = change.kind == Change.Kind.GONE
            record.gone_at = now if gone else None
            if not gone:
                record.card, record.digest, record.last_seen_at = change.after, change.digest, now
    _save(records.values())
    _bring(delivery, [each for each in changes if each.key not in records], now)
    # The records have it now.
    Change.objects.filter(pk__in=[each.pk for each in changes]).update(after=None)


def _bring(delivery: Delivery, changes: Sequence[Change], now: datetime) -> None:
    """Each new record stands under an entry of its own, until it is found to be the place of another."""
    records = [
        Record(
            source=delivery.source,
            key=change.key,
            card=change.after,
            digest=change.digest,
            first_seen_at=now,
            last_seen_at=now,
        )
        for change in changes
    ]
    entries = Entry.objects.bulk_create([entry_of(record, turns_with=delivery.pk, now=now) for record in records])
    for record, entry in zip(records, entries, strict=True):
        record.entry = entry
    Record.objects.bulk_create(records)


def _turn(delivery: Delivery, changes: Sequence[Change], now: datetime) -> None:
    records = _records(delivery, changes)
    for change in changes:
        record = records[change.key]
        record.gone_at = now if change.kind in {Change.Kind.NEW, Change.Kind.BACK} else None
        if change.before is not None:
            record.card, record.digest = change.before, digest(of_plain(change.before))
    _save(records.values())


def _records(delivery: Delivery, changes: Sequence[Change]) -> dict[str, Record]:
    found: QuerySet[Record] = delivery.source.records.filter(key__in=[each.key for each in changes])
    return {record.key: record for record in found}


def _save(records: Iterable[Record]) -> None:
    """Of those that are there."""
    Record.objects.bulk_create(records, update_conflicts=True, unique_fields=["id"], update_fields=COLUMNS)
