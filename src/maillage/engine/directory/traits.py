"""Cards as columns: what is compared of each, once, so that pairs are compared by arrays."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..sources.directory.card import Card
from ..territory.names import fold
from .addresses import Street, street_of
from .names import Name, name_of, sides_of
from .towns import communes_and_words, town_of, without_town
from .what import BODIES, CODES, ONE_A_COMMUNE, VAGUE

Strings = npt.NDArray[np.object_]
Numbers = npt.NDArray[np.int64]
# Who gives e-mail addresses to anybody: two places that have theirs there have nothing else in common.
PROVIDERS = frozenset(
    {
        *("bbox.fr", "cegetel.net", "free.fr", "gmail.com", "hotmail.com", "hotmail.fr", "icloud.com", "laposte.net"),
        *("live.fr", "neuf.fr", "nordnet.fr", "numericable.fr", "orange.fr", "outlook.com", "outlook.fr", "ozone.net"),
        *("sfr.fr", "wanadoo.fr", "yahoo.com", "yahoo.fr", "conseiller-numerique.fr", "france-services.gouv.fr"),
        *("laposte.fr",),
    }
)
# An address that begins so is in the town hall, whatever stands there besides.
HALL = re.compile(r"(?:mairie|hotel de ville)\b")
# What more places give is the number of a switchboard, or of a body with many houses.
SHARED_BY = 3


@dataclass(frozen=True)
class Traits:
    """Each array has one element a card. Numbers are equal where texts are; -1: none.

    ``own``: the words of the name that are its own, in order; ``also``: those in its brackets; ``sides``: those that
    tell places of one body apart; ``initials``: of the whole name. ``what``: bits, of ``what.CODES``; ``single``: those
    of which there is one in a commune; ``heads``: of these, the one that the name begins with. ``vague``: an address
    without a street or a number, such as a hamlet. ``domain``: of e-mail addresses of one's own. ``shared_…``: more
    than SHARED_BY places give the same.
    """

    own: Strings
    also: Strings
    sides: Strings
    initials: Strings
    what: Numbers
    single: Numbers
    heads: Numbers
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
    domain: Numbers
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
    communes, towns = communes_and_words(cards)
    names = [name_of(without_town(card)) for card in cards]
    streets = [street_of(card.address) for card in cards]
    own = [_own(name, town) for name, town in zip(names, towns, strict=True)]
    what = [_what(card, name, words) for card, name, words in zip(cards, names, own, strict=True)]
    phone = _numbered([card.phone for card in cards])
    email = _numbered([card.email.lower() for card in cards])
    siret = _numbered([card.siret for card in cards])
    standing = _numbered([_standing(card, street) for card, street in zip(cards, streets, strict=True)])
    return Traits(
        own=_strings(own),
        also=_strings([" ".join(name.also) for name in names]),
        sides=_strings([sides_of(words) for words in own]),
        initials=_strings([name.initials for name in names]),
        what=np.array([_bits(each) for each in what], np.int64),
        single=np.array([_bits(each & ONE_A_COMMUNE) for each in what], np.int64),
        heads=np.array([_bits(name.heads) for name in names], np.int64),
        travels=np.array([name.travels for name in names], bool),
        street=_strings([street.name for street in streets]),
        vague=np.array([not street.way and not street.number for street in streets], bool),
        number=_strings([street.number for street in streets]),
        house=_strings([street.house for street in streets]),
        lat=np.array([np.nan if card.lat is None else card.lat for card in cards], float),
        lon=np.array([np.nan if card.lon is None else card.lon for card in cards], float),
        commune=_numbered(communes),
        postcode=_numbered([card.postcode for card in cards]),
        town=_numbered([town_of(card) for card in cards]),
        phone=phone,
        email=email,
        domain=_numbered([_domain(card.email) for card in cards]),
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


def _domain(email: str) -> str:
    """Of whoever has one of its own."""
    domain = email.lower().rpartition("@")[2]
    return "" if domain in PROVIDERS else domain


def _own(name: Name, town: frozenset[str]) -> str:
    return " ".join(word for word in name.words if word not in town)


def _what(card: Card, name: Name, own: str) -> frozenset[str]:
    """What the name says; the kind, where the name says only who runs it, or nothing; the house that the address names
    (« Mairie, le Bourg »), where the name says only the town."""
    if name.what and not name.what <= BODIES:
        return name.what
    if card.kind not in VAGUE:
        return frozenset({card.kind})
    in_the_hall = not name.what and not own and HALL.match(fold(card.address))
    return frozenset({"town-hall"}) if in_the_hall else name.what


def _bits(codes: frozenset[str]) -> int:
    return sum(1 << CODES[code] for code in codes if code in CODES)
