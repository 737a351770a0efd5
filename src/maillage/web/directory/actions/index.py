"""What is searched follows the entries."""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import batched

from django.db import transaction
from django.db.models import Q

from maillage.web.bookings.queries.travel import density_of

from ..models import Entry, Indexed, Revision, Service
from ..queries.communes import communes_known
from ..rules.documents import Commune, Document, document_of

# Entries that are read and written together.
PORTION = 1_000
# How far a number leaps: what was taken back is not met again.
LEAP = 1 << 32
# Whoever has not looked for longer reads everything anew.
KEPT = timedelta(days=7)
ENTRY_COLUMNS = (
    "pk", "name", "kind", "person", "city", "postcode", "commune", "address", "description", "networks", "lat", "lon",
    "hours", "step_free", "resource_person_id",
)  # fmt: skip
SERVICE_COLUMNS = (
    "pk", "entry_id", "name", "description", "topics", "audiences", "conditions", "languages", "ways", "fees",
)  # fmt: skip
EMPTY = {name: value for name, value in Document(entry=0)._asdict().items() if name != "entry"}
REWRITTEN = tuple(name for name in ("revision", "resource_person", *Document._fields) if name != "entry")


def reindex(entry_ids: Iterable[int], *, now: datetime) -> None:
    """To be called in the transaction that changed these entries or their services, unlisted or removed them.

    However many: they are read in portions. Until that transaction ends, no other one gets further than here. What is
    listed at the end of a delivery is written already, under a number that nobody looks for.
    """
    for portion in batched(dict.fromkeys(entry_ids), PORTION):
        with transaction.atomic():
            waiting = Entry.objects.filter(pk__in=portion, listed=False, turns_with__isnull=False)
            revisions = {number: -delivery for number, delivery in waiting.values_list("pk", "turns_with")}
            seen = [number for number in portion if number not in revisions]
            if seen:
                revisions |= dict.fromkeys(seen, _next_revision(now))
            rows = [
                Indexed(revision=revisions[document.entry], resource_person_id=person, **document._asdict())
                for document, person in _documents(portion)
            ]
            Indexed.objects.bulk_create(
                rows, batch_size=PORTION, update_conflicts=True, unique_fields=["entry"], update_fields=REWRITTEN
            )


def show(delivery: int, *, now: datetime) -> None:
    """To be called in the transaction in which entries turned that waited for this delivery. In two statements, however
    many they are: others who write wait."""
    revision = _next_revision(now)
    unlisted = Entry.objects.filter(listed=False)
    found = Indexed.objects.filter(listed=True, revision__gt=0)
    found.filter(entry__in=unlisted.values("pk")).update(revision=revision, resource_person=None, **EMPTY)
    Indexed.objects.filter(revision=-delivery).update(revision=revision)


def _next_revision(now: datetime) -> int:
    """In the order in which changes become visible: whoever makes one waits for the one before to be over."""
    Revision.objects.get_or_create(number=0, defaults={"made_at": now})
    Revision.objects.select_for_update().get(number=0)
    last = Revision.objects.order_by("-number").values_list("number", flat=True).first() or 0
    Revision.objects.filter(made_at__lt=now - KEPT, number__gt=0, number__lt=last).delete()
    return Revision.objects.create(number=last + 1 + secrets.randbelow(LEAP), made_at=now).number


def _documents(numbers: Iterable[int]) -> Iterator[tuple[Document, int | None]]:
    """Of each, and who is named in it; an empty one of what is no longer listed."""
    listed = Entry.objects.filter(Q(listed=True) | Q(turns_with__isnull=False), pk__in=numbers)
    entries = {entry["pk"]: entry for entry in listed.values(*ENTRY_COLUMNS)}
    services = defaultdict(list)
    for service in Service.objects.filter(entry__in=entries).order_by("pk").values(*SERVICE_COLUMNS):
        services[service["entry_id"]].append(service)
    communes, nowhere = communes_known(), Commune(density=density_of(""))
    for number in numbers:
        entry = entries.get(number)
        if entry is None:
            yield Document(entry=number), None
        else:
            yield (
                document_of(entry, services[number], communes.get(entry["commune"], nowhere)),
                entry["resource_person_id"],
            )
