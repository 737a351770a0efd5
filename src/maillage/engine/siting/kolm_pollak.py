"""Kolm-Pollak: the sites with the least equally-distributed equivalent of the minutes.

    EDE = 1/κ · ln( Σ_i w_i e^(κ t_i) / Σ_i w_i )        κ = aversion · Σ_i w_i t°_i / Σ_i w_i t°_i²

The EDE is the number of minutes that, if everybody travelled as long, would be as bad as the real distribution: the
mean when nobody minds inequality, above it the more one minds long ways. ``t°``: minutes to the nearest site if all
were open; with it ``aversion`` has no unit, and means the same in town and country.

The EDE rises with the sum inside it, which is linear in who goes where: the search is that of the p-median.
Source: Horton, Logan, Speakman & Skipper (2024), A scalable approach to optimizing equity in facility location; Kolm
(1976), Unequal inequalities, Journal of Economic Theory 12-13; Pollak (1971).
"""

from __future__ import annotations

import numpy as np

from ..errors import SitingError
from .checked import positive, weights
from .least_minutes import Paying, least_minutes
from .milp import SEED
from .plan import NoPlan, Plan, nearest_open
from .problem import Problem

GOAL = "kolm_pollak"
# Beyond it the numbers of the model span more digits than a solver can keep apart.
STEEPEST = 12.0


def kolm_pollak(
    problem: Problem,
    *,
    aversion: float = 1.0,
    beyond_minutes: float,
    time_limit_seconds: float = 60.0,
    seed: int = SEED,
) -> Plan | NoPlan:
    """The sites with the least EDE; the value is in minutes. ``aversion``: 0.5 to 2 in the literature.

    ``beyond_minutes`` and capacities as in :func:`~.p_median.p_median`.
    Raises :class:`~maillage.engine.errors.SitingError` if nobody is to be served, or for an aversion so strong that
    only the longest way counts: that is :func:`~.p_centre.p_centre`.
    """
    beyond = positive("beyond_minutes", beyond_minutes)
    kappa = kappa_of(problem, positive("aversion", aversion), beyond)
    if kappa * beyond > STEEPEST:
        raise SitingError(
            f"An aversion of {aversion:g} counts the longest way only.",
            hint="Ask for the p-centre, or give a weaker aversion or fewer minutes beyond reach.",
        )
    paying = Paying(
        pays=lambda minutes: np.expm1(kappa * minutes) / np.expm1(kappa * beyond),
        minutes=lambda mean: float(np.log1p(mean * np.expm1(kappa * beyond)) / kappa),
    )
    return least_minutes(GOAL, problem, paying, beyond_minutes=beyond, time_limit_seconds=time_limit_seconds, seed=seed)


def kappa_of(problem: Problem, aversion: float, beyond_minutes: float) -> float:
    """κ, a minute⁻¹: the aversion without unit over the minutes that the territory is about."""
    everywhere = np.arange(len(problem.candidates))
    minutes = np.nan_to_num(nearest_open(problem.pairs, everywhere)[1], nan=beyond_minutes).clip(max=beyond_minutes)
    weight = weights(problem)
    squared = float(weight @ minutes**2)
    # Where everybody has a candidate at home, one aversion is as good as another.
    return aversion * float(weight @ minutes) / squared if squared > 0 else aversion / (beyond_minutes or 1.0)


def ede(minutes: np.ndarray, weight: np.ndarray, kappa: float) -> np.ndarray:
    """Kolm-Pollak EDE of minutes ``(..., n)`` for people ``(n,)`` → ``(...)``.

    >>> ede(np.array([[10.0, 30.0], [20.0, 20.0]]), np.array([1.0, 1.0]), kappa=0.1).round(2)
    array([24.34, 20.  ])
    """
    longest = minutes.max(axis=-1, keepdims=True)
    mean = np.average(np.exp(kappa * (minutes - longest)), weights=weight, axis=-1)
    return longest[..., 0] + np.log(mean) / kappa
