"""Need: what a population of given ages asks of general practitioners, in inhabitants of average age."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from ..errors import IndicatorError
from .inputs import amounts, divide, same_length

# First age of each band of the official weights: 0-4, 5-9, ... 85-89, 90 and over.
FIVE_YEAR_BANDS = tuple(range(0, 95, 5))
# First age of the groups that communes are commonly described by: under 18, 18-64, 65-74, 75 and over.
COARSE_GROUPS = (0, 18, 65, 75)


def standardised_population(
    population_by_band: ArrayLike, age_weights: ArrayLike, *, national_by_band: ArrayLike | None = None
) -> np.ndarray:
    """Inhabitants weighed by what their age consumes, ``Σ_b w_b P_ib``, scaled so that the nation keeps its number.

    Shapes: ``population_by_band (n, b)`` people, ``age_weights (b,)`` → ``(n,)`` standardised inhabitants.
    ``national_by_band (b,)`` is needed when the rows are not the whole nation; without it, their sum is the nation.
    Source: DREES, APL workbook, parameters sheet; the national sums of both populations are equal in the workbook.

    >>> standardised_population([[100, 0], [0, 100]], [0.5, 1.0]).round(1)
    array([ 66.7, 133.3])
    """
    population = amounts("population_by_band", population_by_band)
    weights = amounts("age_weights", age_weights, _bands(population))
    national = (
        population.sum(axis=0)
        if national_by_band is None
        else amounts("national_by_band", national_by_band, len(weights))
    )
    weighted = float(national @ weights)
    if weighted == 0:
        raise IndicatorError("Nobody lives in any band.", hint="Check the population by age and the weights.")
    return population @ weights * (national.sum() / weighted)


def need_index(standardised: ArrayLike, total: ArrayLike) -> np.ndarray:
    """``standardised / total``: 1 is the national average, 1.1 asks for 10 % more care a head. NaN where nobody lives.

    Shapes: ``standardised (n,)``, ``total (n,)`` → ``(n,)``.

    >>> need_index([110, 45], [100, 50])
    array([1.1, 0.9])
    """
    standardised, total = amounts("standardised", standardised), amounts("total", total)
    same_length(standardised=standardised, total=total)
    return divide(standardised, total, otherwise=np.nan)


def fitted_group_weights(population_by_group: ArrayLike, standardised: ArrayLike) -> np.ndarray:
    """Weights for coarse age groups that best give back a published standardised population.

    The official weights are for bands of five years; where a commune's ages are known by coarse groups only, these are
    the weights with the least squared error a head: ``min Σ_i P_i (s_i / P_i - Σ_g w_g P_ig / P_i)²``.

    Shapes: ``population_by_group (n, g)`` people, ``standardised (n,)`` → ``(g,)``.
    Raises :class:`~maillage.engine.errors.IndicatorError` if a weight comes out negative: the groups explain nothing.

    >>> fitted_group_weights([[10, 10], [30, 10], [10, 30]], [30, 50, 70]).round(2)
    array([1., 2.])
    """
    groups = amounts("population_by_group", population_by_group)
    standardised = amounts("standardised", standardised, len(groups))
    _bands(groups)
    scale = divide(np.ones(len(groups)), np.sqrt(groups.sum(axis=1)), otherwise=0.0)
    weights, *_ = np.linalg.lstsq(groups * scale[:, np.newaxis], standardised * scale)
    if weights.min() < 0:
        raise IndicatorError(
            f"An age group would consume less than nothing: {weights.round(2).tolist()}.",
            hint="Check that both populations are of the same places; merge groups that say the same.",
        )
    return weights


def _bands(population: np.ndarray) -> int:
    if population.ndim != 2:
        raise IndicatorError(
            "The population has no age bands.", hint="Give one row for each place and one column for each band."
        )
    return population.shape[1]
