"""What every siting model asks of its question before it begins."""

from __future__ import annotations

import math

import numpy as np

from ..errors import SitingError
from .problem import Problem


def weights(problem: Problem) -> np.ndarray:
    """Weight of each place ``(n,)``, 1 on average: of a size that the solver's tolerances are made for."""
    weight = problem.demand.weight
    if not weight.sum() > 0:
        raise SitingError("There is nobody to serve: the demand weighs nothing.", hint="Give people to some place.")
    return weight / weight.mean()


def positive(name: str, value: float) -> float:
    """``value`` if it is a number above zero."""
    if not 0 < value < math.inf:
        raise SitingError(f"{name} is {value:g}.", hint="Give a number above zero.")
    return float(value)


def share_of(share: float) -> float:
    """``share`` if it is above 0 and at most 1."""
    if not 0 < share <= 1:
        raise SitingError(f"A share of {share:g} is asked for.", hint="Give a number above 0, 1 at most.")
    return float(share)


def far_enough(problem: Problem, minutes: float) -> None:
    """Raises SitingError if the times stop before ``minutes``: what is beyond would be taken for out of reach."""
    positive("within_minutes", minutes)
    if problem.pairs.within_minutes < minutes:
        raise SitingError(
            f"The travel times stop at {problem.pairs.within_minutes:g} minutes, and {minutes:g} are asked for.",
            hint="Compute the times as far as the goal looks.",
        )
