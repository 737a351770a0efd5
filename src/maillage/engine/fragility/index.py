"""The index of digital fragility, 0 to 100, of which every point belongs to an axis."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from ..access.inputs import divide
from ..access.priority import urgency
from .axes import axes_named
from .weights import Weights


class Index(NamedTuple):
    """``score (n,)`` 0-100, NaN where no axis is known; ``points (n, k)`` of each axis, whose sum it is;
    ``known (n,)``, share of the weights whose axis is known there."""

    score: np.ndarray
    points: np.ndarray
    known: np.ndarray


def ranks(values: pd.DataFrame, among: pd.DataFrame, population: pd.Series) -> pd.DataFrame:
    """Share of the people of ``among`` who live where an axis is less fragile, 0 to 1, those on a par counting half.

    ``values (n, k)`` and ``among (m, k)``: one column an axis; ``population (m,)``. An axis of which ``among`` knows
    nothing is left unknown. Ranks have no unit, so that minutes, euros and shares can be weighed together, and the
    odd extreme value of a village of twenty people moves nobody else.
    """
    people = population.fillna(0)
    ranked = {}
    for axis in axes_named(list(map(str, values))):
        told = among[axis.name]
        if people[told.notna()].sum() > 0:
            ranked[axis.name] = urgency(values[axis.name], told, people, urgent=axis.fragile)
        else:
            ranked[axis.name] = np.full(len(values), np.nan)
    return pd.DataFrame(ranked, index=values.index)


def index(ranked: pd.DataFrame, weights: Weights) -> Index:
    """``100 · Σ_k w_k r_ik / Σ_k w_k`` over the axes known of ``i``: an unknown one gives its weight to the others.

    >>> found = index(pd.DataFrame({"age": [0.9, 0.5], "help": [0.3, np.nan]}), Weights({"age": 2, "help": 1}))
    >>> found.score.round(1), found.points.round(1).tolist(), found.known.round(2)
    (array([70., 50.]), [[60.0, 10.0], [50.0, 0.0]], array([1.  , 0.67]))
    """
    given = weights.array(tuple(map(str, ranked)))
    values = ranked.to_numpy(float)
    missing = np.isnan(values)
    counted = np.where(missing, 0.0, given)
    total = counted.sum(axis=1)
    shares = divide(counted, total[:, np.newaxis], otherwise=np.nan)
    points = 100 * shares * np.where(missing, 0.0, values)
    # Weights that are all on axes which nobody knows leave an index that nobody has.
    known = total / given.sum() if given.sum() > 0 else np.zeros(len(values))
    return Index(points.sum(axis=1), points, known)
