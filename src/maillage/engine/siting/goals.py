"""What one may seek, by name: the model that finds the best plan, and the value of any choice of sites.

>>> goal("minutes").unit
'minutes'
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np

from ..errors import SitingError
from .access_gain import AccessGain
from .apl_threshold import people_left_under, underserved
from .coverage import coverage
from .effects import minutes_beyond
from .max_min_apl import least_apl_of, worst_served
from .milp import SEED
from .p_median import p_median
from .plan import NoPlan, Plan, nearest_open
from .problem import Problem


class Terms(NamedTuple):
    """What a goal is about: the question, ``within_minutes`` of a site, and under which APL one is under-served."""

    problem: Problem
    access: AccessGain
    within_minutes: float = 15.0
    threshold: float = 2.5


@dataclass(frozen=True)
class Goal:
    """``sense``: whether its value is to be least or most. ``unit`` of the value; weight is people, or people times
    need, as the demand is weighed. ``asks``: which of the :class:`Terms` it heeds beside the question.

    ``find(terms, time_limit_seconds=, seed=)``: the best plan. ``value(terms, seen)``: of any ``k`` choices of sites,
    from what each place has under each of them, ``(k, n)`` → ``(k,)``; ``sees``: whether that is its APL, or its
    minutes to the nearest open site, where out of reach counts as :func:`~.effects.minutes_beyond`.
    """

    name: str
    sense: Literal["least", "most"]
    unit: Literal["people", "weight", "minutes", "apl", "sites"]
    asks: tuple[str, ...]
    sees: Literal["apl", "minutes"]
    find: Callable[..., Plan | NoPlan]
    value: Callable[[Terms, np.ndarray], np.ndarray]

    def solve(
        self,
        problem: Problem,
        access: AccessGain,
        *,
        within_minutes: float = 15.0,
        threshold: float = 2.5,
        time_limit_seconds: float = 60.0,
        seed: int = SEED,
    ) -> Plan | NoPlan:
        """The best plan within the wishes and the time. Raises SitingError, as its model says."""
        terms = Terms(problem, access, within_minutes, threshold)
        return self.find(terms, time_limit_seconds=time_limit_seconds, seed=seed)

    def measure(self, terms: Terms, opened: np.ndarray) -> float:
        """The value of one choice of sites, those that exist included, whatever the wishes."""
        seen = terms.access.after(opened) if self.sees == "apl" else minutes_counted(terms.problem, opened)
        return float(self.value(terms, seen[np.newaxis])[0])

    def gain(self, value: np.ndarray | float, *, over: float) -> np.ndarray | float:
        """By how much ``value`` is better than the other; below zero where it is worse."""
        return over - value if self.sense == "least" else value - over


def goal(name: str) -> Goal:
    """The goal of that name. Raises SitingError for an unknown one."""
    if name not in GOALS:
        raise SitingError(f"No goal is called {name!r}.", hint="Choose among " + ", ".join(GOALS) + ".")
    return GOALS[name]


def minutes_counted(problem: Problem, opened: np.ndarray) -> np.ndarray:
    """Minutes ``(n,)`` of each place to the nearest open site; out of reach as :func:`~.effects.minutes_beyond`."""
    site, minutes = nearest_open(problem.pairs, opened)
    return np.where(site >= 0, minutes, minutes_beyond(problem.pairs))


GOALS = {
    each.name: each
    for each in (
        Goal(
            name="underserved",
            sense="least",
            unit="people",
            asks=("threshold",),
            sees="apl",
            find=lambda terms, **limits: underserved(terms.problem, terms.access, threshold=terms.threshold, **limits),
            value=lambda terms, apl: people_left_under(terms.problem, apl, terms.threshold),
        ),
        Goal(
            name="worst-served",
            sense="most",
            unit="apl",
            asks=(),
            sees="apl",
            find=lambda terms, **limits: worst_served(terms.problem, terms.access, **limits),
            value=lambda terms, apl: least_apl_of(terms.problem, terms.access, apl),
        ),
        Goal(
            name="coverage",
            sense="most",
            unit="weight",
            asks=("within_minutes",),
            sees="minutes",
            find=lambda terms, **limits: coverage(terms.problem, within_minutes=terms.within_minutes, **limits),
            value=lambda terms, minutes: (minutes <= terms.within_minutes) @ terms.problem.demand.weight,
        ),
        Goal(
            name="minutes",
            sense="least",
            unit="minutes",
            asks=(),
            sees="minutes",
            find=lambda terms, **limits: p_median(
                terms.problem, beyond_minutes=minutes_beyond(terms.problem.pairs), **limits
            ),
            value=lambda terms, minutes: minutes @ terms.problem.demand.weight / terms.problem.demand.weight.sum(),
        ),
    )
}
