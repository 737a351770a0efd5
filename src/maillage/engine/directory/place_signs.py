"""What kinds, addresses, towns and points of two cards say for their being one place, and against it."""

from __future__ import annotations

import numpy as np
from rapidfuzz import fuzz

from .signs import ANYTHING, BODY_BITS, RANK, Booleans, Metres, Pairs, Signs, among, bits_of, first, likeness
from .what import FEW_A_COMMUNE, SPACED

# Of 100: names of streets that differ by a slip, or by a word.
SAME_STREET, WITHIN = 85.0, 100.0
METRES_PER_DEGREE = 111_195.0
# Two places of one kind do not stand so near each other; points of one house, not so far.
SIDE_BY_SIDE_METRES, ONE_HOUSE_METRES = 100.0, 300.0
# Upper bounds in metres, and the sign of what lies within.
NEAR = (
    (30.0, "distance-30"),
    (100.0, "distance-100"),
    (ONE_HOUSE_METRES, "distance-300"),
    (1_000.0, "distance-1000"),
    (3_000.0, "distance-3000"),
)
FEW_BITS, SPACED_BITS = bits_of(FEW_A_COMMUNE), bits_of(SPACED)


def what_signs(
    pairs: Pairs, *, name: Signs, town: Signs, metres: Metres, house: Booleans, one_hall: Booleans, two_halls: Booleans
) -> Signs:
    """``one_hall``: for all that is known, under one roof; ``two_halls``: the body itself tells two houses apart."""
    mine, theirs = pairs.of(pairs.traits.what)
    own, other_own = pairs.of(pairs.traits.own)
    in_town = town == RANK["commune-same"]
    services = pairs.share(pairs.traits.what, ~BODY_BITS)
    spaced = pairs.share(pairs.traits.what, SPACED_BITS)
    single = pairs.share(pairs.traits.single, ANYTHING)
    nothing_else = (mine == theirs) & (own == "") & (other_own == "")
    alone = nothing_else | (pairs.share(pairs.traits.heads, ANYTHING) & one_hall)
    few = pairs.share(pairs.traits.what, FEW_BITS) & among(name, "name-only-what")
    return first(
        (single & (town == RANK["commune-apart"]), "what-single-apart"),
        (single & in_town & alone & ~two_halls, "what-single"),
        (services & house, "what-here"),
        (services & in_town & among(name, "name-same", "name-near") & ~(metres > ONE_HOUSE_METRES), "what-named"),
        (few & in_town, "what-seldom"),
        (spaced & among(name, "", "name-only-what") & (metres <= SIDE_BY_SIDE_METRES), "what-near"),
        (services, "what-same"),
        ((mine & theirs) != 0, "what-body"),
        ((mine != 0) & (theirs != 0), "what-apart"),
    )


def address_signs(pairs: Pairs) -> Signs:
    mine, theirs = pairs.of(pairs.traits.street)
    known = (mine != "") & (theirs != "")
    alike = likeness(mine, theirs, fuzz.token_sort_ratio) >= SAME_STREET
    same_street = known & (alike | (likeness(mine, theirs, fuzz.token_set_ratio) >= WITHIN))
    house, other_house = pairs.of(pairs.traits.house)
    number, other_number = pairs.of(pairs.traits.number)
    vague, other_vague = pairs.of(pairs.traits.vague)
    return first(
        (same_street & (house == other_house), "address-same"),
        (same_street & (number != "") & (other_number != "") & (number != other_number), "address-number-apart"),
        (same_street, "address-street"),
        (known & (vague | other_vague), "address-vague"),
        (known, "address-apart"),
    )


def town_signs(pairs: Pairs, one_house: Booleans) -> Signs:
    """By codes of communes, where both are known; else by names; a postcode may cover several. Of one house in two
    towns, one is wrong."""
    traits = pairs.traits
    by_code, by_name = pairs.known(traits.commune), pairs.known(traits.town)
    return first(
        (pairs.same(traits.commune), "commune-same"),
        (by_code & one_house, "commune-doubted"),
        (by_code, "commune-apart"),
        (pairs.same(traits.town), "commune-same"),
        (pairs.same(traits.postcode), "postcode-same"),
        ((by_name | pairs.known(traits.postcode)) & one_house, "commune-doubted"),
        (by_name | pairs.known(traits.postcode), "commune-apart"),
    )


def distance_signs(metres: Metres, one_house: Booleans, few: Booleans) -> Signs:
    """Far apart at one address of one town, one of the points is wrong; and where a town has one or few, its points are
    those that lists give it: the distance says little."""
    far = metres > ONE_HOUSE_METRES
    bounds = [(metres <= bound, code) for bound, code in NEAR]
    return first((far & one_house, "distance-doubted"), (far & few, ""), *bounds, (far, "distance-far"))


def metres_between(pairs: Pairs) -> Metres:
    """NaN if unknown. On a sphere that is flat between them: exact enough near by, and far is far."""
    lat, other_lat = pairs.of(pairs.traits.lat)
    lon, other_lon = pairs.of(pairs.traits.lon)
    east = (lon - other_lon) * np.cos(np.radians((lat + other_lat) / 2))
    return np.hypot(lat - other_lat, east) * METRES_PER_DEGREE
