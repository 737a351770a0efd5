"""Who is served: the people within reach of an open site, or with room in one, as rows of a model.

Without capacities a place is served by any open site in reach; with them it has one site, and no site serves more than
its capacity (single source). Serving everybody without capacities is a wish over the sites alone.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from .choice import opened_of, plan_of
from .milp import Model, Solved
from .plan import Plan
from .problem import Problem
from .wishes import Rule

WISH = "share"


@dataclass(frozen=True)
class Service:
    """At least ``share`` of the weight of demand is to be served within ``within_minutes``."""

    problem: Problem
    within_minutes: float
    share: float = 1.0

    @property
    def near(self) -> np.ndarray:
        """``(n_pairs,)`` True for the pairs within the minutes, from places where somebody lives."""
        pairs = self.problem.pairs
        return (pairs.minutes <= self.within_minutes) & (self.problem.demand.weight > 0)[pairs.origin]

    def rule(self) -> Rule:
        """Everybody, without capacities: a site in reach of each place."""
        pairs, near = self.problem.pairs, self.near
        entries = (np.ones(near.sum()), (pairs.origin[near], pairs.destination[near]))
        reach = sparse.csr_array(entries, shape=pairs.shape)[self.problem.demand.weight > 0]
        n_rows = reach.shape[0]  # pyright: ignore[reportOptionalSubscript]
        return Rule(WISH, sparse.csr_array(reach), np.ones(n_rows), np.full(n_rows, np.inf))

    def most(self, model: Model, sites: np.ndarray, *, capacities: bool) -> tuple[np.ndarray, np.ndarray]:
        """Columns and their weights, whose sum is the weight that a choice of sites serves."""
        pairs, near, weight = self.problem.pairs, self.near, self.problem.demand.weight
        if capacities:
            assigned = Assignment.of(model, self.problem, sites, near)
            return assigned.columns, weight[assigned.place]
        served = model.columns(len(weight))
        entries = (np.ones(near.sum()), (pairs.origin[near], pairs.destination[near]))
        reach = sparse.csr_array(entries, shape=pairs.shape)
        model.rows((sites, reach), (served, -sparse.eye_array(len(weight), format="csr")), lower=0.0)
        return served, weight

    def add(self, model: Model, sites: np.ndarray, *, capacities: bool) -> Assignment | None:
        """Adds the demand for service to a model; returns the assignment that capacities need."""
        everybody = self.share >= 1
        if everybody and not capacities:
            rule = self.rule()
            model.rows((sites, rule.matrix), lower=rule.lower)
            return None
        assigned = None
        if capacities:
            assigned = Assignment.of(model, self.problem, sites, self.near, everybody=everybody)
            columns, weight = assigned.columns, self.problem.demand.weight[assigned.place]
        else:
            columns, weight = self.most(model, sites, capacities=False)
        if not everybody:
            whole = self.problem.demand.weight.sum()
            model.rows((columns, sparse.csr_array(weight[np.newaxis] / whole)), lower=self.share - 1e-9)
        return assigned


@dataclass(frozen=True)
class Assignment:
    """One column for each pair that may be used, ``(k,)`` each; ``pair``: its position among the problem's pairs."""

    columns: np.ndarray
    pair: np.ndarray
    place: np.ndarray
    site: np.ndarray

    @classmethod
    def of(
        cls,
        model: Model,
        problem: Problem,
        sites: np.ndarray,
        used: np.ndarray,
        *,
        cost: np.ndarray | None = None,
        everybody: bool = False,
        shared: bool = False,
    ) -> Assignment:
        """Adds the assignment over some pairs, ``used (n_pairs,)`` bool: each place at most once, to open sites.

        ``cost (n_pairs,)`` of serving a place whole. ``everybody``: each place of some weight exactly once.
        ``shared``: a place may divide itself among several sites.
        """
        weight, capacity = problem.demand.weight, problem.candidates.capacity
        place, site = problem.pairs.origin, problem.pairs.destination
        if not shared:
            # Who alone is more than a site can take never goes there.
            used = used & (weight[place] <= capacity[site])
        pair = np.flatnonzero(used)
        place, site = place[pair], site[pair]
        k, n, m = len(pair), *problem.pairs.shape
        columns = model.columns(k, cost=0.0 if cost is None else cost[pair], integer=not shared)
        ones, row = np.ones(k), np.arange(k)
        least = np.where(weight > 0, 1.0, 0.0) if everybody else 0.0
        model.rows((columns, sparse.csr_array((ones, (place, row)), shape=(n, k))), lower=least, upper=1.0)
        to_site = sparse.csr_array((-ones, (row, site)), shape=(k, m))
        model.rows((columns, sparse.eye_array(k, format="csr")), (sites, to_site), upper=0.0)
        assigned = cls(columns, pair, place, site)
        limited = np.flatnonzero(np.isfinite(capacity))
        room = sparse.csr_array((-capacity[limited], (np.arange(len(limited)), limited)), shape=(len(limited), m))
        model.rows((columns, assigned.load(weight, m)[limited]), (sites, room), upper=0.0)
        return assigned

    def load(self, weight: np.ndarray, n_sites: int) -> sparse.csr_array:
        """``(n_sites, k)``: what each column brings to each site."""
        entries = (weight[self.place], (self.site, np.arange(len(self.site))))
        return sparse.csr_array(entries, shape=(n_sites, len(self.site)))

    def chosen(self, values: np.ndarray, n_places: int) -> np.ndarray:
        """The pair ``(n,)`` that serves each place, or the largest part of it, in a solution; -1 for none."""
        part = values[self.columns]
        order = np.argsort(part, kind="stable")
        order = order[part[order] > 1e-6]
        pair = np.full(n_places, -1)
        pair[self.place[order]] = self.pair[order]
        return pair


def plan_by_pairs(
    goal: str, problem: Problem, opened: np.ndarray, pair: np.ndarray, *, value: float, bound: float
) -> Plan:
    """A plan in which each place goes to the site of its pair, ``pair (n,)``, which need not be the nearest."""
    pairs, served = problem.pairs, np.flatnonzero(pair >= 0)
    site, minutes = np.full(len(pair), -1, dtype=np.intp), np.full(len(pair), np.nan)
    site[served] = pairs.destination[pair[served]]
    minutes[served] = pairs.minutes[pair[served]]
    return Plan(goal, opened, value, bound, site, minutes)


def plan_served(
    goal: str,
    problem: Problem,
    solved: Solved,
    sites: np.ndarray,
    assigned: Assignment | None,
    *,
    value: float,
    bound: float,
) -> Plan:
    """The plan of a solution: as it assigns places to sites, or each to its nearest if it does not say."""
    opened = opened_of(solved, sites)
    if assigned is None:
        return plan_of(goal, problem, opened, value=value, bound=bound)
    assert solved.values is not None
    pair = assigned.chosen(solved.values, len(problem.demand))
    return plan_by_pairs(goal, problem, opened, pair, value=value, bound=bound)
