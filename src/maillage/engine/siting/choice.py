"""What all models share: one whole variable a site, under the wishes; and the way back from a solution to a plan."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from .milp import Model, Solved
from .plan import Plan, nearest_open
from .problem import Problem
from .wishes import Rule


def site_columns(model: Model, problem: Problem, found: Sequence[Rule], *, cost: ArrayLike = 0.0) -> np.ndarray:
    """Adds ``open (m,)`` to the model, 0 or 1, with the rows of the wishes (:func:`~.wishes.rules`)."""
    columns = model.columns(len(problem.candidates), cost=cost, integer=True)
    for rule in found:
        model.rows((columns, rule.matrix), lower=rule.lower, upper=rule.upper)
    return columns


def opened_of(solved: Solved, columns: np.ndarray) -> np.ndarray:
    """Numbers of the sites that a solution opens. The solution must exist."""
    assert solved.values is not None
    return np.flatnonzero(solved.values[columns] > 0.5)


def plan_of(goal: str, problem: Problem, opened: np.ndarray, *, value: float, bound: float) -> Plan:
    """A plan in which each place goes to its nearest open site."""
    site, minutes = nearest_open(problem.pairs, opened)
    return Plan(goal, opened, value, bound, site, minutes)
