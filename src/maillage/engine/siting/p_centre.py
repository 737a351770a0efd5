"""p-centre: the sites for which the longest way is shortest, or the longest but for a share of the people.

    minimise  r      subject to  Σ_i w_i · [i is served within r] ≥ share · Σ_i w_i

``share = 1`` is the p-centre; ``share = 0.9`` is the least P90 of the minutes. Whether some choice of sites serves that
share within ``r`` is a set cover; the least such ``r`` is one of the minutes between the places, found by halving.

Source: Hakimi (1964), Operations Research 12(3); Minieka (1970), The m-center problem, SIAM Review 12(1).
"""

from __future__ import annotations

import numpy as np

from .checked import share_of, weights
from .choice import site_columns
from .conflict import conflict
from .milp import SEED, Model, Solved, solve
from .plan import NoPlan, Plan, nearest_open
from .problem import Problem
from .served import Assignment, Service, plan_served
from .wishes import rules

GOAL = "p_centre"


def p_centre(
    problem: Problem, *, share: float = 1.0, time_limit_seconds: float = 60.0, seed: int = SEED
) -> Plan | NoPlan:
    """The sites with the shortest longest way of ``share`` of the weight of demand; the value is in minutes.

    A place that no candidate reaches is a conflict unless ``share`` leaves it out. With capacities, the plan names
    the site that serves each place. Raises :class:`~maillage.engine.errors.SitingError` if nobody is to be served.
    """
    weight, share = weights(problem), share_of(share)
    levels = np.unique(problem.pairs.minutes[Service(problem, np.inf).near])
    anywhere = Service(problem, np.inf, share)
    first = _within(anywhere, time_limit_seconds, seed)
    if first[0].values is None:
        return NoPlan(GOAL, conflict(problem, anywhere) if first[0].status == "infeasible" else None)
    everywhere = nearest_open(problem.pairs, np.arange(len(problem.candidates)))[1]
    # Nothing serves the share in less than if every candidate were open.
    low = int(np.searchsorted(levels, _quantile(everywhere, weight, share)))
    best, left = first, time_limit_seconds - first[0].seconds
    high = int(np.searchsorted(levels, _longest(problem, best, weight, share)))
    while low < high and left > 0:
        middle = (low + high) // 2
        tried = _within(Service(problem, float(levels[middle]), share), left, seed)
        left -= tried[0].seconds
        if tried[0].values is not None:
            best, high = tried, int(np.searchsorted(levels, _longest(problem, tried, weight, share)))
        elif tried[0].status == "infeasible":
            low = middle + 1
        else:
            break
    value, bound = (float(levels[at]) if len(levels) else 0.0 for at in (high, low))
    solved, sites, assigned = best
    return plan_served(GOAL, problem, solved, sites, assigned, value=value, bound=bound)


def _within(service: Service, time_limit_seconds: float, seed: int) -> tuple[Solved, np.ndarray, Assignment | None]:
    """Any choice of sites that serves the share in time, if there is one."""
    problem, model = service.problem, Model()
    sites = site_columns(model, problem, rules(problem))
    assigned = service.add(model, sites, capacities=problem.wishes.capacities)
    return solve(model, time_limit_seconds=time_limit_seconds, seed=seed), sites, assigned


def _longest(
    problem: Problem, found: tuple[Solved, np.ndarray, Assignment | None], weight: np.ndarray, share: float
) -> float:
    """The value of what was found, which may be better than what was asked."""
    solved, sites, assigned = found
    plan = plan_served(GOAL, problem, solved, sites, assigned, value=0.0, bound=0.0)
    return _quantile(plan.minutes, weight, share)


def _quantile(minutes: np.ndarray, weight: np.ndarray, share: float) -> float:
    """The least number of minutes within which ``share`` of the weight is; NaN is never."""
    minutes = np.where(np.isnan(minutes), np.inf, minutes)[weight > 0]
    order = np.argsort(minutes, kind="stable")
    reached = np.cumsum(weight[weight > 0][order])
    return float(minutes[order][np.searchsorted(reached, (share - 1e-9) * reached[-1])])
