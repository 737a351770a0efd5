"""Assignment with capacities: each place has one site, and no site serves more than it can.

A column a pair that may be used, handed to HiGHS whole: no pair is dropped but those that cost no less than going
without, so that what is proven is proven. The search starts from the best plan without capacities, filled up.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from .choice import opened_of, site_columns
from .milp import SEED, Model, solve
from .plan import Plan
from .problem import Problem
from .ranked import ranked
from .served import Assignment, plan_by_pairs
from .start import start
from .wishes import rules


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
    opened = start(costs, found)
    if opened is None:
        return None
    model = Model()
    whole = model.offset = float(beyond.sum())
    sites = site_columns(model, problem, found)
    saved = cost - beyond[problem.pairs.origin]
    assigned = Assignment.of(model, problem, sites, saved < 0, cost=saved)
    pair = filled(problem, opened, cost, beyond)
    first = np.zeros(model.n_columns)
    first[sites[opened]] = 1.0
    first[assigned.columns[np.isin(assigned.pair, pair)]] = 1.0
    best = solve(model, start=first, time_limit_seconds=time_limit_seconds, seed=seed)
    bound = max(best.bound, costs.total(np.arange(costs.n_sites)))
    if best.values is None:
        # Time was up before HiGHS had looked at the plan that it was given.
        return Fit(opened, pair, whole + float(saved[pair[pair >= 0]].sum()), bound)
    return Fit(opened_of(best, sites), assigned.chosen(best.values, len(beyond)), best.objective, bound)


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
