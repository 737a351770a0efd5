"""The cost of each place at each site, the cheapest first: the one table that every assignment model reads.

    cost of a plan = Σ_i  min( beyond_i,  min over open j of cost_ij )

With cost = people × minutes it is the p-median; with 0 within reach and people beyond, maximal coverage.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ..travel.pairs import Pairs


@dataclass(frozen=True)
class BySite:
    """The same entries by site: ``indptr (m + 1,)``; ``place``, ``cost (n_entries,)``."""

    indptr: np.ndarray
    place: np.ndarray
    cost: np.ndarray

    def of(self, site: int) -> tuple[np.ndarray, np.ndarray]:
        """The places that reach a site, each once, and their costs."""
        entries = slice(self.indptr[site], self.indptr[site + 1])
        return self.place[entries], self.cost[entries]


@dataclass(frozen=True)
class Ranked:
    """Compressed rows, one a place of demand, costs rising along each row.

    ``indptr (n + 1,)``; ``site``, ``cost (n_entries,)``; ``beyond (n,)``: what a place costs that no open site
    serves. An entry always costs less than that.
    """

    indptr: np.ndarray
    site: np.ndarray
    cost: np.ndarray
    beyond: np.ndarray
    n_sites: int

    @cached_property
    def place(self) -> np.ndarray:
        """Place of each entry, ``(n_entries,)``."""
        return np.repeat(np.arange(len(self.beyond)), np.diff(self.indptr))

    @cached_property
    def free(self) -> np.ndarray:
        """The places ``(n,)`` that pay nothing at any of their sites, so that one is as good as another."""
        return np.bincount(self.place[self.cost > 0], minlength=len(self.beyond)) == 0

    def by_site(self) -> BySite:
        order = np.argsort(self.site, kind="stable")
        indptr = np.concatenate(([0], np.cumsum(np.bincount(self.site, minlength=self.n_sites))))
        return BySite(indptr, self.place[order], self.cost[order])

    def entries(self, places: np.ndarray) -> np.ndarray:
        """Positions of all entries of some places, one place after the other."""
        first, length = self.indptr[places], self.indptr[places + 1] - self.indptr[places]
        end = np.cumsum(length)
        return np.arange(end[-1] if len(end) else 0) + np.repeat(first - (end - length), length)

    def two_nearest(self, is_open: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """``(n,)`` each: the cheapest open site (-1 for none), its cost, the cost at the second cheapest.

        ``is_open (m,)``: True for an open site.
        """
        found = np.flatnonzero(is_open[self.site])
        first = np.searchsorted(found, self.indptr[:-1])
        end = np.searchsorted(found, self.indptr[1:])
        padded = np.append(found, (0, 0))
        has, has_two = first < end, first + 1 < end
        site = np.where(has, self.site[padded[first]], -1) if len(self.site) else np.full(len(self.beyond), -1)
        cost = self.beyond.copy()
        second = self.beyond.copy()
        cost[has] = self.cost[padded[first[has]]]
        second[has_two] = self.cost[padded[first[has_two] + 1]]
        return site, cost, second

    def total(self, opened: np.ndarray) -> float:
        """Cost of a plan; ``opened``: numbers of its sites."""
        is_open = np.zeros(self.n_sites, dtype=bool)
        is_open[opened] = True
        return float(self.two_nearest(is_open)[1].sum())

    def saved_alone(self, part: np.ndarray) -> np.ndarray:
        """What each site saves ``(m,)`` those places that have no more than one whole site, ``part (m,)`` of each."""
        alone = np.bincount(self.place, part[self.site], len(self.beyond))[self.place] <= 1 + 1e-6
        return np.bincount(self.site[alone], (self.beyond[self.place] - self.cost)[alone], self.n_sites)

    def below(self, level: np.ndarray) -> np.ndarray:
        """Positions of the entries that cost less than ``level (n,)`` of their place, in order."""
        first, last = self.indptr[:-1].copy(), self.indptr[1:].copy()
        # Costs rise along a row: the end of its cheaper part is found by halving, in all rows at once.
        while (first < last).any():
            middle = (first + last) // 2
            open_yet = first < last
            cheaper = open_yet & (self.cost[np.where(open_yet, middle, 0)] < level)
            first = np.where(cheaper, middle + 1, first)
            last = np.where(open_yet & ~cheaper, middle, last)
        length = first - self.indptr[:-1]
        end = np.cumsum(length)
        return np.arange(end[-1] if len(end) else 0) + np.repeat(self.indptr[:-1] - (end - length), length)

    def only(self, possible: np.ndarray, certain: np.ndarray) -> Ranked:
        """The same without the sites that are not possible, and without what no place uses for a certain one."""
        _, nearest, _ = self.two_nearest(certain)
        kept = possible[self.site] & (self.cost < nearest[self.place])
        indptr = np.append(0, np.cumsum(kept))[self.indptr]
        return Ranked(indptr, self.site[kept], self.cost[kept], nearest, self.n_sites)


def ranked(pairs: Pairs, cost: np.ndarray, beyond: np.ndarray) -> Ranked:
    """``cost (n_pairs,)`` of each pair, ``beyond (n,)`` of a place without a site. What costs no less is dropped."""
    place = pairs.origin
    kept = np.flatnonzero(cost < beyond[place])
    place, site, cost = place[kept], pairs.destination[kept], cost[kept]
    # By place, then cost, then number: the order of the sites of equal cost is the same everywhere.
    order = np.lexsort((cost, place))
    indptr = np.concatenate(([0], np.cumsum(np.bincount(place, minlength=pairs.shape[0]))))
    return Ranked(indptr, site[order], cost[order], beyond, pairs.shape[1])
