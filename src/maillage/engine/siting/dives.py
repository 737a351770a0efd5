"""Choices to begin from for a goal with a threshold: places are lifted one after the other, as the relaxation leans to.

At each step the place is lifted for good that the relaxation leaves least under; one that cannot be is given up.
Where all are decided, the sites are open in whole or nearly. Each dive after the first weighs the places a little
otherwise, and so ends elsewhere.

Source: Berthold (2006), Primal heuristics for mixed integer programs, diploma thesis, TU Berlin, chapter 2 (diving).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count

import highspy
import numpy as np

from .lacking import Lacking, in_part_model
from .milp import relaxation
from .wishes import Rule

# How differently places are weighed: of a normal distribution of their logarithm.
SPREAD = 0.3
WHOLE = 1e-6


def dives(lacking: Lacking, found: Sequence[Rule], *, seed: int) -> Iterator[np.ndarray]:
    """How much each site opens ``(m,)`` at the end of each dive, as many as are asked for. Same seed, same dives."""
    model, sites, goal = in_part_model(lacking, found)
    highs, draw = relaxation(model, seed=seed), np.random.default_rng(seed)
    k, under = len(goal.columns), goal.columns
    for turn in count() if k else ():
        weight = np.exp(SPREAD * draw.standard_normal(k)) if turn else np.ones(k)
        highs.changeColsBounds(k, under, np.zeros(k), np.ones(k))
        highs.changeColsCost(k, under, goal.coefficients / goal.coefficients.mean() * weight)
        values = _dived(highs, under)
        if values is None:
            return
        yield values[sites]


def _dived(highs: highspy.Highs, under: np.ndarray) -> np.ndarray | None:
    """The solution ``(n_columns,)`` in which every place is lifted or given up; None if there is none at all."""
    lifted, values = -1, None
    while True:
        highs.run()
        if highs.getModelStatus() == highspy.HighsModelStatus.kOptimal:
            values = np.array(highs.getSolution().col_value)
            left = values[under]
            in_part = np.flatnonzero((left > WHOLE) & (left < 1.0 - WHOLE))
            if not len(in_part):
                return values
            lifted = int(under[in_part[left[in_part].argmin()]])
            highs.changeColBounds(lifted, 0.0, 0.0)
        elif lifted >= 0:
            highs.changeColBounds(lifted, 1.0, 1.0)
            lifted = -1
        else:
            return values
