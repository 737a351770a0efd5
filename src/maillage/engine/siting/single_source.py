"""Assignment with capacities: each place has one site, and no site serves more than it can.

First the prices that bound it from below (:mod:`.prices`), then a good plan among few sites and few ways, then all that
may be part of a better one: a column a pair, handed to HiGHS whole. What was left out is proven to cost more.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from .bounds import Bounds
from .branch import WHOLE
from .choice import opened_of, site_columns
from .milp import RELATIVE_GAP, SEED, Model, Solved, solve
from .plan import Plan
from .prices import LOOKED_AT_A_SECOND, Priced, Pricing
from .problem import Problem
from .ranked import ranked
from .room import LOOKS_A_TRY, MOST_TRIES, Table, good_assignment
from .served import Assignment, plan_by_pairs
from .start import start
from .wishes import Rule, rules

# Of the sites that open at the best prices, so many times as many are looked at first; and so many ways a place.
FEW_SITES, FEW_WAYS = 2.0, 10
FEW_GAP = 1e-4
# Parts of the time that is left, for one step after the other.
PRICES_SHARE, SEARCH_SHARE, FEW_SHARE = 0.25, 0.25, 0.3


@dataclass(frozen=True)
class Fit:
    """``opened``; ``pair (n,)``: the pair that serves each place, -1 for none; cost, and what none can be below."""

    opened: np.ndarray
    pair: np.ndarray
    cost: float
    bound: float

    def plan(self, goal: str, problem: Problem, value: Callable[[float], float]) -> Plan:
        """The plan with the sites that serve each place, which need not be the nearest."""
        return plan_by_pairs(goal, problem, self.opened, self.pair, value=value(self.cost), bound=value(self.bound))


def single_source(
    problem: Problem, cost: np.ndarray, beyond: np.ndarray, *, time_limit_seconds: float = 60.0, seed: int = SEED
) -> Fit | None:
    """The assignment of least cost: ``cost (n_pairs,)``, or ``beyond (n,)`` for a place that no site serves.

    None if no choice of sites fulfils the wishes.
    """
    found = rules(problem)
    costs = ranked(problem.pairs, cost, beyond)
    is_open = start(costs, Bounds.of(found, costs.n_sites))
    if is_open is None:
        return None
    whole, opened = _Whole(problem, cost, beyond, found, seed), np.flatnonzero(is_open)
    best = whole.fit(opened, filled(problem, opened, cost, beyond))
    left = time_limit_seconds
    priced, choices, took = whole.pricing.climbed(best.cost, seconds=left * PRICES_SHARE)
    bound, left = max(priced.bound, costs.total(np.arange(costs.n_sites))), left - took
    best, took = whole.searched(best, priced, choices, seconds=left * SEARCH_SHARE)
    left -= took
    for step, share in ((whole.few, FEW_SHARE), (whole.all_worth_it, 1.0)):
        if bound >= best.cost * (1 - RELATIVE_GAP) or left <= 0:
            break
        best, proven, took = step(priced, best, seconds=left * share)
        bound, left = max(bound, proven), left - took
    return Fit(best.opened, best.pair, best.cost, min(bound, best.cost))


class _Whole:
    """The question as a table ``(m, n)`` of what each site would cost each place; infinite where it never serves it."""

    def __init__(self, problem: Problem, cost: np.ndarray, beyond: np.ndarray, found: list[Rule], seed: int) -> None:
        self.problem, self.cost, self.beyond, self.found, self.seed = problem, cost, beyond, found, seed
        pairs, weight, capacity = problem.pairs, problem.demand.weight, problem.candidates.capacity
        self.table = np.full((pairs.shape[1], pairs.shape[0]), np.inf)
        fits = (cost < beyond[pairs.origin]) & (weight[pairs.origin] <= capacity[pairs.destination])
        self.table[pairs.destination[fits], pairs.origin[fits]] = cost[fits]
        self._pair = np.full(self.table.shape, -1)
        self._pair[pairs.destination, pairs.origin] = np.arange(len(cost))
        self.pricing = Pricing.of(self.table, beyond, weight, capacity, found, seed=seed)

    def fit(self, opened: np.ndarray, pair: np.ndarray) -> Fit:
        served = pair >= 0
        return Fit(opened, pair, float(self.cost[pair[served]].sum() + self.beyond[~served].sum()), 0.0)

    def searched(
        self, best: Fit, priced: Priced, choices: Sequence[np.ndarray], *, seconds: float
    ) -> tuple[Fit, float]:
        """A better plan by many small changes (:mod:`.room`), and about how long that took."""
        m, n = self.table.shape
        a_try = n * (m + n) * LOOKS_A_TRY / LOOKED_AT_A_SECOND
        weight, room = self.problem.demand.weight, np.append(self.problem.candidates.capacity, np.inf)
        table = Table(np.vstack((self.table, self.beyond)), weight, room, Bounds.of(self.found, m))
        tries = int(min(MOST_TRIES, seconds / a_try))
        found = good_assignment(table, choices, priced.price, tries=tries, seed=self.seed)
        if found is None:
            return best, tries * a_try
        is_open, site = found
        pair = np.append(self._pair, np.full((1, n), -1), axis=0)[site, np.arange(n)]
        return self._better(best, self.fit(np.flatnonzero(is_open), pair)), tries * a_try

    def few(self, priced: Priced, best: Fit, *, seconds: float) -> tuple[Fit, float, float]:
        """The best plan with sites that the best prices open, or nearly, and of each place the cheapest of them."""
        nearness = np.where(priced.open > WHOLE, -priced.open, np.maximum(priced.reduced, 0.0))
        sites = np.zeros(len(nearness), dtype=bool)
        sites[np.argsort(nearness, kind="stable")[: int(np.ceil(FEW_SITES * priced.open.sum()))]] = True
        sites[best.opened] = True
        table = np.where(sites[:, np.newaxis], self.table, np.inf)
        rank = np.argsort(np.argsort(table, axis=0, kind="stable"), axis=0, kind="stable")
        ways = np.isfinite(table) & (rank < FEW_WAYS)
        found, solved = self._solve(sites, ways, best, seconds=seconds, gap=FEW_GAP)
        return found, -np.inf, solved.seconds

    def all_worth_it(self, priced: Priced, best: Fit, *, seconds: float) -> tuple[Fit, float, float]:
        """The best plan there is: whatever is cheaper than the one at hand is among what its prices leave."""
        found, solved = self._solve(*self.pricing.worth_it(priced, best.cost), best, seconds=seconds)
        return found, min(solved.bound, best.cost), solved.seconds

    def _solve(
        self, sites: np.ndarray, ways: np.ndarray, best: Fit, *, seconds: float, gap: float = RELATIVE_GAP
    ) -> tuple[Fit, Solved]:
        """The best plan with some sites ``(m,)`` and some ways ``(m, n)``, those of ``best`` among them."""
        problem, pairs, model = self.problem, self.problem.pairs, Model()
        model.offset = float(self.beyond.sum())
        columns = site_columns(model, problem, self.found)
        model.rows((columns[~sites], sparse.eye_array(int((~sites).sum()))), upper=0.0)
        used = ways[pairs.destination, pairs.origin]
        used[best.pair[best.pair >= 0]] = True
        assigned = Assignment.of(model, problem, columns, used, cost=self.cost - self.beyond[pairs.origin])
        begin = np.zeros(model.n_columns)
        begin[columns[best.opened]] = 1.0
        begin[assigned.columns[np.isin(assigned.pair, best.pair)]] = 1.0
        solved = solve(model, start=begin, time_limit_seconds=seconds, relative_gap=gap, seed=self.seed)
        if solved.values is None:
            return best, solved
        pair = assigned.chosen(solved.values, len(self.beyond))
        return self._better(best, self.fit(opened_of(solved, columns), pair)), solved

    @staticmethod
    def _better(one: Fit, other: Fit) -> Fit:
        return min(one, other, key=lambda each: each.cost)


def filled(problem: Problem, opened: np.ndarray, cost: np.ndarray, beyond: np.ndarray) -> np.ndarray:
    """The pair that serves each place ``(n,)``, -1 for none: the heaviest first, each to the cheapest with room."""
    pairs, weight = problem.pairs, problem.demand.weight
    room = np.zeros(len(problem.candidates))
    room[opened] = problem.candidates.capacity[opened]
    chosen = np.full(len(weight), -1)
    for place in np.argsort(-weight, kind="stable"):
        row = np.arange(*pairs.indptr[place : place + 2].tolist())
        fits = row[(room[pairs.destination[row]] >= weight[place]) & (cost[row] < beyond[place])]
        if len(fits):
            chosen[place] = fits[cost[fits].argmin()]
            room[pairs.destination[chosen[place]]] -= weight[place]
    return chosen
