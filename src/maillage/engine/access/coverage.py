"""What lies within t minutes: supply one can reach, people one can serve, people who reach anything at all.

The bound counts as within. Raises :class:`~maillage.engine.errors.IndicatorError` if the pairs stop before it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy import sparse

from ..travel.pairs import Pairs
from .decay import Threshold
from .inputs import amounts, far_enough


def amount_within(pairs: Pairs, amount: ArrayLike, minutes: float) -> np.ndarray:
    """``Σ_j amount_j · [t_ij ≤ minutes]``: what can be reached from each origin (cumulative opportunities).

    Shapes: ``amount (n_destinations,)`` (GPs, people, ...) → ``(n_origins,)`` in the same unit.
    Source: Wachs & Kumagai (1973), Socio-Economic Planning Sciences 7(5).

    >>> pairs = Pairs.from_dense(np.array([[0.0, 8.0], [8.0, 0.0]]))
    >>> amount_within(pairs, [3, 1], minutes=5), amount_within(pairs, [3, 1], minutes=8)
    (array([3., 1.]), array([4., 4.]))
    """
    return _within(pairs, minutes) @ amounts("amount", amount, pairs.shape[1])


def population_served(pairs: Pairs, population: ArrayLike, minutes: float) -> np.ndarray:
    """``Σ_i P_i · [t_ij ≤ minutes]``: the people who can come to each destination.

    Shapes: ``population (n_origins,)`` → ``(n_destinations,)`` people.

    >>> pairs = Pairs.from_dense(np.array([[0.0], [8.0], [20.0]]))
    >>> population_served(pairs, [100, 50, 10], minutes=15)
    array([150.])
    """
    return _within(pairs, minutes).T @ amounts("population", population, pairs.shape[0])


def can_reach(pairs: Pairs, supply: ArrayLike, minutes: float) -> np.ndarray:
    """Whether any place with supply is within ``minutes``. ``supply (n_destinations,)`` → bool ``(n_origins,)``.

    >>> pairs = Pairs.from_dense(np.array([[0.0, 8.0], [8.0, 0.0]]))
    >>> can_reach(pairs, [3, 0], minutes=5)
    array([ True, False])
    """
    has_supply = amounts("supply", supply, pairs.shape[1]) > 0
    return amount_within(pairs, has_supply, minutes) > 0


def people_who_reach(pairs: Pairs, population: ArrayLike, supply: ArrayLike, minutes: float) -> float:
    """``Σ_i P_i · [some S_j > 0 has t_ij ≤ minutes]``: people who can reach any supply in time.

    Shapes: ``population (n_origins,)``, ``supply (n_destinations,)`` → people.

    >>> pairs = Pairs.from_dense(np.array([[0.0, 8.0], [8.0, 0.0]]))
    >>> people_who_reach(pairs, [100, 50], [3, 0], minutes=5)
    100.0
    """
    population = amounts("population", population, pairs.shape[0])
    return float(population @ can_reach(pairs, supply, minutes))


def _within(pairs: Pairs, minutes: float) -> sparse.csr_array:
    far_enough(pairs, minutes)
    return pairs.weights(Threshold(minutes))
