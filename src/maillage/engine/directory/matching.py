"""Which cards are of the same place, which perhaps: a score from 0 to 1, and what speaks for it and against it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from ..sources.directory.card import Card
from .blocking import candidates
from .scoring import Scores, scores
from .signs import CODES
from .traits import Numbers, Traits, traits_of
from .weights import WEIGHTS

# From SAME on, two cards are one place; from DOUBTFUL on, a person decides; below, they are two places.
SAME, DOUBTFUL = 0.8, 0.3
# So many pairs are weighed at a time.
PORTION = 200_000


@dataclass(frozen=True, slots=True)
class Reason:
    """What speaks for two cards being one place (``weight`` > 0) or against it. ``code`` is one of ``weights``."""

    code: str
    weight: float


@dataclass(frozen=True, slots=True)
class Match:
    """``one`` < ``other``: ranks in what was given. ``reasons``: the weightiest first. ``metres``: None if unknown."""

    one: int
    other: int
    score: float
    reasons: tuple[Reason, ...]
    metres: float | None = None

    @property
    def is_same(self) -> bool:
        return self.score >= SAME


def pairs(
    cards: Sequence[Card],
    *,
    sources: Sequence[str] = (),
    new: Collection[int] | None = None,
    at_least: float = DOUBTFUL,
) -> list[Match]:
    """Every two cards that may be one place, by rank.

    ``sources``: of each card; a source seldom has a place twice. ``new``: only pairs of which one has a rank among
    these. ``at_least``: the score under which pairs are not worth telling.
    """
    traits = traits_of(cards, sources)
    one, other = candidates(traits)
    if new is not None:
        is_new = np.zeros(len(cards), bool)
        is_new[list(new)] = True
        wanted = is_new[one] | is_new[other]
        one, other = one[wanted], other[wanted]
    return [match for some in _portions(len(one)) for match in _matches(traits, one[some], other[some], at_least)]


def compared(cards: Sequence[Card], chosen: Sequence[tuple[int, int]], *, sources: Sequence[str] = ()) -> list[Match]:
    """The pairs that are named, whatever their score."""
    one, other = np.array(chosen, np.int64).reshape(-1, 2).T
    return list(_matches(traits_of(cards, sources), one, other, 0.0))


def _portions(count: int) -> Iterator[slice]:
    return (slice(start, start + PORTION) for start in range(0, count, PORTION))


def _matches(traits: Traits, one: Numbers, other: Numbers, at_least: float) -> Iterator[Match]:
    found = scores(traits, one, other)
    for rank in np.flatnonzero(found.score >= at_least):
        metres = found.metres[rank]
        yield Match(
            int(one[rank]),
            int(other[rank]),
            round(float(found.score[rank]), 4),
            _reasons(found, int(rank)),
            None if np.isnan(metres) else float(metres),
        )


def _reasons(found: Scores, rank: int) -> tuple[Reason, ...]:
    said = [CODES[sign] for sign in found.signs[:, rank] if sign]
    weighed = [Reason(code, WEIGHTS[code]) for code in said if WEIGHTS[code]]
    return tuple(sorted(weighed, key=lambda reason: -abs(reason.weight)))
