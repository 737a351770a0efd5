"""Which cards are of the same place, which perhaps: a score from 0 to 1, and what speaks for it and against it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from ..sources.directory.card import Card

# From SAME on, two cards are one place; from DOUBTFUL on, a person decides; below, they are two places.
SAME, DOUBTFUL = 0.9, 0.35


@dataclass(frozen=True, slots=True)
class Reason:
    """What speaks for two cards being one place (``weight`` > 0) or against it. ``code`` is one of ``weights``."""

    code: str
    weight: float


@dataclass(frozen=True, slots=True)
class Match:
    """``one`` < ``other``: ranks in what was given. ``reasons``: the weightiest first."""

    one: int
    other: int
    score: float
    reasons: tuple[Reason, ...]

    @property
    def is_same(self) -> bool:
        return self.score >= SAME


def pairs(cards: Sequence[Card], *, new: Collection[int] | None = None, at_least: float = DOUBTFUL) -> list[Match]:
    """Every two cards that may be one place, by rank. ``new``: only pairs of which one has a rank among these.

    ``at_least``: the score under which pairs are not worth telling.
    """
    return []
