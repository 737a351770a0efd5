"""The relaxation of an assignment model by Benders cuts: one variable a site, one a place for what it costs.

    paid_i ≥ level − Σ_j max(0, level − cost_ij) · open_j         for any level of the place i

A plan whose nearest site costs ``level`` or more pays that much, less what a cheaper open site saves. The level that is
most violated is found by counting up the sites of a place, the cheapest first, until they make one whole. Cuts are
added as they are violated: far fewer than one for each place and site.

Source: Duran-Mateluna, Ales & Elloumi (2023), An efficient Benders decomposition for the p-median problem, European
Journal of Operational Research 308(1).
"""

from __future__ import annotations

from typing import NamedTuple

import highspy
import numpy as np

from .bounds import Bounds
from .milp import Model, add_cuts, ready
from .ranked import Ranked

# With so few entries, the simplex method needs half the time of the other from nothing (coverage, 250 and 500 places).
FEW_ENTRIES = 5_000
# Of a violation, as a share of the cost: what is less is left to the solver's own tolerance.
VIOLATED = 1e-6
# After so many new cuts the last basis is worth nothing: measured at 5,000 places, 9 s against 15 s.
MANY_CUTS = 2_000


class Relaxed(NamedTuple):
    """A solution of the relaxation: ``open (m,)``, its reduced costs, what each place pays, and the whole."""

    bound: float
    open: np.ndarray
    reduced_cost: np.ndarray
    paid: np.ndarray


class Relaxation:
    """A linear model that learns; ``opening (m,)`` is the cost of each site, 0 for most models."""

    def __init__(
        self, costs: Ranked, bounds: Bounds, *, opening: np.ndarray, time_limit_seconds: float, seed: int
    ) -> None:
        self.costs, self._place = costs, costs.place
        model = Model()
        sites = model.columns(costs.n_sites, cost=opening)
        model.columns(len(costs.beyond), cost=1.0, upper=np.inf)
        model.rows((sites, bounds.rows), lower=bounds.lower, upper=bounds.upper)
        self._highs = ready(model, time_limit_seconds=time_limit_seconds, seed=seed)
        # From nothing, the interior point method is several times faster; from the last basis, the simplex method is.
        # Presolve would throw that basis away.
        self._highs.setOptionValue("solver", "ipm" if len(costs.site) > FEW_ENTRIES else "simplex")
        self._highs.setOptionValue("presolve", "off")
        # Costs are of about 1 as they come: to scale them takes a third of the time of a small relaxation.
        self._highs.setOptionValue("simplex_scale_strategy", 0)
        self._n_rules = self._highs.getNumRow()
        self.stopped = False
        self._place_of_cut: list[np.ndarray] = []
        self._level_of_cut: list[np.ndarray] = []
        # Sites that cost nothing leave one level to cut at: what is paid without any of them.
        self.whole = bool(costs.free.all())
        self.add(np.flatnonzero(costs.free), costs.beyond[costs.free])

    @property
    def seconds(self) -> float:
        """What solving took until now."""
        return self._highs.getRunTime()

    def fix(self, lower: np.ndarray, upper: np.ndarray) -> None:
        """Bounds of ``open``, ``(m,)`` each."""
        m = self.costs.n_sites
        self._highs.changeColsBounds(m, np.arange(m, dtype=np.int32), lower.astype(float), upper.astype(float))

    def solve(self) -> Relaxed | None:
        """The best of the relaxation; None if it has no solution or time is up (:attr:`stopped`)."""
        self._highs.run()
        self._highs.setOptionValue("solver", "simplex")
        status = self._highs.getModelStatus()
        self.stopped = status not in (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kInfeasible)
        if status != highspy.HighsModelStatus.kOptimal:
            return None
        solution, m = self._highs.getSolution(), self.costs.n_sites
        values, dual = np.array(solution.col_value), np.array(solution.col_dual)
        bound = self._highs.getInfo().objective_function_value
        return Relaxed(bound, np.clip(values[:m], 0.0, 1.0), dual[:m], values[m:])

    def cut_off(self, point: Relaxed) -> bool:
        """Adds the most violated cut of each place; False if the point violates none."""
        if self.whole:
            return False
        level = self._critical(point.open)
        near, saved = self._savings(level)
        pays = level - np.bincount(self._place[near], saved * point.open[self.costs.site[near]], len(level))
        violated = np.flatnonzero(pays > point.paid + VIOLATED * np.maximum(1.0, pays))
        self.add(violated, level[violated])
        return len(violated) > 0

    def add_around(self, is_open: np.ndarray) -> None:
        """The cuts of each place at its nearest and second nearest site of a plan ``(m,)``."""
        _, now, second = self.costs.two_nearest(is_open)
        costly = np.flatnonzero(~self.costs.free)
        self.add(costly, now[costly])
        self.add(costly, second[costly])

    def add(self, place: np.ndarray, level: np.ndarray) -> None:
        """Cuts of some places, each once and in order, at the given levels; at a level of 0 there is nothing to pay."""
        place, level = place[level > 0], level[level > 0]
        if not len(place):
            return
        asked = np.full(len(self.costs.beyond), -np.inf)
        asked[place] = level
        near, saved = self._savings(asked)
        indptr = np.append(0, np.searchsorted(self._place[near], place, side="right"))
        own = self.costs.n_sites + place
        add_cuts(self._highs, indptr, self.costs.site[near], saved, own=own, lower=level)
        if len(place) > MANY_CUTS:
            self._highs.setOptionValue("solver", "ipm")
        self._place_of_cut.append(place)
        self._level_of_cut.append(level)

    def add_all(self, place: np.ndarray, level: np.ndarray) -> None:
        """Cuts of some places, a place as often as it likes."""
        order = np.argsort(place, kind="stable")
        turn = np.arange(len(place)) - np.searchsorted(place[order], place[order])
        for each in range(turn.max(initial=-1) + 1):
            self.add(place[order[turn == each]], level[order[turn == each]])

    def tight_cuts(self) -> tuple[np.ndarray, np.ndarray]:
        """Places and levels of the cuts that hold the last solution where it is, those apart that are always there."""
        dual = np.array(self._highs.getSolution().row_dual)[self._n_rules :]
        place, level = (np.concatenate(parts) for parts in (self._place_of_cut, self._level_of_cut))
        tight = (dual > 1e-9) & ~self.costs.free[place]
        return place[tight], level[tight]

    def _critical(self, is_open: np.ndarray) -> np.ndarray:
        """Cost of the site ``(n,)`` with which the sites of a place, the cheapest first, make one whole."""
        costs = self.costs
        whole = np.cumsum(is_open[costs.site])
        before = np.append(0.0, whole)[costs.indptr[:-1]]
        enough = np.flatnonzero(whole - before[self._place] >= 1 - 1e-9)
        first = np.searchsorted(enough, costs.indptr[:-1])
        position = np.append(enough, len(costs.site))[first]
        level = costs.beyond.copy()
        has = position < costs.indptr[1:]
        level[has] = costs.cost[position[has]]
        return level

    def _savings(self, level: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Entries that are cheaper than the level of their place, and by how much."""
        near = self.costs.below(level)
        return near, level[self._place[near]] - self.costs.cost[near]
