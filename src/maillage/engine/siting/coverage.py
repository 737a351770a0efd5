"""Maximal coverage: the sites that the most people can reach in time.

    maximise  Σ_i w_i · [some open site is within the minutes of i]

Source: Church & ReVelle (1974), The maximal covering location problem, Papers in Regional Science 32(1). It is the
search of :mod:`.least_cost` in which who is covered costs nothing, and who is not costs their weight.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from .bounds import Bounds
from .checked import far_enough, weights
from .choice import plan_of
from .conflict import conflict
from .least_cost import least_cost
from .milp import SEED
from .needless import without_needless
from .plan import NoPlan, Plan
from .problem import Problem
from .ranked import ranked
from .single_source import single_source
from .wishes import rules

GOAL = "coverage"


def coverage(
    problem: Problem, *, within_minutes: float, time_limit_seconds: float = 60.0, seed: int = SEED
) -> Plan | NoPlan:
    """The sites that cover the most weight of demand within ``within_minutes``. The value is that weight.

    With capacities, the most weight that has room in a site within those minutes; then the plan names that site, and
    none for a place that finds no room.

    Raises :class:`~maillage.engine.errors.SitingError` if nobody is to be served, or if the times stop before.
    """
    far_enough(problem, within_minutes)
    weight = weights(problem)
    near = replace(problem, pairs=problem.pairs.up_to(within_minutes))
    cost = np.zeros(len(near.pairs))

    def covered(left_out: float) -> float:
        return float(problem.demand.weight.sum() * (1 - left_out / weight.sum()))

    if problem.wishes.capacities:
        fit = single_source(near, cost, weight, time_limit_seconds=time_limit_seconds, seed=seed)
        return NoPlan(GOAL, conflict(problem)) if fit is None else fit.plan(GOAL, near, covered)
    bounds = Bounds.of(rules(problem), len(problem.candidates))
    costs = ranked(near.pairs, cost, weight)
    best = least_cost(without_needless(costs, bounds), bounds, time_limit_seconds=time_limit_seconds, seed=seed)
    if best is None:
        return NoPlan(GOAL, conflict(problem))
    # The smaller question may see less than a plan covers, if it is not the best.
    value = covered(costs.total(best.opened))
    return plan_of(GOAL, problem, best.opened, value=value, bound=covered(best.bound))
