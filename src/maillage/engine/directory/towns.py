"""The commune of each card, and the words that its name owes to its town rather than to itself."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from ..sources.directory.card import Card
from ..territory.names import fold
from .addresses import TITLES
from .names import name_of

Words = frozenset[str]
NO_WORDS: Words = frozenset()
# Some lists give the code of the whole town, others that of the arrondissement: the code before the first, how many.
ARRONDISSEMENTS = {"13055": (13200, 16), "69123": (69380, 9), "75056": (75100, 20)}


def communes_and_words(cards: Sequence[Card]) -> tuple[list[str], list[Words]]:
    """Of each card, its commune, "" if nobody knows; the words of its town, or of those that share its postcode."""
    codes = [_code(card) for card in cards]
    words = _usual_words(cards, codes)
    near: dict[str, set[str]] = defaultdict(set)
    for card, code in zip(cards, codes, strict=True):
        if code and card.postcode:
            near[card.postcode].add(code)
    around = {postcode: NO_WORDS.union(*(words.get(code, NO_WORDS) for code in near[postcode])) for postcode in near}
    found = [
        code or _named(card, near.get(card.postcode, set()), words) for card, code in zip(cards, codes, strict=True)
    ]
    town = [
        name_words(card.city) | (words.get(code, NO_WORDS) if code else around.get(card.postcode, NO_WORDS))
        for card, code in zip(cards, found, strict=True)
    ]
    return found, town


def town_of(card: Card) -> str:
    """Where two lists know no common code: the name, in its département."""
    words = [TITLES.get(word, word) for word in fold(card.city).split() if word.isalpha() and word != "cedex"]
    return f"{card.postcode[:2]}|{' '.join(words)}" if words and card.postcode else ""


def without_town(card: Card) -> str:
    """The name, without a town that would say what the place is: « Mairie d’Arnac-la-Poste »."""
    if not name_of(card.city).what:
        return card.name
    return fold(card.name).replace(fold(card.city), "").strip() or card.name


def name_words(text: str) -> Words:
    return frozenset(name_of(text).words)


def _code(card: Card) -> str:
    """The commune; in Paris, Lyon and Marseille, the arrondissement of the postcode."""
    before, count = ARRONDISSEMENTS.get(card.commune, (0, 0))
    number = int(card.postcode[2:]) if count and card.postcode[2:].isdecimal() else 0
    return str(before + number) if 1 <= number <= count else card.commune


def _usual_words(cards: Sequence[Card], codes: Sequence[str]) -> dict[str, Words]:
    """The words of the name of each commune, as most cards write it."""
    written: dict[str, Counter[str]] = {}
    for card, code in zip(cards, codes, strict=True):
        if code and card.city:
            written.setdefault(code, Counter())[card.city] += 1
    usual = {code: min(towns, key=lambda town: (-towns[town], town)) for code, towns in written.items()}
    return {code: name_words(town) for code, town in usual.items()}


def _named(card: Card, near: set[str], words: Mapping[str, Words]) -> str:
    """Of a card that gives no commune and no town: the only one of its postcode, among those that other cards are in,
    whose name it writes in its own or in its address."""
    if card.city:
        return ""
    said = name_words(card.name) | name_words(card.address)
    named = [code for code in near if words.get(code) and words[code] <= said]
    return named[0] if len(named) == 1 else ""
