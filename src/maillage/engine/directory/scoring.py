"""How likely two cards are one place: signs for it and against it, weighed and added up, pair by pair in arrays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .name_signs import name_signs
from .place_signs import ONE_HOUSE_METRES, address_signs, distance_signs, metres_between, town_signs, what_signs
from .signs import BODY_BITS, Booleans, Metres, Pairs, Signs, among, bits_of, first
from .traits import Numbers, Traits
from .weights import PRIOR, WEIGHTS

WEIGHT = np.array([0.0, *WEIGHTS.values()])
# Who gives one number for all its houses.
SEATED_BITS = BODY_BITS | bits_of({"ccas"})


@dataclass(frozen=True)
class Scores:
    """``score``: of each pair, 0 to 1. ``signs``: ``(groups, pairs)``, ranks in CODES. ``metres``: NaN if unknown."""

    score: npt.NDArray[np.float64]
    signs: Signs
    metres: Metres


def scores(traits: Traits, one: Numbers, other: Numbers) -> Scores:
    pairs = Pairs(traits, one, other)
    metres = metres_between(pairs)
    signs = np.stack(_signs(pairs, metres))
    odds = PRIOR + WEIGHT[signs].sum(axis=0)
    return Scores(1 / (1 + np.exp(-odds)), signs, metres)


def _signs(pairs: Pairs, metres: Metres) -> list[Signs]:
    traits = pairs.traits
    phone, siret = pairs.same(traits.phone), pairs.same(traits.siret)
    address = address_signs(pairs)
    house = among(address, "address-same")
    numbered = house & (traits.house[pairs.one] != "")
    town = town_signs(pairs, numbered & (siret | phone | (metres <= ONE_HOUSE_METRES)))
    elsewhere = among(address, "address-apart", "address-number-apart") | among(town, "commune-apart")
    body = _siret_signs(pairs, elsewhere)
    name = name_signs(pairs, house | siret)
    what = what_signs(
        pairs,
        name=name,
        town=town,
        metres=metres,
        house=house,
        one_hall=house | (siret & among(address, "")),
        two_halls=elsewhere & among(body, "siret-other"),
    )
    named = among(name, "name-same", "name-near") & (house | among(address, "address-street"))
    again = named | (house & (phone | among(name, "name-only-what")))
    return [
        name,
        what,
        first((traits.travels[pairs.one] != traits.travels[pairs.other], "travels-apart")),
        address,
        distance_signs(metres, house & ~among(town, "commune-apart"), among(what, "what-single", "what-seldom")),
        town,
        _phone_signs(pairs),
        _email_signs(pairs),
        body,
        _finess_signs(pairs),
        _list_signs(pairs, again),
    ]


def _phone_signs(pairs: Pairs) -> Signs:
    same = pairs.same(pairs.traits.phone)
    return first(
        (same & pairs.traits.shared_phone[pairs.one], "phone-shared"),
        (same & pairs.share(pairs.traits.what, ~BODY_BITS), "phone-here"),
        (same, "phone-same"),
        (pairs.known(pairs.traits.phone), "phone-apart"),
    )


def _email_signs(pairs: Pairs) -> Signs:
    same = pairs.same(pairs.traits.email) & ~pairs.traits.shared_email[pairs.one]
    return first((same, "email-same"), (pairs.same(pairs.traits.domain), "email-domain"))


def _siret_signs(pairs: Pairs, elsewhere: Booleans) -> Signs:
    """A body gives its own number for all that it runs; any other establishment is one place, if it has one address."""
    known, same = pairs.known(pairs.traits.siret), pairs.same(pairs.traits.siret)
    mine, theirs = pairs.of((pairs.traits.what & SEATED_BITS) != 0)
    return first(
        (same & pairs.traits.shared_siret[pairs.one], "siret-shared"),
        (same & mine & theirs, "siret-seat"),
        (same & (mine | theirs), "siret-of-body"),
        (same & elsewhere, "siret-elsewhere"),
        (same, "siret-same"),
        (known & ~pairs.same(pairs.traits.siren), "siret-apart"),
        (known, "siret-other"),
    )


def _finess_signs(pairs: Pairs) -> Signs:
    return first((pairs.same(pairs.traits.finess), "finess-same"), (pairs.known(pairs.traits.finess), "finess-apart"))


def _list_signs(pairs: Pairs, again: Booleans) -> Signs:
    """A list tells its cards apart, but may have a place twice: under one name or telephone, at one address."""
    listed = pairs.same(pairs.traits.source)
    return first((listed & again, "listed-again"), (listed, "listed-twice"))
