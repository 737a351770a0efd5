"""Which cards are worth comparing: those that share a sign of being one place, never all with all."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from .traits import Numbers, Traits

# Cells of about 550 m; two cards at most half a cell apart in both ways share one of four shifted grids.
CELL_DEGREES = 0.005
SHIFTS = ((0.0, 0.0), (0.5, 0.0), (0.0, 0.5), (0.5, 0.5))
# A sign that more cards share tells little: within it, only those that share another are compared.
MOST = 40
# Words that are too short say nothing alone.
SHORTEST_WORD = 3


def candidates(traits: Traits) -> tuple[Numbers, Numbers]:
    """Ranks of the two cards of each pair, the smaller first, each pair once."""
    count = len(traits)
    found = [_pairs(keys, cards, count) for keys, cards in _signs(traits)]
    pairs = np.unique(np.concatenate(found)) if found else np.empty(0, np.int64)
    return pairs // count, pairs % count


def _signs(traits: Traits) -> Iterator[tuple[Numbers, Numbers]]:
    """Keys and the cards that have them: identifiers; then, in a commune or a cell, a word, a street, what it is."""
    everyone = np.arange(len(traits))
    for numbers in (traits.siret, traits.finess, traits.phone, traits.email):
        known = numbers >= 0
        yield numbers[known], everyone[known]
    words, said_by = _words(traits)
    streets = _hashed(traits.street + "|" + traits.house)
    has_street = (traits.street != "") & (traits.house != "")
    for places in (traits.commune, traits.postcode, traits.town, *_cells(traits)):
        known = places[said_by] >= 0
        yield _mixed(places[said_by], words)[known], said_by[known]
        addressed = has_street & (places >= 0)
        yield _mixed(places, streets)[addressed], everyone[addressed]
        kinds = (traits.what != 0) & (places >= 0)
        yield _mixed(places, traits.what)[kinds], everyone[kinds]


def _cells(traits: Traits) -> Iterator[Numbers]:
    placed = ~np.isnan(traits.lat)
    for north, east in SHIFTS:
        row = np.floor(np.where(placed, traits.lat, 0) / CELL_DEGREES + north).astype(np.int64)
        column = np.floor(np.where(placed, traits.lon, 0) / CELL_DEGREES + east).astype(np.int64)
        yield np.where(placed, (row + 100_000) * 1_000_003 + column + 200_000, -1)


def _words(traits: Traits) -> tuple[Numbers, Numbers]:
    """Each word of one's own, and the initials by which a place may be called."""
    said = [
        (word, card)
        for card, (own, initials) in enumerate(zip(traits.own, traits.initials, strict=True))
        for word in {*own.split(), initials}
        if len(word) >= SHORTEST_WORD
    ]
    words = np.array([word for word, _card in said], object)
    return _hashed(words), np.array([card for _word, card in said], np.int64)


def _hashed(texts: npt.NDArray[np.object_]) -> Numbers:
    numbers: dict[str, int] = {}
    return np.array([numbers.setdefault(text, len(numbers)) for text in texts], np.int64)


def _mixed(one: Numbers, other: Numbers) -> Numbers:
    """One key of two; where two keys fall together by chance, a pair too many is compared."""
    return (one * np.int64(0x9E3779B97F4A7C1)) ^ (other + np.int64(0x7F4A7C15) + (one << 6))


def _pairs(keys: Numbers, cards: Numbers, count: int) -> Numbers:
    """``smaller * count + larger`` of every two cards with the same key, in groups of at most MOST."""
    order = np.lexsort((cards, keys))
    keys, cards = keys[order], cards[order]
    starts = np.flatnonzero(np.r_[True, keys[1:] != keys[:-1]]) if len(keys) else np.empty(0, np.int64)
    sizes = np.diff(np.r_[starts, len(keys)])
    found = []
    for step in range(1, int(min(sizes.max(initial=0), MOST))):
        ends = np.repeat(starts + sizes, sizes)
        close = np.repeat(sizes <= MOST, sizes)
        here = np.flatnonzero(close & (np.arange(len(keys)) + step < ends))
        one, other = cards[here], cards[here + step]
        found.append((one * count + other)[one != other])
    return np.unique(np.concatenate(found)) if found else np.empty(0, np.int64)
