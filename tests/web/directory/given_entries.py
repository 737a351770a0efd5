"""Entries as residents find them."""

from __future__ import annotations

from itertools import count

from maillage.web.directory.actions.index import reindex
from maillage.web.directory.models import Entry, Record, Service, Source

from ..given import NOW

_numbers = count(1)
RAMBOUILLET = {"commune": "78517", "city": "Rambouillet", "postcode": "78120", "lat": 48.6443, "lon": 1.8293}
VERSAILLES = {"commune": "78646", "city": "Versailles", "postcode": "78000", "lat": 48.8049, "lon": 2.1204}


def a_list(slug: str = "liste", **said: object) -> Source:
    return Source.objects.get_or_create(slug=slug, defaults={"title": "Liste officielle"} | said)[0]


def an_entry(name: str, *services: dict, source: Source | None = None, **said: object) -> Entry:
    """In Rambouillet, and found. Its services are said by ``source``."""
    source = source or a_list()
    entry = Entry.objects.create(**{"name": name, "made_at": NOW, "changed_at": NOW} | RAMBOUILLET | said)
    record = Record.objects.create(
        source=source,
        key=f"e{next(_numbers)}",
        entry=entry,
        card={},
        digest="",
        first_seen_at=NOW,
        last_seen_at=NOW,
    )
    for service in services:
        Service.objects.create(entry=entry, record=record, **service)
    reindex([entry.pk], now=NOW)
    return entry
