"""Which records are worth comparing with those that changed: few for few, all for many."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import batched

from django.db.models import Q

from maillage.engine.sources.directory.card import Card

from ..models import Record
from ..rules.cards import of_plain

# Around more than these, it is quicker to read every record once.
FEW = 200
# Half a cell of the engine's blocks and some more, in degrees.
AROUND = 0.006
PORTION = 2_000


@dataclass(frozen=True, slots=True)
class Seen:
    """A record as it is compared. ``card``: without what is offered there."""

    number: int
    source: str
    digest: str
    card: Card


def compared_with(numbers: Collection[int]) -> Iterator[Seen]:
    """These records and those that may be their places, the living only. What only corrects another card, and names
    no place itself, is left out."""
    if len(numbers) > FEW:
        yield from _seen(Q())
        return
    new = [seen for some in batched(numbers, PORTION) for seen in _seen(Q(pk__in=some))]
    yield from new
    yield from _seen(_near([seen.card for seen in new]) & ~Q(pk__in=list(numbers)))


def _seen(where: Q) -> Iterator[Seen]:
    rows = Record.objects.filter(where, gone_at=None).order_by("pk").values_list("pk", "source__slug", "digest", "card")
    for number, source, digest, plain in rows.iterator(chunk_size=PORTION):
        card = of_plain(plain, offers=False)
        if card.name:
            yield Seen(number, source, digest, card)


def _near(cards: Sequence[Card]) -> Q:
    """By the columns of the entry, which are those of its records, merged."""
    near = Q(pk__in=[])
    for column in ("commune", "siret", "finess", "phone", "email"):
        if said := {getattr(card, column) for card in cards} - {""}:
            near |= Q(**{f"entry__{column}__in": said})
    if postcodes := {card.postcode for card in cards if not card.commune} - {""}:
        near |= Q(entry__postcode__in=postcodes)
    for card in cards:
        if card.lat is not None and card.lon is not None:
            near |= Q(
                entry__lat__range=(card.lat - AROUND, card.lat + AROUND),
                entry__lon__range=(card.lon - AROUND, card.lon + AROUND),
            )
    return near
