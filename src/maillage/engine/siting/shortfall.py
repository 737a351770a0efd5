"""What people lack under a level of APL: the goal that settles between plans that are otherwise as good."""

from __future__ import annotations

import numpy as np
from scipy import sparse

from .access_gain import AccessGain
from .choice import opened_of
from .milp import Model, solve
from .objective import Objective
from .problem import Problem


def shortfall(model: Model, problem: Problem, access: AccessGain, sites: np.ndarray, level: float) -> Objective:
    """``Σ_i people_i · max(0, level − APL_i)`` inside a model."""
    people = problem.demand.people
    short = np.flatnonzero((access.today < level) & (people > 0))
    missing = model.columns(len(short), upper=np.inf)
    rows = sparse.csr_array(access.gain[short])
    model.rows((sites, rows), (missing, sparse.eye_array(len(short))), lower=level - access.today[short])
    return Objective(missing, people[short])


def settled(
    model: Model,
    problem: Problem,
    access: AccessGain,
    sites: np.ndarray,
    first: np.ndarray,
    *,
    level: float,
    time_limit_seconds: float,
    seed: int,
) -> np.ndarray:
    """Numbers of the sites of the plan with the least shortfall in a model that holds the first goal where it is.

    ``first``: the sites of its best plan, kept if time is up.
    """
    shortfall(model, problem, access, sites, level).seek(model)
    second = solve(
        model,
        start=opening(model, sites, first),
        time_limit_seconds=time_limit_seconds,
        # Of as many people, a thousandth more or less of what they lack is no reason to wait.
        relative_gap=1e-3,
        seed=seed,
    )
    return first if second.values is None else opened_of(second, sites)


def opening(model: Model, sites: np.ndarray, opened: np.ndarray) -> np.ndarray:
    """A start ``(n_columns,)`` that says which sites open, and leaves the rest to the solver."""
    start = np.full(model.n_columns, np.nan)
    start[sites] = 0.0
    start[sites[opened]] = 1.0
    return start
