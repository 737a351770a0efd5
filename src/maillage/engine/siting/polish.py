"""From a good plan to a better one, with the relaxation as guide: shaken and improved again, many times.

Some open sites give way to sites that the relaxation opens at least in part, drawn with those parts as odds; then the
best swaps among these few sites (iterated local search). Random, and the same for the same seed.
"""

from __future__ import annotations

import numpy as np

from .bounds import Bounds
from .cuts import Relaxed
from .ranked import Ranked
from .start import cost_of, improved

ROUNDS = 300
# So many rounds in which nothing gets better are enough; and none is worth it for a gap that the tree soon closes.
PATIENCE = 60
SMALL_GAP = 2e-3
# How many sites change places in one round: at least and at most.
SHAKEN = (2, 8)
# A site that the relaxation opens by less is not worth trying.
LEAST_PART = 1e-6


def polished(
    costs: Ranked, bounds: Bounds, opening: np.ndarray, is_open: np.ndarray, point: Relaxed, *, seed: int
) -> np.ndarray:
    """A choice ``(m,)`` within the wishes that costs no more than ``is_open``, which must be one."""
    rng = np.random.default_rng(seed)
    some = (point.open > LEAST_PART) | is_open
    few = costs.only(some, np.zeros_like(some))
    best, least = is_open, cost_of(few, opening, is_open)
    for start in (is_open, rounded(bounds, point)):
        if start is None:
            continue
        found = improved(few, bounds, opening, start)
        if cost_of(few, opening, found) < least:
            best, least = found, cost_of(few, opening, found)
    last_better = 0
    for turn in range(ROUNDS):
        if least <= point.bound * (1 + SMALL_GAP) or turn - last_better > PATIENCE:
            break
        other = shaken(best, point.open, rng)
        if other is None or not bounds.hold(other):
            continue
        found = improved(few, bounds, opening, other)
        cost = cost_of(few, opening, found)
        if cost < least:
            last_better = turn
        # A change that costs nothing may lead elsewhere.
        if cost <= least:
            best, least = found, cost
    return improved(costs, bounds, opening, best)


def rounded(bounds: Bounds, point: Relaxed) -> np.ndarray | None:
    """As many sites ``(m,)`` as the relaxation opens in all, those that it opens most; None where wishes forbid it."""
    top = np.zeros(len(point.open), dtype=bool)
    top[np.argsort(-point.open, kind="stable")[: round(point.open.sum())]] = True
    return top if bounds.hold(top) else None


def shaken(
    is_open: np.ndarray, part: np.ndarray, rng: np.random.Generator, sites: tuple[int, int] = SHAKEN
) -> np.ndarray | None:
    """Some ``sites`` (at least, at most) changed for others, drawn by ``part``; None if there are too few to change."""
    inside = np.flatnonzero(is_open)
    outside = np.flatnonzero(~is_open & (part > LEAST_PART))
    number = min(int(rng.integers(*sites, endpoint=True)), len(inside) // 2, len(outside))
    if number < 1:
        return None
    others = is_open.copy()
    others[rng.choice(inside, number, replace=False)] = False
    odds = part[outside] / part[outside].sum()
    others[rng.choice(outside, number, replace=False, p=odds)] = True
    return others
