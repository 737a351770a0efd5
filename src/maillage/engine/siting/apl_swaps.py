"""A good plan for a goal that adds up over the open sites: greedy, then swaps, then kicks out of the last valley.

What each place lacks falls by the gain of every site that opens, so that all sites that could replace one are judged
at once. Counting people lifted over a threshold makes a landscape of cliffs: the first swaps give credit for what is
lifted in part, the last ones hardly any.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from .bounds import Bounds
from .start import nearest_allowed
from .wishes import Rule

# (k, n) of what n places lack under k choices → (k,): the less the better.
Score = Callable[[np.ndarray], np.ndarray]

KICKS = 20
SITES_A_KICK = 4
LEAST_SAVING = 1e-9


@dataclass(frozen=True)
class Search:
    """``gain (m, n)`` of each site for each place, ``lacking (n,)`` without any; ``held (m,)`` stays open."""

    gain: np.ndarray
    lacking: np.ndarray
    bounds: Bounds
    held: np.ndarray

    def left(self, is_open: np.ndarray) -> np.ndarray:
        """What each place lacks ``(n,)`` with some sites open ``(m,)``."""
        return self.lacking - self.gain[is_open].sum(axis=0)

    def room(self, is_open: np.ndarray, *, closing: int = -1) -> np.ndarray:
        """Numbers of the sites that may open, in the place of ``closing`` if that is one."""
        counted = is_open.astype(float)
        if closing >= 0:
            counted[closing] = 0.0
        return np.flatnonzero(self.bounds.may_open(self.bounds.rows @ counted) & ~is_open)


def good_choice(
    search: Search, found: Sequence[Rule], scores: Sequence[Score], *, seed: int, kicks: int = KICKS
) -> np.ndarray | None:
    """``(m,)`` True for the sites of a good choice; None if no choice fulfils the wishes.

    ``scores``: from the smoothest to the one that counts. Same seed, same choice.
    """
    best = _greedy(search, scores[0])
    if not search.bounds.hold(best):
        best = nearest_allowed(best, found)
        if best is None:
            return None
    for score in scores:
        best = _swapped(search, best, score)
    draw, judge = np.random.default_rng(seed), scores[-1]
    value = judge(search.left(best)[np.newaxis])[0]
    for _ in range(kicks):
        other = _kicked(search, best, draw)
        for score in scores[-2:]:
            other = _swapped(search, other, score)
        reached = judge(search.left(other)[np.newaxis])[0]
        if reached < value - LEAST_SAVING:
            best, value = other, reached
    return best


def _greedy(search: Search, score: Score) -> np.ndarray:
    is_open, left = search.held.copy(), search.left(search.held)
    while True:
        reached = search.bounds.rows @ is_open.astype(float)
        room = np.flatnonzero(search.bounds.may_open(reached, lower=False) & ~is_open)
        if not len(room):
            return is_open
        best = room[np.argmin(score(left - search.gain[room]))]
        is_open[best] = True
        left = left - search.gain[best]


def _swapped(search: Search, is_open: np.ndarray, score: Score) -> np.ndarray:
    """Each site in turn gives way to the one that does best in its place, until none does better; then additions."""
    is_open, left = is_open.copy(), search.left(is_open)
    value = score(left[np.newaxis])[0]
    moved = True
    while moved:
        moved = False
        for closing in (*np.flatnonzero(is_open & ~search.held).tolist(), -1):
            room = search.room(is_open, closing=closing)
            if not len(room):
                continue
            without = left if closing < 0 else left + search.gain[closing]
            values = score(without - search.gain[room])
            best = int(np.argmin(values))
            if values[best] < value - LEAST_SAVING:
                if closing >= 0:
                    is_open[closing] = False
                is_open[room[best]] = True
                left, value, moved = without - search.gain[room[best]], values[best], True
    return is_open


def _kicked(search: Search, is_open: np.ndarray, draw: np.random.Generator) -> np.ndarray:
    """Some sites changed for others, at random, within the wishes."""
    is_open = is_open.copy()
    for _ in range(SITES_A_KICK):
        movable = np.flatnonzero(is_open & ~search.held)
        if not len(movable):
            break
        closing = int(draw.choice(movable))
        room = search.room(is_open, closing=closing)
        if len(room):
            is_open[closing] = False
            is_open[draw.choice(room)] = True
    return is_open
