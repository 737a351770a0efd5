"""How much a place counts at a distance: minutes in, weights between 0 and 1 out.

Each decay is a frozen value, callable on an array of minutes. ``within_minutes`` is the time beyond which
its weight is zero: no farther pair need ever be computed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np

from ..errors import IndicatorError

# Bands are counted in eight bits.
MOST_BANDS = 100


class Decay(Protocol):
    """Any of the decays below, or your own."""

    @property
    def within_minutes(self) -> float: ...

    def __call__(self, minutes: np.ndarray) -> np.ndarray: ...


@dataclass(frozen=True)
class StepDecay:
    """Bands of time, each with one weight; zero beyond the last edge (E2SFCA, and the APL of the DREES).

    ``w(t) = weights[k]`` in the band that ends at ``edges_minutes[k]``. The official bands are 10, 15, 20 minutes
    with 1, 2/3, 1/3. The DREES does not say to which band a time of exactly 10 minutes belongs: ``edge_belongs``
    is ``"inner"`` (``t ≤ edge``, the reading of "within 10 minutes") or ``"outer"`` (``t < edge``).

    Source: Luo & Qi (2009), https://doi.org/10.1016/j.healthplace.2009.06.002; DREES, parameters of the APL.

    >>> bands = StepDecay((10, 15, 20), (1, 2 / 3, 1 / 3))
    >>> bands(np.array([0.0, 10.0, 12.0, 20.0, 20.1])).round(2)
    array([1.  , 1.  , 0.67, 0.33, 0.  ])
    >>> StepDecay((10, 15, 20), (1, 2 / 3, 1 / 3), edge_belongs="outer")(np.array([10.0, 20.0])).round(2)
    array([0.67, 0.  ])
    """

    edges_minutes: tuple[float, ...]
    weights: tuple[float, ...]
    edge_belongs: Literal["inner", "outer"] = "inner"

    def __post_init__(self) -> None:
        edges, weights = np.asarray(self.edges_minutes, float), np.asarray(self.weights, float)
        if not 0 < len(edges) == len(weights) <= MOST_BANDS:
            raise IndicatorError(
                f"{len(edges)} edges and {len(weights)} weights do not make bands.",
                hint=f"Give one weight for each edge, at most {MOST_BANDS}.",
            )
        if not (np.isfinite(edges).all() and edges[0] > 0 and (np.diff(edges) > 0).all()):
            raise IndicatorError(
                f"The edges {self.edges_minutes} do not rise from zero.",
                hint="Give rising minutes, for example 10, 15, 20.",
            )
        if not ((weights >= 0) & (weights <= 1)).all():
            raise IndicatorError(
                f"The weights {self.weights} are not all between 0 and 1.", hint="Divide by the largest."
            )
        if self.edge_belongs not in ("inner", "outer"):
            raise IndicatorError(f"An edge cannot belong to {self.edge_belongs!r}.", hint="Say 'inner' or 'outer'.")

    @property
    def within_minutes(self) -> float:
        return float(self.edges_minutes[-1])

    def __call__(self, minutes: np.ndarray) -> np.ndarray:
        beyond = np.greater if self.edge_belongs == "inner" else np.greater_equal
        minutes = np.asarray(minutes)
        # Counting the edges behind a time is several times faster than a binary search among so few.
        band = np.zeros(minutes.shape, dtype=np.int8)
        for edge in self.edges_minutes:
            band += beyond(minutes, edge).view(np.int8)
        return np.append(np.asarray(self.weights, dtype=np.float64), 0.0)[band]


@dataclass(frozen=True)
class Threshold:
    """All or nothing: 1 within ``within_minutes`` (the bound included), 0 beyond. The catchment of the plain 2SFCA.

    Source: Luo & Wang (2003), https://doi.org/10.1068/b29120.

    >>> Threshold(15)(np.array([3.0, 15.0, 15.1]))
    array([1., 1., 0.])
    """

    within_minutes: float

    def __post_init__(self) -> None:
        _check_bound(self.within_minutes)

    def __call__(self, minutes: np.ndarray) -> np.ndarray:
        return (np.asarray(minutes) <= self.within_minutes).astype(np.float64)


@dataclass(frozen=True)
class GaussianDecay:
    """A bell that reaches exactly zero at the bound: no jump for the commune one minute too far.

    ``w(t) = (exp(-½ (t/t₀)²) - exp(-½)) / (1 - exp(-½))`` for ``t ≤ t₀ = within_minutes``, else 0.

    Source: Dai (2010), https://doi.org/10.1016/j.healthplace.2010.06.012.

    >>> GaussianDecay(20)(np.array([0.0, 10.0, 20.0, 30.0])).round(3)
    array([1.   , 0.701, 0.   , 0.   ])
    """

    within_minutes: float

    def __post_init__(self) -> None:
        _check_bound(self.within_minutes)

    def __call__(self, minutes: np.ndarray) -> np.ndarray:
        # Nothing happens beyond the bound, so that clipping there gives the zero.
        relative = np.minimum(np.asarray(minutes, dtype=np.float64) / self.within_minutes, 1.0)
        return (np.exp(-0.5 * relative * relative) - np.exp(-0.5)) / (1 - np.exp(-0.5))


@dataclass(frozen=True)
class ExponentialDecay:
    """``w(t) = exp(-rate_per_minute · t)`` for ``t ≤ within_minutes``, else 0.

    Source: Wilson (1971), https://doi.org/10.1068/a030001.

    >>> ExponentialDecay(0.1, within_minutes=60)(np.array([0.0, 15.0, 90.0])).round(3)
    array([1.   , 0.223, 0.   ])
    """

    rate_per_minute: float
    within_minutes: float = np.inf

    def __post_init__(self) -> None:
        if not 0 < self.rate_per_minute < np.inf:
            raise IndicatorError(
                f"A decay of {self.rate_per_minute} a minute does not decay.",
                hint="Give a rate above zero, for example 0.1.",
            )
        if not self.within_minutes > 0:
            raise IndicatorError(
                f"Nobody travels within {self.within_minutes} minutes.", hint="Give a bound above zero."
            )

    def __call__(self, minutes: np.ndarray) -> np.ndarray:
        minutes = np.asarray(minutes, dtype=np.float64)
        return np.where(minutes <= self.within_minutes, np.exp(-self.rate_per_minute * minutes), 0.0)


def _check_bound(within_minutes: float) -> None:
    if not 0 < within_minutes < np.inf:
        raise IndicatorError(
            f"{within_minutes} minutes is no bound to a catchment.", hint="Give minutes above zero, for example 15."
        )
