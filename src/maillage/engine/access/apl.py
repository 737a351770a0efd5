"""The *accessibilité potentielle localisée* (APL) of the DREES: an E2SFCA with official parameters.

    R_j = m_j / Σ_i w(t_ij) P_i        APL_i = Σ_j w(t_ij) R_j

``m_j`` counted acts a year at ``j``, ``P_i`` standardised inhabitants of ``i``, ``w`` the official bands of minutes.
Unit: consultations or visits a year for each standardised inhabitant.
Source: Barlet, Coldefy, Collin & Lucas-Gabrielli (2012), Études et résultats no. 795, DREES; the parameters sheet of
each year's workbook (:class:`~maillage.engine.sources.apl_parameters.AplParameters`).
"""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy import sparse

from ..errors import IndicatorError
from ..sources.apl_parameters import AplParameters
from ..travel.pairs import Pairs
from .decay import StepDecay
from .floating_catchment import two_step
from .inputs import amounts, divide, far_enough


class AplLoss(NamedTuple):
    """APL before and after some practitioners leave, each ``(n,)``; ``mean_…`` weigh with standardised inhabitants."""

    before: np.ndarray
    after: np.ndarray
    lost: np.ndarray
    mean_before: float
    mean_after: float
    mean_lost: float


def official_decay(parameters: AplParameters, *, edge_belongs: Literal["inner", "outer"] = "inner") -> StepDecay:
    """The bands of minutes of one year's parameters sheet, which does not say to which band an edge belongs.

    >>> sheet = AplParameters(2023, ((10, 1), (15, 2 / 3), (20, 1 / 3)), 250, 3_600, 6_000, 5_400, ((0, 1.0),))
    >>> official_decay(sheet).edges_minutes
    (10, 15, 20)
    """
    edges_minutes, weights = zip(*parameters.decay, strict=True)
    return StepDecay(edges_minutes, weights, edge_belongs)


def counted_activity(
    acts: ArrayLike,
    parameters: AplParameters,
    *,
    newcomer: ArrayLike = False,
    health_centre: ArrayLike = False,
) -> np.ndarray:
    """The acts of each practitioner that the APL counts.

    Up to 250 acts a year: 0; up to 3,600: 3,600; up to 6,000: as they are; more: 6,000. A ``newcomer`` without
    activity the year before counts 5,400, whatever ``acts`` says. A ``health_centre`` counts all its acts. (The sheet
    writes "moins de 250" and "entre 251 et 3 600"; 250 itself is read as not yet 251.)

    Shapes: ``acts (k,)`` consultations, visits and teleconsultations a year, one practitioner or centre each;
    ``newcomer`` and ``health_centre`` bool, ``(k,)`` or one for all → ``(k,)``.

    >>> sheet = AplParameters(2023, ((10, 1), (15, 2 / 3), (20, 1 / 3)), 250, 3_600, 6_000, 5_400, ((0, 1.0),))
    >>> counted_activity([100, 1_000, 5_000, 9_000], sheet)
    array([   0., 3600., 5000., 6000.])
    >>> counted_activity([0, 9_000], sheet, newcomer=[True, False], health_centre=[False, True])
    array([5400., 9000.])
    """
    given = np.asarray(acts, dtype=np.float64)
    acts = amounts("acts", np.where(newcomer, parameters.newcomer_activity, given), given.size)
    floored = np.where(acts <= parameters.activity_threshold, 0.0, np.maximum(acts, parameters.activity_floor))
    bounded = np.minimum(floored, parameters.activity_ceiling)
    return np.where(np.logical_or(newcomer, health_centre), acts, bounded)


def apl(pairs: Pairs, standardised_population: ArrayLike, acts: ArrayLike, parameters: AplParameters) -> np.ndarray:
    """``APL_i``, consultations or visits a year for each standardised inhabitant.

    Shapes: ``pairs (n, m)``, ``standardised_population (n,)``, ``acts (m,)`` counted acts → ``(n,)``.
    An average over communes weighs with the standardised population.
    Raises :class:`~maillage.engine.errors.IndicatorError` when the pairs stop short of the last band.

    >>> sheet = AplParameters(2023, ((10, 1), (15, 2 / 3), (20, 1 / 3)), 250, 3_600, 6_000, 5_400, ((0, 1.0),))
    >>> pairs = Pairs.from_dense(np.array([[0.0, 12.0], [12.0, 0.0]]))
    >>> apl(pairs, [1_000, 500], [5_000, 0], sheet)
    array([3.75, 2.5 ])
    """
    return two_step(_weights(pairs, parameters), standardised_population, acts)


def apl_without(
    pairs: Pairs,
    standardised_population: ArrayLike,
    acts: ArrayLike,
    leaving_acts: ArrayLike,
    parameters: AplParameters,
) -> AplLoss:
    """What is lost when some practitioners leave (reach 60, 65, ...) and nobody follows.

    Shapes: as :func:`apl`; ``leaving_acts (m,)`` is the part of ``acts`` that leaves, never more than ``acts``.
    The people stay, so that the APL is linear in the acts: ``lost`` is the APL of those who leave.

    >>> sheet = AplParameters(2023, ((10, 1), (15, 2 / 3), (20, 1 / 3)), 250, 3_600, 6_000, 5_400, ((0, 1.0),))
    >>> pairs = Pairs.from_dense(np.array([[0.0, 12.0], [12.0, 0.0]]))
    >>> loss = apl_without(pairs, [1_000, 500], [5_000, 0], [2_000, 0], sheet)
    >>> loss.lost, round(loss.mean_lost, 2)
    (array([1.5, 1. ]), 1.33)
    """
    population = amounts("standardised_population", standardised_population, pairs.shape[0])
    acts = amounts("acts", acts, pairs.shape[1])
    leaving = amounts("leaving_acts", leaving_acts, pairs.shape[1])
    if (leaving > acts).any():
        place = int(np.argmax(leaving > acts))
        raise IndicatorError(
            f"More acts leave place {place} ({leaving[place]}) than it has ({acts[place]}).",
            hint="leaving_acts is a part of acts.",
        )
    both = two_step(_weights(pairs, parameters), population, np.column_stack((acts, leaving)))
    mean_before, mean_lost = divide(population @ both, population.sum(), otherwise=np.nan).tolist()
    before, lost = both.T
    return AplLoss(before, before - lost, lost, mean_before, mean_before - mean_lost, mean_lost)


def _weights(pairs: Pairs, parameters: AplParameters) -> sparse.csr_array:
    decay = official_decay(parameters)
    far_enough(pairs, decay.within_minutes)
    return pairs.weights(decay)
