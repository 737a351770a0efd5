"""p-median: the sites for which people travel least, on average.

    minimise  Σ_i w_i · min(t_i, beyond) / Σ_i w_i        t_i: minutes to the nearest open site

Source: Hakimi (1964), Optimum locations of switching centers and the absolute centers and medians of a graph,
Operations Research 12(3). Solved by Benders cuts (:mod:`.cuts`).
"""

from __future__ import annotations

from .checked import positive, weights
from .choice import plan_of
from .conflict import conflict
from .least_cost import least_cost
from .milp import SEED
from .plan import NoPlan, Plan
from .problem import Problem
from .ranked import ranked
from .wishes import rules

GOAL = "p_median"


def p_median(
    problem: Problem, *, beyond_minutes: float, time_limit_seconds: float = 60.0, seed: int = SEED
) -> Plan | NoPlan:
    """The sites with the least mean minutes, each place weighed.

    ``beyond_minutes``: what a place counts that has no open site in reach, or only farther ones. The value is in
    minutes. With capacities see :mod:`.single_source`: who finds no room counts ``beyond_minutes`` as well.

    Raises :class:`~maillage.engine.errors.SitingError` if nobody is to be served, or without a bound of minutes.
    """
    weight = weights(problem)
    beyond = positive("beyond_minutes", beyond_minutes)
    pairs = problem.pairs
    costs = ranked(pairs, weight[pairs.origin] * pairs.minutes, weight * beyond)
    best = least_cost(costs, rules(problem), time_limit_seconds=time_limit_seconds, seed=seed)
    if best is None:
        return NoPlan(GOAL, conflict(problem))
    return plan_of(GOAL, problem, best.opened, value=best.cost / weight.sum(), bound=best.bound / weight.sum())
