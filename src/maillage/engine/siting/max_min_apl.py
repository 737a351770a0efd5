"""The best APL for the worst served: the greatest least APL of any place that a site could help.

    maximise  t      t ≤ today_i + Σ_j gain_ij · open_j      for each place i where people live and a candidate reaches

A place that no candidate reaches keeps the APL of today whatever opens; with it, every plan would be as good as any
other. It is left out, and named by :func:`beyond_all_candidates`.
"""

from __future__ import annotations

import numpy as np
from scipy import sparse

from ..errors import SitingError
from .access_gain import AccessGain
from .care_plan import care_plan
from .choice import opened_of, site_columns
from .conflict import conflict
from .lacking import most_gained
from .milp import SEED, Model, solve
from .objective import Objective
from .plan import NoPlan, Plan
from .problem import Problem
from .shortfall import settled
from .wishes import rules

GOAL = "worst-served"
# Of the time: the rest is for choosing among plans with the same least APL.
SEEKING = 0.8
# Of an APL: what is less is arithmetic.
SLACK = 1e-7


def worst_served(
    problem: Problem, access: AccessGain, *, time_limit_seconds: float = 60.0, seed: int = SEED
) -> Plan | NoPlan:
    """The sites with the greatest least APL over the places that some candidate reaches; the value is that APL.

    Among plans with the same least APL, one with a low shortfall ``Σ people · max(0, mean − APL)`` under the mean of
    today, so that those who come next are not forgotten.
    Raises :class:`~maillage.engine.errors.SitingError` if nobody lives anywhere.
    """
    found = rules(problem)
    model = Model()
    sites = site_columns(model, problem, found)
    goal = least_apl(model, problem, access, sites)
    goal.seek(model)
    highest = solve(model, time_limit_seconds=SEEKING * time_limit_seconds, seed=seed)
    if highest.values is None:
        return NoPlan(GOAL, conflict(problem))
    among = Model()
    sites = site_columns(among, problem, found)
    least_apl(among, problem, access, sites).demand(among, goal.value(highest.objective) - SLACK)
    opened = settled(
        among,
        problem,
        access,
        sites,
        opened_of(highest, sites),
        level=float(np.average(access.today, weights=problem.demand.people)),
        time_limit_seconds=(1 - SEEKING) * time_limit_seconds,
        seed=seed,
    )
    value = float(least_apl_of(problem, access, access.after(opened)))
    bound = min(goal.value(highest.bound), _ceiling(problem, access))
    return care_plan(GOAL, problem, opened, value=value, bound=max(bound, value))


def least_apl(model: Model, problem: Problem, access: AccessGain, sites: np.ndarray) -> Objective:
    """The goal inside a model: one column that no concerned place's APL is under."""
    places, highest = _concerned(problem, access), _ceiling(problem, access)
    # Who has already what the most hopeless of them could have at most is no concern.
    low = places[access.today[places] <= highest]
    least = model.columns(1, lower=min(0.0, highest), upper=highest)
    below = sparse.csr_array(-np.ones((len(low), 1)))
    model.rows((sites, sparse.csr_array(access.gain[low])), (least, below), lower=-access.today[low])
    return Objective(least, np.ones(1), most=True)


def least_apl_of(problem: Problem, access: AccessGain, apl: np.ndarray) -> np.ndarray:
    """The goal of any choices of sites, from the APL ``(..., n)`` that they give."""
    return apl[..., _concerned(problem, access)].min(axis=-1)


def beyond_all_candidates(problem: Problem, access: AccessGain) -> np.ndarray:
    """Numbers of the places where people live and whose APL no candidate would change."""
    return np.flatnonzero((problem.demand.people > 0) & ~_helped(problem, access))


def _ceiling(problem: Problem, access: AccessGain) -> float:
    """No plan lifts the least APL over what the most hopeless of the places could have."""
    places = _concerned(problem, access)
    return float((access.today[places] + most_gained(problem, access, places)).min())


def _concerned(problem: Problem, access: AccessGain) -> np.ndarray:
    """Places where people live and which some candidate reaches; where none reaches any, all that people live in."""
    inhabited = problem.demand.people > 0
    if not inhabited.any():
        raise SitingError("Nobody lives in any of the places.", hint="Give places with people.")
    helped = inhabited & _helped(problem, access)
    return np.flatnonzero(helped if helped.any() else inhabited)


def _helped(problem: Problem, access: AccessGain) -> np.ndarray:
    may = np.ones(len(problem.candidates))
    may[problem.candidates.numbers(problem.wishes.forbidden)] = 0.0
    may[problem.existing] = 1.0
    return access.gain @ may > 0
