"""Why a commune's access is what it is, and the one place where one more practitioner would help it most."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy import sparse

from ..travel.pairs import Pairs
from .coverage import amount_within
from .inputs import amounts, divide
from .rows import argbest_by_row


class Reach(NamedTuple):
    """What is within reach of each place, each ``(n,)``: ``supply``, ``people``, and people for each unit of supply."""

    supply: np.ndarray
    people: np.ndarray
    people_per_supply: np.ndarray


class Addition(NamedTuple):
    """``destination (n,)``, -1 where nothing is in reach; ``gain (n,)`` in units of the access, 0 then."""

    destination: np.ndarray
    gain: np.ndarray


def reach(pairs: Pairs, people: ArrayLike, supply: ArrayLike, *, within_minutes: float = 20) -> Reach:
    """Supply and people within ``within_minutes`` of each origin, and people per unit of supply (NaN without supply).

    Shapes: ``people (n_destinations,)`` and ``supply (n_destinations,)``, both at the same places → each
    ``(n_origins,)``. Counted plainly, without decay: a figure that can be said aloud in a meeting.

    >>> pairs = Pairs.from_dense(np.array([[0.0, 8.0], [8.0, 0.0]]))
    >>> reach(pairs, people=[1_000, 500], supply=[1, 0]).people_per_supply
    array([1500., 1500.])
    """
    n_destinations = pairs.shape[1]
    supply_within = amount_within(pairs, amounts("supply", supply, n_destinations), within_minutes)
    people_within = amount_within(pairs, amounts("people", people, n_destinations), within_minutes)
    return Reach(supply_within, people_within, divide(people_within, supply_within, otherwise=np.nan))


def best_addition(weights: sparse.csr_array, demand: ArrayLike, *, added: float = 1.0) -> Addition:
    """Where ``added`` more supply raises each origin's own access (:func:`~.floating_catchment.two_step`) the most.

    ``∂A_i/∂S_j = W_ij / D_j``, so that the best place is ``argmax_j W_ij / D_j``: near, and shared with few. Of equal
    places, the one at the lowest position.

    Shapes: ``weights (n, m)``, ``demand (n,)``; ``added`` in units of supply (acts a year for the APL) → each ``(n,)``.

    >>> W = sparse.csr_array([[1.0, 2 / 3], [2 / 3, 1.0]])
    >>> best_addition(W, [1_000, 400], added=5_000)
    Addition(destination=array([0, 1]), gain=array([3.94736842, 4.6875    ]))
    """
    n_origins, _ = weights.shape  # pyright: ignore[reportGeneralTypeIssues]
    demand = amounts("demand", demand, n_origins)
    share = divide(np.array(1.0), weights.T @ demand, otherwise=0.0)
    gains = share[weights.indices] * weights.data
    position = argbest_by_row(np.maximum, weights.indptr, gains)
    found = position >= 0
    found[found] = gains[position[found]] > 0
    destination = np.full(len(position), -1, dtype=np.int64)
    gain = np.zeros(len(position))
    destination[found] = weights.indices[position[found]]
    gain[found] = gains[position[found]] * added
    return Addition(destination, gain)
