"""How likely two cards are one place: signs for it and against it, weighed and added up, pair by pair in arrays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz
from rapidfuzz.process import cpdist

from .traits import Numbers, Strings, Traits
from .weights import PRIOR, WEIGHTS
from .what import BODIES
from .what import CODES as WHAT

Booleans = npt.NDArray[np.bool_]
# A sign for each pair, as its rank in CODES; 0 says nothing.
CODES = ("", *WEIGHTS)
WEIGHT = np.array([0.0, *WEIGHTS.values()])
RANK = {code: np.int8(rank) for rank, code in enumerate(CODES)}

BODY_BITS = np.int64(sum(1 << WHAT[code] for code in BODIES))
SEATED_BITS = BODY_BITS | np.int64(1 << WHAT["ccas"])
METRES_PER_DEGREE = 111_195.0
# Upper bounds in metres, and the sign of what lies within.
NEAR = (
    (30.0, "distance-30"),
    (100.0, "distance-100"),
    (300.0, "distance-300"),
    (1_000.0, "distance-1000"),
    (3_000.0, "distance-3000"),
)
# Of 100: names of streets and of places that differ by a slip, or by a word.
SAME_STREET, NEAR_NAME, PARTLY_NAME, WITHIN = 85.0, 88.0, 60.0, 100.0


@dataclass(frozen=True)
class Scores:
    """``score``: of each pair, 0 to 1. ``signs``: ``(groups, pairs)``, ranks in CODES. ``metres``: NaN if unknown."""

    score: npt.NDArray[np.float64]
    signs: npt.NDArray[np.int8]
    metres: npt.NDArray[np.float64]


def scores(traits: Traits, one: Numbers, other: Numbers) -> Scores:
    metres = _metres(traits, one, other)
    address = _address(traits, one, other)
    town = _town(traits, one, other)
    signs = np.stack(
        [
            _name(traits, one, other),
            _what(traits, one, other, town, address),
            _sign(traits.travels[one] != traits.travels[other], "travels-apart"),
            address,
            _distance(metres, address, town),
            town,
            _phone(traits, one, other),
            _sign(_known_same(traits.email, one, other)[1] & ~traits.shared_email[one], "email-same"),
            _siret(traits, one, other),
            _finess(traits, one, other),
            _sign(_known_same(traits.source, one, other)[1], "listed-twice"),
        ]
    )
    odds = PRIOR + WEIGHT[signs].sum(axis=0)
    return Scores(1 / (1 + np.exp(-odds)), signs, metres)


def _name(traits: Traits, one: Numbers, other: Numbers) -> npt.NDArray[np.int8]:
    mine, theirs = traits.own[one], traits.own[other]
    said, both = (mine != "") | (theirs != ""), (mine != "") & (theirs != "")
    alike, within = _likeness(mine, theirs, fuzz.token_sort_ratio), _likeness(mine, theirs, fuzz.token_set_ratio)
    shared = (traits.what[one] & traits.what[other]) != 0
    called = _called(traits, one, other) | _called(traits, other, one)
    return _first(
        (both & (alike == 100.0), "name-same"),
        (both & (alike >= NEAR_NAME), "name-near"),
        (called, "name-initials"),
        (both & (within >= WITHIN), "name-within"),
        (both & (alike >= PARTLY_NAME), "name-partly"),
        (both, "name-apart"),
        (~said & shared, "name-only-what"),
        (~said & ((traits.what[one] == 0) | (traits.what[other] == 0)), "name-only-town"),
        (said & ~shared, "name-unsaid"),
    )


def _called(traits: Traits, one: Numbers, other: Numbers) -> Booleans:
    """A word of one is made of the initials of the other."""
    return (traits.initials[other] != "") & (
        _likeness(traits.own[one], traits.initials[other], fuzz.token_set_ratio) >= WITHIN
    )


def _what(
    traits: Traits, one: Numbers, other: Numbers, town: npt.NDArray[np.int8], address: npt.NDArray[np.int8]
) -> npt.NDArray[np.int8]:
    mine, theirs = traits.what[one], traits.what[other]
    services = (mine & theirs & ~BODY_BITS) != 0
    single = (traits.single[one] & traits.single[other]) != 0
    same_town = (town == RANK["commune-same"]) & (mine == theirs) & (traits.own[one] == "") & (traits.own[other] == "")
    return _first(
        (single & (town == RANK["commune-apart"]), "what-single-apart"),
        (single & same_town, "what-single"),
        (services & (address == RANK["address-same"]), "what-here"),
        (services, "what-same"),
        ((mine & theirs) != 0, "what-body"),
        ((mine != 0) & (theirs != 0), "what-apart"),
    )


def _address(traits: Traits, one: Numbers, other: Numbers) -> npt.NDArray[np.int8]:
    mine, theirs = traits.street[one], traits.street[other]
    known = (mine != "") & (theirs != "")
    alike = _likeness(mine, theirs, fuzz.token_sort_ratio) >= SAME_STREET
    same_street = known & (alike | (_likeness(mine, theirs, fuzz.token_set_ratio) >= WITHIN))
    same_house = traits.house[one] == traits.house[other]
    numbers = (traits.number[one] != "") & (traits.number[other] != "")
    numbers_apart = numbers & (traits.number[one] != traits.number[other])
    return _first(
        (same_street & same_house, "address-same"),
        (same_street & numbers_apart, "address-number-apart"),
        (same_street, "address-street"),
        (known & (traits.vague[one] | traits.vague[other]), "address-vague"),
        (known, "address-apart"),
    )


def _town(traits: Traits, one: Numbers, other: Numbers) -> npt.NDArray[np.int8]:
    """By codes of communes, where both are known; else by names; a postcode may cover several."""
    communes, communes_same = _known_same(traits.commune, one, other)
    towns, towns_same = _known_same(traits.town, one, other)
    postcodes, postcodes_same = _known_same(traits.postcode, one, other)
    return _first(
        (communes_same, "commune-same"),
        (communes, "commune-apart"),
        (towns_same, "commune-same"),
        (postcodes_same, "postcode-same"),
        (towns | postcodes, "commune-apart"),
    )


def _known_same(numbers: Numbers, one: Numbers, other: Numbers) -> tuple[Booleans, Booleans]:
    known = (numbers[one] >= 0) & (numbers[other] >= 0)
    return known, known & (numbers[one] == numbers[other])


def _distance(
    metres: npt.NDArray[np.float64], address: npt.NDArray[np.int8], town: npt.NDArray[np.int8]
) -> npt.NDArray[np.int8]:
    """Far apart at one address of one town: one of the points is wrong, and the distance says little."""
    doubted = (address == RANK["address-same"]) & (town != RANK["commune-apart"]) & (metres > NEAR[2][0])
    bounds = [(metres <= bound, code) for bound, code in NEAR]
    return _first((doubted, "distance-doubted"), *bounds, (~np.isnan(metres), "distance-far"))


def _phone(traits: Traits, one: Numbers, other: Numbers) -> npt.NDArray[np.int8]:
    known, same = _known_same(traits.phone, one, other)
    services = (traits.what[one] & traits.what[other] & ~BODY_BITS) != 0
    return _first(
        (same & traits.shared_phone[one], "phone-shared"),
        (same & services, "phone-here"),
        (same, "phone-same"),
        (known, "phone-apart"),
    )


def _siret(traits: Traits, one: Numbers, other: Numbers) -> npt.NDArray[np.int8]:
    """A body gives its own number for all that it runs; any other establishment is one place."""
    known, same = _known_same(traits.siret, one, other)
    body = ((traits.what[one] | traits.what[other]) & SEATED_BITS) != 0
    return _first(
        (same & traits.shared_siret[one], "siret-shared"),
        (same & body, "siret-seat"),
        (same, "siret-same"),
        (known & (traits.siren[one] != traits.siren[other]), "siret-apart"),
    )


def _finess(traits: Traits, one: Numbers, other: Numbers) -> npt.NDArray[np.int8]:
    known, same = _known_same(traits.finess, one, other)
    return _first((same, "finess-same"), (known, "finess-apart"))


def _metres(traits: Traits, one: Numbers, other: Numbers) -> npt.NDArray[np.float64]:
    """On a sphere that is flat between them: exact enough near by, and far is far."""
    north = traits.lat[one] - traits.lat[other]
    east = (traits.lon[one] - traits.lon[other]) * np.cos(np.radians((traits.lat[one] + traits.lat[other]) / 2))
    return np.hypot(north, east) * METRES_PER_DEGREE


def _likeness(mine: Strings, theirs: Strings, scorer: Callable[..., float]) -> npt.NDArray[np.float32]:
    """0 to 100, element by element."""
    if not len(mine):
        return np.empty(0, np.float32)
    return cpdist(mine, theirs, scorer=scorer, dtype=np.float32)


def _sign(holds: Booleans, code: str) -> npt.NDArray[np.int8]:
    return np.where(holds, RANK[code], np.int8(0))


def _first(*rules: tuple[Booleans, str]) -> npt.NDArray[np.int8]:
    """For each pair, the first of the signs that hold."""
    return np.select([holds for holds, _code in rules], [RANK[code] for _holds, code in rules], np.int8(0))
