"""How evenly access is shared among people: every figure weighs a place with those who live there.

Throughout: ``values (n,)`` non-negative access of each place, ``population (n,)`` people. Places without people
count for nothing. Raises :class:`~maillage.engine.errors.IndicatorError` for missing or negative numbers, or if
nobody lives anywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ..errors import IndicatorError
from .inputs import amounts, numbers, same_length


class Under(NamedTuple):
    """Below a threshold: people, their share (0-1), and the number of places."""

    people: float
    share: float
    places: int


def weighted_mean(values: ArrayLike, population: ArrayLike) -> float:
    """``Σ P_i x_i / Σ P_i``. For an APL, weigh with the *standardised* population, as the DREES does.

    >>> weighted_mean([2.0, 4.0], [300, 100])
    2.5
    """
    access, people = _inhabited(values, population)
    return float(people @ access / people.sum())


def weighted_quantiles(values: ArrayLike, population: ArrayLike, shares: Sequence[float]) -> np.ndarray:
    """The smallest access ``x`` such that at least a share ``q`` of all people have ``x`` or less.

    No interpolation: each answer is the access of some place.

    Shapes: ``shares (k,)`` between 0 and 1 → ``(k,)``.

    >>> weighted_quantiles([1.0, 2.0, 3.0], [10, 80, 10], [0.1, 0.5, 0.95])
    array([1., 2., 3.])
    """
    asked = np.asarray(shares, dtype=np.float64)
    if not ((asked >= 0) & (asked <= 1)).all():
        raise IndicatorError(
            f"Quantiles {shares} are not shares.", hint="Give numbers between 0 and 1, for example 0.9."
        )
    access, people = _inhabited(values, population)
    order = np.argsort(access)
    cumulated = np.cumsum(people[order])
    # A share such as 0.1 has no exact binary form: a hair of tolerance keeps the place that it is meant to name.
    position = np.searchsorted(cumulated, asked * cumulated[-1] * (1 - 1e-12))
    return access[order][position]


def people_under(values: ArrayLike, population: ArrayLike, threshold: float, *, inclusive: bool = False) -> Under:
    """People, their share and the places with ``x < threshold`` (``≤`` if ``inclusive``, as INSEE words it).

    Counts use the *plain* population; the figures published for the APL under 2.5 are strict.

    >>> people_under([2.0, 2.5, 4.0], [100, 200, 700], 2.5)
    Under(people=100.0, share=0.1, places=1)
    >>> people_under([2.0, 2.5, 4.0], [100, 200, 700], 2.5, inclusive=True)
    Under(people=300.0, share=0.3, places=2)
    """
    access, people = _inhabited(values, population)
    under = access <= threshold if inclusive else access < threshold
    concerned = float(people[under].sum())
    return Under(concerned, concerned / float(people.sum()), int(under.sum()))


def lorenz_curve(values: ArrayLike, population: ArrayLike, *, rank_by: ArrayLike | None = None) -> np.ndarray:
    """Points of the Lorenz curve: share of people, from the worst served, against the share of all access they have.

    Shapes: ``(k, 2)`` from (0, 0) to (1, 1), one point for each distinct rank. With ``rank_by (n,)``, for instance
    income, people are ranked by that instead: the concentration curve. A place without people needs no rank (NaN).

    >>> lorenz_curve([1.0, 3.0], [50, 50])
    array([[0.  , 0.  ],
           [0.5 , 0.25],
           [1.  , 1.  ]])
    """
    access, people = _inhabited(values, population)
    ranks = access if rank_by is None else _ranks(rank_by, np.asarray(population) > 0)
    _, group = np.unique(ranks, return_inverse=True)
    held = np.bincount(group, weights=people * access)
    if held.sum() == 0:
        raise IndicatorError(
            "Nobody has any access: there is nothing to share.", hint="Check the supply and the times."
        )
    curve = np.cumsum(np.column_stack((np.bincount(group, weights=people), held)), axis=0)
    return np.vstack((np.zeros(2), curve / curve[-1]))


def gini(values: ArrayLike, population: ArrayLike) -> float:
    """Gini coefficient, ``1 - 2 ∫ L``: 0 if all have the same access, near 1 if one person has it all.

    Source: Gini (1912); over people, not places.

    >>> gini([1.0, 3.0], [50, 50])
    0.25
    """
    return _above(lorenz_curve(values, population))


def concentration_index(values: ArrayLike, population: ArrayLike, rank_by: ArrayLike) -> float:
    """``1 - 2 ∫`` of the concentration curve: below 0 if access leans to those whom ``rank_by`` puts first.

    Ranked by income, a negative index favours the poor. A place without people needs no rank (NaN).

    Source: Wagstaff, Paci & van Doorslaer (1991), https://doi.org/10.1016/0277-9536(91)90212-U.

    >>> concentration_index([1.0, 3.0], [50, 50], rank_by=[30_000, 15_000])
    -0.25
    """
    return _above(lorenz_curve(values, population, rank_by=rank_by))


def palma_ratio(values: ArrayLike, population: ArrayLike) -> float:
    """Access held by the best served tenth of people over that held by the worst served four tenths.

    0.25 if all have the same; infinite if four tenths have none. A place astride a limit is split.
    Source: Palma (2011), https://doi.org/10.1111/j.1467-7660.2011.01694.x.

    >>> round(palma_ratio([1.0, 3.0], [60, 40]), 3)
    0.75
    """
    people, held = lorenz_curve(values, population).T
    worst, best = float(np.interp(0.4, people, held)), 1 - float(np.interp(0.9, people, held))
    return best / worst if worst > 0 else np.inf


def theil_t(values: ArrayLike, population: ArrayLike) -> float:
    """Theil's T: ``Σ_i (P_i / P) (x_i / μ) ln(x_i / μ)``, 0 if all have the same; places with no access add nothing.

    Source: Theil (1967), Economics and Information Theory.

    >>> round(theil_t([1.0, 3.0], [50, 50]), 4)
    0.1308
    """
    access, people = _inhabited(values, population)
    mean = people @ access / people.sum()
    if mean == 0:
        raise IndicatorError(
            "Nobody has any access: there is nothing to share.", hint="Check the supply and the times."
        )
    relative = access[access > 0] / mean
    return float(people[access > 0] @ (relative * np.log(relative)) / people.sum())


def _above(curve: np.ndarray) -> float:
    people, held = curve.T
    return float(1 - np.diff(people) @ (held[1:] + held[:-1]))


def _inhabited(values: ArrayLike, population: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    access = amounts("values", values)
    people = amounts("population", population, len(access))
    if people.sum() == 0:
        raise IndicatorError("Nobody lives in any of the places.", hint="Give places with people.")
    return access[people > 0], people[people > 0]


def _ranks(rank_by: ArrayLike, inhabited: np.ndarray) -> np.ndarray:
    ranks = np.asarray(rank_by, dtype=np.float64)
    same_length(rank_by=ranks, population=inhabited)
    return numbers("rank_by", ranks[inhabited])
