"""The nearest place that has any supply."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ..travel.pairs import Pairs
from .inputs import amounts
from .rows import argbest_by_row


class Nearest(NamedTuple):
    """``minutes (n_origins,)``, NaN if none is within the pairs' bound; ``destination (n_origins,)``, -1 then."""

    minutes: np.ndarray
    destination: np.ndarray


def nearest(pairs: Pairs, supply: ArrayLike) -> Nearest:
    """``min_j t_ij`` over the places with ``S_j > 0``, and which place that is (of equals, the lowest position).

    Shapes: ``supply (n_destinations,)``, any unit. The answer knows nothing beyond ``pairs.within_minutes``.
    Source: the travel impedance to the nearest provider of Guagliardo (2004), https://doi.org/10.1186/1476-072X-3-3.

    >>> pairs = Pairs.from_dense(np.array([[0.0, 8.0, 5.0], [8.0, 0.0, np.nan]]))
    >>> nearest(pairs, [0, 2, 1])
    Nearest(minutes=array([5., 0.]), destination=array([2, 1]))
    """
    supply = amounts("supply", supply, pairs.shape[1])
    served = np.flatnonzero((supply > 0)[pairs.destination])
    position = argbest_by_row(np.minimum, np.searchsorted(served, pairs.indptr), pairs.minutes[served])
    found = position >= 0
    chosen = served[position[found]]
    minutes = np.full(pairs.shape[0], np.nan)
    destination = np.full(pairs.shape[0], -1, dtype=np.int64)
    minutes[found], destination[found] = pairs.minutes[chosen], pairs.destination[chosen]
    return Nearest(minutes, destination)
