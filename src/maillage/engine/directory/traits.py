"""Cards as columns: what is compared of each, once, so that pairs are compared by arrays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..sources.directory.card import Card
from ..territory.names import fold
from .addresses import TITLES, Street, street_of
from .names import Name, name_of
from .what import BODIES, CODES, ONE_A_COMMUNE, VAGUE

Strings = npt.NDArray[np.object_]
Numbers = npt.NDArray[np.int64]
NONE: frozenset[str] = frozenset()
# What more places give is the number of a switchboard, or of a body with many houses.
SHARED_BY = 3


@dataclass(frozen=True)
class Traits:
    """Each array has one element a card. Numbers are equal where texts are; -1: none.

    ``own``: the words of the name that are its own, in order; ``initials``: of the whole name. ``what``: bits, of
    ``what.CODES``; ``single``: those of which there is one in a commune. ``vague``: an address without a street or a
    number, such as a hamlet. ``shared_…``: more than SHARED_BY places give the same.
    """

    own: Strings
    initials: Strings
    what: Numbers
    single: Numbers
    travels: npt.NDArray[np.bool_]
    street: Strings
    vague: npt.NDArray[np.bool_]
    number: Strings
    house: Strings
    lat: npt.NDArray[np.float64]
    lon: npt.NDArray[np.float64]
    commune: Numbers
    postcode: Numbers
    town: Numbers
    phone: Numbers
    email: Numbers
    siret: Numbers
    siren: Numbers
    source: Numbers
    finess: Numbers
    shared_phone: npt.NDArray[np.bool_]
    shared_email: npt.NDArray[np.bool_]
    shared_siret: npt.NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.own)


def traits_of(cards: Sequence[Card], sources: Sequence[str] = ()) -> Traits:
    """``sources``: of each card, in the same order; empty: nobody knows."""
    towns = _towns(cards)
    communes = _communes(cards, towns)
    names = [name_of(card.name) for card in cards]
    streets = [street_of(card.address) for card in cards]
    what = [_what(card, name) for card, name in zip(cards, names, strict=True)]
    own = [
        _own(name, towns.get(code, NONE) | _town_words(card))
        for name, code, card in zip(names, communes, cards, strict=True)
    ]
    phone = _numbered([card.phone for card in cards])
    email = _numbered([card.email.lower() for card in cards])
    siret = _numbered([card.siret for card in cards])
    standing = _numbered([_standing(card, street) for card, street in zip(cards, streets, strict=True)])
    return Traits(
        own=_strings(own),
        initials=_strings([name.initials for name in names]),
        what=np.array([_bits(each) for each in what], np.int64),
        single=np.array([_bits(each & ONE_A_COMMUNE) for each in what], np.int64),
        travels=np.array([name.travels for name in names], bool),
        street=_strings([street.name for street in streets]),
        vague=np.array([not street.way and not street.number for street in streets], bool),
        number=_strings([street.number for street in streets]),
        house=_strings([street.house for street in streets]),
        lat=np.array([np.nan if card.lat is None else card.lat for card in cards], float),
        lon=np.array([np.nan if card.lon is None else card.lon for card in cards], float),
        commune=_numbered(communes),
        postcode=_numbered([card.postcode for card in cards]),
        town=_numbered([_town(card) for card in cards]),
        phone=phone,
        email=email,
        siret=siret,
        source=_numbered(list(sources) or [""] * len(cards)),
        siren=_numbered([card.siret[:9] for card in cards]),
        finess=_numbered([card.finess for card in cards]),
        shared_phone=_shared(phone, standing),
        shared_email=_shared(email, standing),
        shared_siret=_shared(siret, standing),
    )


def _strings(texts: list[str]) -> Strings:
    array = np.empty(len(texts), object)
    array[:] = texts
    return array


def _numbered(texts: list[str]) -> Numbers:
    """The same number for the same text; -1: none."""
    numbers: dict[str, int] = {}
    return np.array([numbers.setdefault(text, len(numbers)) if text else -1 for text in texts], np.int64)


def _shared(numbers: Numbers, standing: Numbers) -> npt.NDArray[np.bool_]:
    """Whether cards at more than SHARED_BY addresses have the number."""
    places = np.unique(np.stack([numbers, standing], axis=1)[numbers >= 0], axis=0)
    counts = np.bincount(places[:, 0], minlength=1)
    return (numbers >= 0) & (counts[np.maximum(numbers, 0)] > SHARED_BY)


def _standing(card: Card, street: Street) -> str:
    return f"{card.commune or card.postcode}|{street.house}|{street.name}"


def _town(card: Card) -> str:
    """Where two lists know no common code: the name, in its département."""
    words = [TITLES.get(word, word) for word in fold(card.city).split() if word.isalpha() and word != "cedex"]
    return f"{card.postcode[:2]}|{' '.join(words)}" if words and card.postcode else ""


def _towns(cards: Sequence[Card]) -> dict[str, frozenset[str]]:
    """The words of the name of each commune, as most cards write it."""
    written: dict[str, Counter[str]] = {}
    for card in cards:
        if card.commune and card.city:
            written.setdefault(card.commune, Counter())[card.city] += 1
    usual = {code: min(towns, key=lambda town: (-towns[town], town)) for code, towns in written.items()}
    return {code: frozenset(name_of(town).words) for code, town in usual.items()}


def _communes(cards: Sequence[Card], towns: Mapping[str, frozenset[str]]) -> list[str]:
    """Of a card that gives no commune and no town: the only one of its postcode, among those that other cards are in,
    whose name it writes in its own or in its address."""
    near: dict[str, set[str]] = {}
    for card in cards:
        if card.commune and card.postcode:
            near.setdefault(card.postcode, set()).add(card.commune)
    found = []
    for card in cards:
        code = card.commune
        if not code and not card.city:
            said = {*name_of(card.name).words, *name_of(card.address).words}
            named = [each for each in near.get(card.postcode, ()) if towns.get(each) and towns[each] <= said]
            code = named[0] if len(named) == 1 else ""
        found.append(code)
    return found


def _town_words(card: Card) -> frozenset[str]:
    return frozenset(name_of(card.city).words)


def _own(name: Name, town: frozenset[str]) -> str:
    return " ".join(word for word in name.words if word not in town)


def _what(card: Card, name: Name) -> frozenset[str]:
    """What the name says; the kind, where the name says only who runs it, or nothing."""
    if card.kind in VAGUE or (name.what and not name.what <= BODIES):
        return name.what
    return frozenset({card.kind})


def _bits(codes: frozenset[str]) -> int:
    return sum(1 << CODES[code] for code in codes if code in CODES)
