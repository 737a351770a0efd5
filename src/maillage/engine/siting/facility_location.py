"""Facility location: the sites for which opening them and travelling to them cost least together.

    minimise  Σ_j cost_j · new_j  +  cost_per_minute · Σ_i w_i t_i        t_i: minutes to the site that serves i

Source: Balinski (1965), Integer programming: methods, uses, computations, Management Science 12(3).
"""

from __future__ import annotations

import numpy as np

from .bounds import Bounds
from .checked import positive, weights
from .choice import plan_of, site_columns
from .conflict import conflict
from .least_cost import least_cost
from .milp import SEED, Model, solve
from .plan import NoPlan, Plan
from .problem import Problem
from .ranked import ranked
from .served import Assignment, Service, plan_served
from .wishes import rules

GOAL = "facility_location"


def facility_location(
    problem: Problem,
    *,
    cost_per_minute: float,
    shared: bool = False,
    time_limit_seconds: float = 60.0,
    seed: int = SEED,
) -> Plan | NoPlan:
    """The sites with the least cost in all, in the unit of the candidates' ``cost``.

    ``cost_per_minute``: of one unit of weight travelling one minute. Everybody is served: a place that no candidate
    reaches is a conflict. With capacities a place has one site, or, ``shared``, as many as it needs: then the plan
    names the one that serves most of it, and its minutes.
    Raises :class:`~maillage.engine.errors.SitingError` if nobody is to be served.
    """
    weights(problem)
    pairs, found = problem.pairs, rules(problem)
    travel = positive("cost_per_minute", cost_per_minute) * problem.demand.weight[pairs.origin] * pairs.minutes
    opening = np.where(problem.existing, 0.0, problem.candidates.cost)
    # Costs of about 1, whatever their unit, are what the solver's tolerances are made for.
    scale = float(travel.mean() + opening.mean()) if len(travel) else 1.0
    scale = scale if scale > 0 else 1.0
    travel, opening = travel / scale, opening / scale
    service = Service(problem, np.inf)
    if problem.wishes.capacities:
        model = Model()
        sites = site_columns(model, problem, found, cost=opening)
        assigned = Assignment.of(model, problem, sites, service.near, cost=travel, everybody=True, shared=shared)
        best = solve(model, time_limit_seconds=time_limit_seconds, seed=seed)
        if best.values is None:
            return NoPlan(GOAL, conflict(problem, service) if best.status == "infeasible" else None)
        value, bound = best.objective * scale, best.bound * scale
        return plan_served(GOAL, problem, best, sites, assigned, value=value, bound=bound)
    farthest = np.zeros(len(problem.demand))
    np.maximum.at(farthest, pairs.origin, travel)
    # Nobody goes unserved: what that would cost only has to be more than any way.
    costs = ranked(pairs, travel, np.where(problem.demand.weight > 0, 2 * farthest + 1, 0.0))
    bounds = Bounds.of([*found, service.rule()], len(problem.candidates))
    least = least_cost(costs, bounds, opening=opening, time_limit_seconds=time_limit_seconds, seed=seed)
    if least is None:
        return NoPlan(GOAL, conflict(problem, service))
    return plan_of(GOAL, problem, least.opened, value=least.cost * scale, bound=least.bound * scale)
