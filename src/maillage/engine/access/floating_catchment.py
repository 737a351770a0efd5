"""The floating catchment family: supply shared among those who can reach it, then summed by those who reach it.

Notation: ``W`` weights of a decay (origins × destinations), ``P`` demand at the origins, ``S`` supply at the
destinations, ``D_j = Σ_i W_ij P_i`` the demand that falls upon a place. Supply that nobody reaches serves nobody; an
origin that reaches nothing has access 0. Every indicator is a product or two of a sparse matrix, indices never copied.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy import sparse

from .inputs import amounts, divide


def two_step(weights: sparse.csr_array, demand: ArrayLike, supply: ArrayLike) -> np.ndarray:
    """Two-step floating catchment area: ``A_i = Σ_j W_ij S_j / D_j``. One function; the name follows from ``W``:

    - 2SFCA with a :class:`~.decay.Threshold` (Luo & Wang 2003, https://doi.org/10.1068/b29120);
    - E2SFCA with :class:`~.decay.StepDecay` (Luo & Qi 2009, https://doi.org/10.1016/j.healthplace.2009.06.002)
      or :class:`~.decay.GaussianDecay` (Dai 2010, https://doi.org/10.1016/j.healthplace.2010.06.012);
    - the APL with the official bands, standardised demand and counted acts: :func:`~.apl.apl`.

    Shapes: ``weights (n, m)``, ``demand (n,)``, ``supply (m,)`` → ``(n,)`` in supply per unit of demand;
    or several supplies at once, ``supply (m, k)`` → ``(n, k)``. ``Σ P·A`` is the supply that somebody reaches.

    Raises :class:`~maillage.engine.errors.IndicatorError` for shapes that differ, a missing or negative amount.

    >>> W = sparse.csr_array([[1.0, 0.5], [0.0, 1.0]])
    >>> two_step(W, demand=[1_000, 500], supply=[2, 1])
    array([0.0025, 0.001 ])
    """
    demand, supply = _checked(weights, demand, supply)
    return weights @ _shared(supply, weights.T @ demand)


def m2sfca(weights: sparse.csr_array, demand: ArrayLike, supply: ArrayLike) -> np.ndarray:
    """Modified 2SFCA: ``A_i = Σ_j W_ij² S_j / D_j``. What is far is lost, not only shared.

    Shapes and errors of :func:`two_step`. Source: Delamater (2013), https://doi.org/10.1016/j.healthplace.2013.07.012.

    >>> m2sfca(sparse.csr_array([[1.0, 0.5], [0.0, 1.0]]), [1_000, 500], [2, 1])
    array([0.00225, 0.001  ])
    """
    demand, supply = _checked(weights, demand, supply)
    squared = sparse.csr_array((weights.data**2, weights.indices, weights.indptr), shape=weights.shape, copy=False)
    return squared @ _shared(supply, weights.T @ demand)


def bfca(weights: sparse.csr_array, demand: ArrayLike, supply: ArrayLike) -> np.ndarray:
    """Balanced floating catchment area: nobody's demand is counted twice, no supply is handed out twice.

    ``D_j = Σ_i (W_ij / Σ_k W_ik) P_i`` and ``A_i = Σ_j (W_ij / Σ_k W_kj) S_j / D_j``.

    Shapes and errors of :func:`two_step`. Source: Páez, Higgins & Vivona (2019),
    https://doi.org/10.1371/journal.pone.0218773.

    >>> bfca(sparse.csr_array([[1.0, 0.5], [0.0, 1.0]]), [1_000, 500], [2, 1])
    array([0.0034, 0.0008])
    """
    demand, supply = _checked(weights, demand, supply)
    balanced = weights.T @ divide(demand, weights.sum(axis=1), otherwise=0.0)
    return weights @ _shared(supply, balanced * weights.sum(axis=0))


def crowding(weights: sparse.csr_array, demand: ArrayLike, supply: ArrayLike) -> np.ndarray:
    """Inverted 2SFCA: ``C_j = Σ_i W_ij P_i / (Σ_k W_ik S_k)``, the demand that a unit of supply at ``j`` meets.

    Shapes: ``weights (n, m)``, ``demand (n,)``, ``supply (m,)`` → ``(m,)`` in demand per unit of supply; where there is
    no supply, it is what the first unit would meet. ``Σ S·C`` is the demand that reaches any supply.
    Errors of :func:`two_step`. Source: Wang (2018), The Professional Geographer 70(2).

    >>> crowding(sparse.csr_array([[1.0, 0.5], [0.0, 1.0]]), [1_000, 500], [2, 1])
    array([400., 700.])
    """
    demand, supply = _checked(weights, demand, supply)
    return weights.T @ divide(demand, weights @ supply, otherwise=0.0)


def spatial_availability(weights: sparse.csr_array, demand: ArrayLike, supply: ArrayLike) -> np.ndarray:
    """``V_i = P_i · A_i`` of :func:`two_step`: the supply that the people of ``i`` obtain. It adds up to all of it.

    Shapes and errors of :func:`two_step`. Source: Soukhov et al. (2023), https://doi.org/10.1371/journal.pone.0278468.

    >>> spatial_availability(sparse.csr_array([[1.0, 0.5], [0.0, 1.0]]), [1_000, 500], [2, 1])
    array([2.5, 0.5])
    """
    return np.asarray(demand, dtype=np.float64) * two_step(weights, demand, supply)


def _checked(weights: sparse.csr_array, demand: ArrayLike, supply: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    n_origins, n_destinations = weights.shape  # pyright: ignore[reportGeneralTypeIssues]
    return amounts("demand", demand, n_origins), amounts("supply", supply, n_destinations)


def _shared(supply: np.ndarray, demand_upon: np.ndarray) -> np.ndarray:
    by = demand_upon if supply.ndim == 1 else demand_upon[:, np.newaxis]
    return divide(supply, by, otherwise=0.0)
