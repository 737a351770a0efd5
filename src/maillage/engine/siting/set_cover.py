"""Set cover: the fewest new sites that serve everybody in time, or a share of the people.

    minimise  Σ_j new_j      subject to  Σ_i w_i · [i is served within the minutes] ≥ share · Σ_i w_i

Source: Toregas, Swain, ReVelle & Bergman (1971), The location of emergency service facilities,
Operations Research 19(6).
"""

from __future__ import annotations

import numpy as np

from .checked import far_enough, share_of, weights
from .choice import site_columns
from .conflict import conflict
from .milp import SEED, Model, solve
from .plan import NoPlan, Plan
from .problem import Problem
from .served import Service, plan_served
from .wishes import rules

GOAL = "set_cover"


def set_cover(
    problem: Problem,
    *,
    within_minutes: float,
    share: float = 1.0,
    time_limit_seconds: float = 60.0,
    seed: int = SEED,
) -> Plan | NoPlan:
    """The fewest new sites with which at least ``share`` of the weight of demand is served; the value is their number.

    A wish for at most ``count`` sites holds here too. A place that no candidate reaches is a conflict unless ``share``
    leaves it out. With capacities, the plan names the site that serves each place.
    Raises :class:`~maillage.engine.errors.SitingError` if nobody is to be served, or if the times stop before.
    """
    far_enough(problem, within_minutes)
    weights(problem)
    service = Service(problem, within_minutes, share_of(share))
    model = Model()
    sites = site_columns(model, problem, rules(problem), cost=np.where(problem.existing, 0.0, 1.0))
    assigned = service.add(model, sites, capacities=problem.wishes.capacities)
    best = solve(model, time_limit_seconds=time_limit_seconds, seed=seed)
    if best.values is None:
        return NoPlan(GOAL, conflict(problem, service) if best.status == "infeasible" else None)
    # A number of sites is whole: what is above a bound is above the next whole number.
    bound = min(float(np.ceil(best.bound - 1e-6)), round(best.objective))
    return plan_served(GOAL, problem, best, sites, assigned, value=float(round(best.objective)), bound=bound)
