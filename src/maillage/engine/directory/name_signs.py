"""What the names of two cards say for their being one place, and against it."""

from __future__ import annotations

import numpy as np
from rapidfuzz import fuzz

from .names import spells
from .signs import ANYTHING, BODY_BITS, Booleans, Pairs, Signs, bits_of, first, likeness
from .what import BODIES, ONE_A_COMMUNE, SPACED

# Of 100: names that differ by a slip, or by a word; all the words of one are among those of the other.
NEAR, PARTLY, WITHIN = 88.0, 60.0, 100.0
# Letters of a word that the beginnings of others may make.
SHORTEST_SPELT = 4
HALL_BITS = bits_of({"town-hall"})
SPACED_BITS = bits_of(SPACED | ONE_A_COMMUNE | BODIES)


def name_signs(pairs: Pairs, together: Booleans) -> Signs:
    """``together``: at one address or under one SIRET, where names that look apart are looked at twice."""
    mine, theirs = pairs.of(pairs.traits.own)
    said, both = (mine != "") | (theirs != ""), (mine != "") & (theirs != "")
    alike = likeness(mine, theirs, fuzz.token_sort_ratio)
    within = both & (likeness(mine, theirs, fuzz.token_set_ratio) >= WITHIN)
    a_word = both & (likeness(mine, theirs, fuzz.partial_token_set_ratio) >= WITHIN)
    sides, other_sides = pairs.of(pairs.traits.sides)
    what, other_what = pairs.of(pairs.traits.what)
    shared = pairs.share(pairs.traits.what, ANYTHING)
    unknown, a_body = (what == 0) | (other_what == 0), ((what | other_what) & BODY_BITS) != 0
    return first(
        ((sides != "") & (other_sides != "") & (sides != other_sides), "name-sides-apart"),
        (both & (alike == 100.0), "name-same"),
        (both & (alike >= NEAR), "name-near"),
        (_called(pairs) | _called(pairs.reversed()), "name-initials"),
        (_spelt(pairs, both & together & (alike < PARTLY)), "name-initials"),
        (_told_also(pairs) | _told_also(pairs.reversed()), "name-also"),
        (within & a_body, "name-of-body"),
        (within, "name-within"),
        (both & (alike >= PARTLY), "name-partly"),
        (a_word, "name-word"),
        (both, "name-apart"),
        (~said & shared & (together | pairs.share(pairs.traits.what, SPACED_BITS)), "name-only-what"),
        (~said & unknown & (((what | other_what) & HALL_BITS) != 0), "name-only-town"),
        (said & shared & _only_bodies(pairs), "name-of-body"),
        (~said & unknown, "name-town-or-kind"),
        (said & ~shared, "name-unsaid"),
    )


def _called(pairs: Pairs) -> Booleans:
    """A word of one is made of the initials of the other."""
    own, initials = pairs.traits.own[pairs.one], pairs.traits.initials[pairs.other]
    return (initials != "") & (likeness(own, initials, fuzz.token_set_ratio) >= WITHIN)


def _spelt(pairs: Pairs, wanted: Booleans) -> Booleans:
    """A word of one is made of the beginnings of the words of the other."""
    mine, theirs = pairs.of(pairs.traits.own)
    found = np.zeros(len(wanted), bool)
    for rank in np.flatnonzero(wanted):
        found[rank] = _spells(mine[rank], theirs[rank]) or _spells(theirs[rank], mine[rank])
    return found


def _spells(one: str, other: str) -> bool:
    words = tuple(other.split())
    return any(len(word) >= SHORTEST_SPELT and word[0] == other[0] and spells(word, words) for word in one.split())


def _told_also(pairs: Pairs) -> Booleans:
    """The name of one stands in the brackets of the other."""
    own, also = pairs.traits.own[pairs.one], pairs.traits.also[pairs.other]
    return (own != "") & (also != "") & (likeness(own, also, fuzz.token_set_ratio) >= WITHIN)


def _only_bodies(pairs: Pairs) -> Booleans:
    """Both are of one body, and not both begin with its name: one may be a service of the other."""
    services = pairs.share(pairs.traits.what, ~BODY_BITS)
    return ~services & ~pairs.share(pairs.traits.heads, ANYTHING)
