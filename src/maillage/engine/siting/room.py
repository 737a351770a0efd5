"""A good assignment to sites with little room: moves, exchanges and better sites for those who share one.

Going without is one more site, with room for all and the cost of doing without.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .bounds import Bounds
from .polish import shaken
from .start import LEAST_SAVING, nearest_allowed

# Choices that the prices came by are tried, then shaken ones of the best.
CHOICES, MOST_TRIES = 30, 400
SHAKEN = (1, 3)
# After so many tries in which nothing gets better, nothing will.
PATIENCE = 80
# Numbers that one try looks at, in places times sites and places.
LOOKS_A_TRY = 10


@dataclass(frozen=True)
class Table:
    """``cost (m + 1, n)``, the last row of going without; infinite for who never goes there. ``weight (n,)``,
    ``capacity (m + 1,)``; ``bounds`` of the wishes.
    """

    cost: np.ndarray
    weight: np.ndarray
    capacity: np.ndarray
    bounds: Bounds

    def total(self, site: np.ndarray) -> float:
        """What it costs that each place goes to its ``site (n,)``."""
        return float(self.cost[site, np.arange(len(site))].sum())

    def room(self, site: np.ndarray) -> np.ndarray:
        return self.capacity - np.bincount(site, self.weight, len(self.capacity))

    def assigned(self, is_open: np.ndarray, price: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Open sites ``(m,)`` and the site of each place ``(n,)``: who would lose most by their second choice first."""
        usable = np.append(is_open, True)
        cost = np.where(usable[:, np.newaxis], self.cost, np.inf)
        room, site = self.capacity.copy(), np.full(len(price), len(self.cost) - 1)
        two = np.sort(cost, axis=0)[:2]
        for place in np.argsort(-(two[1] - two[0]) - 1e-3 * self.weight / self.weight.mean() * price, kind="stable"):
            fits = np.where(room >= self.weight[place], cost[:, place], np.inf)
            site[place] = int(fits.argmin())
            room[site[place]] -= self.weight[place]
        return self.improved(is_open, site)

    def improved(self, is_open: np.ndarray, site: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The same after every move, exchange and change of site that saves."""
        is_open, site = is_open.copy(), site.copy()
        while True:
            self._settle(is_open, site)
            if not self._relocate(is_open, site):
                return is_open, site

    def _settle(self, is_open: np.ndarray, site: np.ndarray) -> None:
        """Moves of one place and exchanges of two, the best at each turn."""
        each, usable = np.arange(len(site)), np.append(is_open, True)
        cost = np.where(usable[:, np.newaxis], self.cost, np.inf)
        while True:
            now, room = cost[site, each], self.room(site)
            moved = np.where(self.weight <= room[:, np.newaxis] + 1e-9, cost, np.inf) - now
            # Who would be where, if the place of the row went to the site of the place of the column.
            other = cost[site].T - now[:, np.newaxis]
            swapped = other + other.T
            fits = room[site] + self.weight >= self.weight[:, np.newaxis] - 1e-9
            swapped[~(fits & fits.T)] = np.inf
            move, swap = int(moved.argmin()), int(swapped.argmin())
            if min(moved.flat[move], swapped.flat[swap]) > -LEAST_SAVING:
                return
            if moved.flat[move] <= swapped.flat[swap]:
                to, place = divmod(move, len(site))
                site[place] = to
            else:
                one, two = divmod(swap, len(site))
                site[one], site[two] = site[two], site[one]

    def _relocate(self, is_open: np.ndarray, site: np.ndarray) -> bool:
        """Those who share a site go to one that is better for all of them; whether any did."""
        moved = False
        for closing in np.flatnonzero(is_open).tolist():
            members = np.flatnonzero(site == closing)
            left = self.bounds.rows @ is_open.astype(float) - self.bounds.rows[:, [closing]].toarray()[:, 0]
            may = self.bounds.may_open(left) & ~is_open & (self.capacity[:-1] >= self.weight[members].sum())
            worth = np.where(may, self.cost[:-1, members].sum(axis=1), np.inf)
            best = int(worth.argmin())
            if worth[best] < self.cost[closing, members].sum() - LEAST_SAVING:
                is_open[closing], is_open[best] = False, True
                site[members], moved = best, True
        return moved


def good_assignment(
    table: Table, choices: Sequence[np.ndarray], price: np.ndarray, *, tries: int, seed: int
) -> tuple[np.ndarray, np.ndarray] | None:
    """Open sites ``(m,)`` and the site of each place ``(n,)``, ``m`` for none; None if no choice holds.

    The best of some ``choices (m,)`` of sites (how much each opens), and of the best one shaken, in so many ``tries``.
    Same seed, same answer.
    """
    if not choices:
        return None
    rng, part = np.random.default_rng(seed), np.mean(choices, axis=0)
    best: tuple[np.ndarray, np.ndarray] | None = None
    least, last_better = np.inf, 0
    for turn in range(tries):
        if turn - last_better > PATIENCE:
            break
        if turn < min(len(choices), CHOICES):
            is_open = choices[turn] > 0.5
            is_open = is_open if table.bounds.hold(is_open) else nearest_allowed(is_open, table.bounds)
        else:
            is_open = shaken(best[0], part, rng, SHAKEN) if best else None
        if is_open is None or not table.bounds.hold(is_open):
            continue
        tried = table.assigned(is_open, price)
        if table.total(tried[1]) < least:
            best, least, last_better = tried, table.total(tried[1]), turn
    return best
