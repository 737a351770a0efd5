"""A good plan for a goal that adds up over the open sites: the greedy one and others, each bettered by swaps.

What each place lacks falls by the gain of every site that opens, so that all sites that could replace one are judged at
once, over the places that each of them reaches. Counting people lifted over a threshold makes a landscape of cliffs:
the first swaps give credit for what is lifted in part, the last ones hardly any.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from scipy import sparse

from .bounds import Bounds
from .start import nearest_allowed

# What some places (numbers) count for that lack so much, each: the less the better.
Score = Callable[[np.ndarray, np.ndarray], np.ndarray]

GUESSES = 8
# Gains looked at in one round of swaps, times guesses: larger questions are looked at less often.
GAINS_LOOKED_AT = 5e7
LEAST_SAVING = 1e-9


@dataclass(frozen=True)
class Search:
    """``gain (m, n)`` of each site for each place, ``lacking (n,)`` without any; ``held (m,)`` stays open."""

    gain: sparse.csr_array
    lacking: np.ndarray
    bounds: Bounds
    held: np.ndarray

    def left(self, is_open: np.ndarray) -> np.ndarray:
        """What each place lacks ``(n,)`` with some sites open ``(m,)``."""
        return self.lacking - is_open.astype(float) @ self.gain

    def value(self, is_open: np.ndarray, score: Score) -> float:
        return float(score(self.left(is_open), np.arange(len(self.lacking))).sum())

    def with_each(self, left: np.ndarray, score: Score) -> np.ndarray:
        """The score ``(m,)`` if one more site opened, for each of them; ``left (n,)`` before."""
        place = self.gain.indices
        now = score(left, np.arange(len(left)))
        saved = score(left[place] - self.gain.data, place) - now[place]
        site = np.repeat(np.arange(len(self.held)), np.diff(self.gain.indptr))
        return now.sum() + np.bincount(site, saved, len(self.held))

    def without(self, left: np.ndarray, site: int) -> np.ndarray:
        """What each place lacks ``(n,)`` when a site closes."""
        more, entries = left.copy(), slice(self.gain.indptr[site], self.gain.indptr[site + 1])
        more[self.gain.indices[entries]] += self.gain.data[entries]
        return more

    def room(self, is_open: np.ndarray, *, closing: int = -1) -> np.ndarray:
        """Numbers of the sites that may open, in the place of ``closing`` if that is one."""
        counted = is_open.astype(float)
        if closing >= 0:
            counted[closing] = 0.0
        return np.flatnonzero(self.bounds.may_open(self.bounds.rows @ counted) & ~is_open)


def good_choice(search: Search, scores: Sequence[Score], guesses: Iterator[np.ndarray]) -> np.ndarray | None:
    """``(m,)`` True for the sites of a good choice; None if no choice fulfils the wishes.

    ``scores``: from the smoothest to the one that counts. ``guesses``: how much each site might open ``(m,)``, to begin
    from beside the greedy choice.
    """
    greedy = nearest_allowed(_greedy(search, scores[0]), search.bounds)
    if greedy is None:
        return None
    best = _improved(search, greedy, scores)
    for guess in islice(guesses, min(GUESSES, int(GAINS_LOOKED_AT / max(1, search.gain.nnz * best.sum())))):
        allowed = nearest_allowed(guess, search.bounds)
        if allowed is None:
            break
        best = min(best, _improved(search, allowed, scores[-2:]), key=lambda choice: search.value(choice, scores[-1]))
    return best


def _improved(search: Search, is_open: np.ndarray, scores: Sequence[Score]) -> np.ndarray:
    for score in scores:
        is_open = _swapped(search, is_open, score)
    return is_open


def _greedy(search: Search, score: Score) -> np.ndarray:
    is_open = search.held.copy()
    while True:
        reached = search.bounds.rows @ is_open.astype(float)
        room = np.flatnonzero(search.bounds.may_open(reached, lower=False) & ~is_open)
        if not len(room):
            return is_open
        is_open[room[np.argmin(search.with_each(search.left(is_open), score)[room])]] = True


def _swapped(search: Search, is_open: np.ndarray, score: Score) -> np.ndarray:
    """Each site in turn gives way to the one that does best in its place, or one more opens, while anything helps."""
    is_open, value = is_open.copy(), search.value(is_open, score)
    moved = True
    while moved:
        moved = False
        left = search.left(is_open)
        for closing in (*np.flatnonzero(is_open & ~search.held).tolist(), -1):
            room = search.room(is_open, closing=closing)
            if not len(room):
                continue
            without = left if closing < 0 else search.without(left, closing)
            values = search.with_each(without, score)[room]
            best = int(np.argmin(values))
            if values[best] < value - LEAST_SAVING:
                if closing >= 0:
                    is_open[closing] = False
                is_open[room[best]] = True
                left, value, moved = search.left(is_open), float(values[best]), True
    return is_open
