"""Need in a few years if everyone simply grows older. A scenario that says what it assumes, not a forecast."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from ..errors import IndicatorError
from .inputs import amounts, divide


def age_forward(
    population_by_group: ArrayLike, *, lower_ages: Sequence[float], yearly_survival: ArrayLike, years: float
) -> np.ndarray:
    """The same people ``years`` later: everyone moves up, survivors stay, births stay what they were.

    Assumes, and says so: ages are even inside a group; a person's chance to live on is that of the group he or she
    starts in (``yearly_survival ** years``); nobody moves in or out; as many children are born every year as there
    are, on average, in one year of the first group.

    Shapes: ``population_by_group (n, g)`` people, ``lower_ages (g,)`` rising from 0, the last group open-ended,
    ``yearly_survival (g,)`` between 0 and 1 → ``(n, g)`` people.
    Source: cohort-component method without migration (Smith, Tayman & Swanson 2013, chapter 7).

    >>> age_forward([[100, 400]], lower_ages=(0, 10), yearly_survival=(1, 0.5), years=1)
    array([[100., 210.]])
    """
    ages = _rising(lower_ages)
    population = amounts("population_by_group", population_by_group)
    if population.ndim != 2 or population.shape[1] != len(ages):
        raise IndicatorError(
            f"The population does not have {len(ages)} age groups.", hint="Give one column for each of lower_ages."
        )
    survival = amounts("yearly_survival", yearly_survival, len(ages))
    if survival.max() > 1:
        raise IndicatorError("More than everyone survives.", hint="Give yearly_survival between 0 and 1.")
    if not 0 <= years < np.inf:
        raise IndicatorError(f"People cannot age by {years} years.", hint="Give zero or more years.")
    upper = np.append(ages[1:], np.inf)
    moved = (population * survival**years) @ _moves(ages, upper, years)
    newborn = np.clip(np.minimum(upper, years) - ages, 0, None)
    return moved + np.outer(population[:, 0] / (ages[1] - ages[0]), newborn)


def aged_need_index(
    need_index: ArrayLike, population_now: ArrayLike, population_later: ArrayLike, group_weights: ArrayLike
) -> np.ndarray:
    """A need index carried forward: multiplied by the growth of the need a head that ageing alone brings.

    ``N_i · (Σ_g w_g P'_ig / P'_i) / (Σ_g w_g P_ig / P_i)``; NaN where nobody lives.

    Shapes: ``need_index (n,)``, ``population_now`` and ``population_later (n, g)``, ``group_weights (g,)`` → ``(n,)``.

    >>> aged_need_index([1.0], [[50, 50]], [[25, 75]], [1, 3])
    array([1.25])
    """
    now, later = amounts("population_now", population_now), amounts("population_later", population_later)
    if now.ndim != 2 or now.shape != later.shape:
        raise IndicatorError(
            f"The populations now {now.shape} and later {later.shape} differ in shape.",
            hint="Give the same places and age groups twice.",
        )
    weights = amounts("group_weights", group_weights, now.shape[1])
    index = amounts("need_index", need_index, len(now))
    growth = divide(_a_head(later, weights), _a_head(now, weights), otherwise=np.nan)
    return index * growth


def _a_head(population: np.ndarray, weights: np.ndarray) -> np.ndarray:
    return divide(population @ weights, population.sum(axis=1), otherwise=np.nan)


def _rising(lower_ages: Sequence[float]) -> np.ndarray:
    ages = np.asarray(lower_ages, dtype=np.float64)
    if len(ages) < 2 or ages[0] != 0 or not (np.diff(ages) > 0).all():
        raise IndicatorError(
            f"The ages {tuple(lower_ages)} do not part a population.",
            hint="Give rising ages from 0, for example 0, 18, 65, 75.",
        )
    return ages


def _moves(ages: np.ndarray, upper: np.ndarray, years: float) -> np.ndarray:
    """Share of each group (rows) that stands in each group (columns) after ``years``."""
    moves = np.zeros((len(ages), len(ages)))
    moves[-1, -1] = 1
    first, last = ages[:-1, np.newaxis] + years, upper[:-1, np.newaxis] + years
    overlap = np.minimum(last, upper) - np.maximum(first, ages)
    moves[:-1] = np.clip(overlap, 0, None) / (upper - ages)[:-1, np.newaxis]
    return moves
