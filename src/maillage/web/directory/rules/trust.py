"""Whom to believe when two sources differ: the smallest rank first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from maillage.web.marking import _

# What a place says of itself, what the authority wrote, the places that it runs: always before any list.
PROVIDER, OWN, PLACES = "provider", "own", "places"
FIRST_LIST = 50


class BuiltIn(NamedTuple):
    title: str
    rank: int


BUILT_IN = {
    PROVIDER: BuiltIn(_("Ce que le lieu dit lui-même"), 10),
    OWN: BuiltIn(_("Ce que la collectivité a écrit"), 20),
    PLACES: BuiltIn(_("Les lieux que la collectivité tient"), 30),
}

type Way = Literal["up", "down"]


def moved(order: Sequence[str], one: str, way: Way) -> list[str]:
    """``order`` with ``one`` a step up or down; the same at either end.

    >>> moved(["a", "b", "c"], "c", "up"), moved(["a", "b", "c"], "a", "up")
    (['a', 'c', 'b'], ['a', 'b', 'c'])
    """
    found = list(order)
    here = found.index(one)
    there = here + (1 if way == "down" else -1)
    if 0 <= there < len(found):
        found[here], found[there] = found[there], found[here]
    return found
