"""Signs that two cards are one place or two, for many pairs at once: what the modules that compare cards share."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from rapidfuzz.process import cpdist

from .traits import Numbers, Strings, Traits
from .weights import WEIGHTS
from .what import BODIES
from .what import CODES as WHAT

Booleans = npt.NDArray[np.bool_]
Metres = npt.NDArray[np.float64]
# A sign for each pair, as its rank in CODES; 0 says nothing.
Signs = npt.NDArray[np.int8]
CODES = ("", *WEIGHTS)
RANK = {code: np.int8(rank) for rank, code in enumerate(CODES)}


@dataclass(frozen=True)
class Pairs:
    """``one``, ``other``: ranks of the two cards of each."""

    traits: Traits
    one: Numbers
    other: Numbers

    def of[Scalar: np.generic](self, column: npt.NDArray[Scalar]) -> tuple[npt.NDArray[Scalar], npt.NDArray[Scalar]]:
        return column[self.one], column[self.other]

    def known(self, numbers: Numbers) -> Booleans:
        """Both cards say it."""
        mine, theirs = self.of(numbers)
        return (mine >= 0) & (theirs >= 0)

    def same(self, numbers: Numbers) -> Booleans:
        mine, theirs = self.of(numbers)
        return (mine >= 0) & (mine == theirs)

    def share(self, bits: Numbers, wanted: np.int64) -> Booleans:
        """Both cards have one of the wanted bits in common."""
        mine, theirs = self.of(bits)
        return (mine & theirs & wanted) != 0

    def reversed(self) -> Pairs:
        return Pairs(self.traits, self.other, self.one)


def bits_of(kinds: Collection[str]) -> np.int64:
    return np.int64(sum(1 << WHAT[kind] for kind in kinds))


ANYTHING = np.int64(-1)
BODY_BITS = bits_of(BODIES)


def first(*rules: tuple[Booleans, str]) -> Signs:
    """For each pair, the first of the signs that hold."""
    return np.select([holds for holds, _code in rules], [RANK[code] for _holds, code in rules], np.int8(0))


def among(signs: Signs, *codes: str) -> Booleans:
    return np.isin(signs, [RANK[code] for code in codes])


def likeness(mine: Strings, theirs: Strings, scorer: Callable[..., float]) -> npt.NDArray[np.float32]:
    """0 to 100, element by element."""
    if not len(mine):
        return np.empty(0, np.float32)
    return cpdist(mine, theirs, scorer=scorer, dtype=np.float32)
