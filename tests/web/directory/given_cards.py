"""Cards of lists, as one searches them, without a database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from maillage.engine.sources.directory.card import Card
from maillage.web.directory.queries.communes import communes_known
from maillage.web.directory.queries.index import Kept
from maillage.web.directory.rules.alike import Spellings
from maillage.web.directory.rules.documents import Commune, Document, document_of
from maillage.web.directory.rules.index import Index
from maillage.web.directory.rules.synonyms import words_that_mean


def searched(cards: Sequence[Card]) -> Kept:
    """An index in which the number of each card is its place in the list."""
    index = Index().changed(map(_document, range(len(cards)), cards), revision=1)
    spellings = Spellings()
    spellings.add([*words_that_mean(), *index.stems.since(0)])
    return Kept(index, spellings)


def _document(number: int, card: Card) -> Document:
    services = [asdict(offer) | {"pk": 1} for offer in card.offers]
    entry = asdict(card) | {"pk": number}
    return document_of(entry, services, communes_known().get(card.commune, Commune(density=5)))
