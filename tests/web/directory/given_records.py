"""Records as lists bring them."""

from __future__ import annotations

from itertools import count

from maillage.engine.sources.directory.card import Card
from maillage.web.directory.models import Entry, Record, Source
from maillage.web.directory.rules.cards import digest, to_plain

from ..given import NOW

_numbers = count(1)

LIBRARY = {
    "name": "Médiathèque Jules-Verne",
    "address": "12 rue de la République",
    "postcode": "78500",
    "city": "Sartrouville",
    "commune": "78586",
    "lat": 48.9401,
    "lon": 2.1601,
}


def a_source(slug: str = "liste", rank: int = 50) -> Source:
    return Source.objects.get_or_create(slug=slug, defaults={"title": slug, "rank": rank})[0]


def a_record(source: str = "liste", *, rank: int = 50, **said: object) -> Record:
    """Of the library, as ``said`` changes it, under an entry of its own, as an import leaves it."""
    card = Card(**{"key": f"k{next(_numbers)}"} | LIBRARY | said)
    entry = Entry.objects.create(name=card.name, listed=False, made_at=NOW, changed_at=NOW)
    return Record.objects.create(
        source=a_source(source, rank),
        key=card.key,
        entry=entry,
        card=to_plain(card),
        digest=digest(card),
        first_seen_at=NOW,
        last_seen_at=NOW,
    )
