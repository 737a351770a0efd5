"""What one may seek, by name: the model that finds the best plan, and the value of any choice of sites.

>>> goal("minutes").unit
'minutes'
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

import numpy as np
from scipy import sparse

from ..errors import SitingError
from .access_gain import AccessGain
from .apl_threshold import people_left_under, underserved
from .coverage import coverage
from .effects import minutes_beyond
from .formulations import covered, most_paid, total_paid
from .kolm_pollak import ede, kappa_of, kolm_pollak
from .lacking import lacking_places, people_under
from .max_min_apl import least_apl, least_apl_of, worst_served
from .milp import SEED, Model
from .objective import Objective
from .p_centre import p_centre
from .p_median import p_median
from .plan import NoPlan, Plan, nearest_open
from .problem import Problem
from .ranked import Ranked, ranked
from .set_cover import set_cover


class Terms(NamedTuple):
    """What a goal is about: the question, ``within_minutes`` of a site, under which APL one is under-served, the
    ``share`` of the people whom the fewest sites are to serve, and how much one minds long ways (``aversion``).
    """

    problem: Problem
    access: AccessGain
    within_minutes: float = 15.0
    threshold: float = 2.5
    share: float = 1.0
    aversion: float = 1.0

    @property
    def weight(self) -> np.ndarray:
        return self.problem.demand.weight

    @property
    def beyond_minutes(self) -> float:
        return minutes_beyond(self.problem.pairs)


@dataclass(frozen=True, kw_only=True)
class Axis:
    """What plans are compared by. ``sense``: whether its value is to be least or most; ``unit`` of the value: weight is
    people, or people times need, as the demand is weighed.

    ``value(terms, seen)``: of any ``k`` choices of sites, from what it ``sees`` of each, ``(k, …)`` → ``(k,)``: the APL
    of the places, their minutes to the nearest open site (out of reach as :func:`~.effects.minutes_beyond`), or which
    sites are open (1 and 0). ``formulate(model, terms, sites, sight)``: the same inside a model (:mod:`.formulations`).
    """

    name: str
    sense: Literal["least", "most"]
    unit: Literal["people", "weight", "minutes", "apl", "sites", "cost"]
    sees: Literal["apl", "minutes", "sites"]
    value: Callable[[Terms, np.ndarray], np.ndarray]
    formulate: Callable[[Model, Terms, np.ndarray, np.ndarray], Objective]

    def measure(self, terms: Terms, opened: np.ndarray) -> float:
        """The value of one choice of sites, those that exist included, whatever the wishes."""
        return float(self.value(terms, _SEEN[self.sees](terms, opened)[np.newaxis])[0])

    def gain(self, value: np.ndarray | float, *, over: float) -> np.ndarray | float:
        """By how much ``value`` is better than the other; below zero where it is worse."""
        return over - value if self.sense == "least" else value - over


@dataclass(frozen=True, kw_only=True)
class Goal(Axis):
    """An axis that one may seek alone. ``asks``: which of the :class:`Terms` it heeds beside the question;
    ``find(terms, time_limit_seconds=, seed=)``: the best plan, by the model of this goal.
    """

    asks: tuple[str, ...]
    find: Callable[..., Plan | NoPlan]

    def solve(
        self,
        problem: Problem,
        access: AccessGain,
        *,
        within_minutes: float = 15.0,
        threshold: float = 2.5,
        share: float = 1.0,
        aversion: float = 1.0,
        time_limit_seconds: float = 60.0,
        seed: int = SEED,
    ) -> Plan | NoPlan:
        """The best plan within the wishes and the time. Raises SitingError, as its model says."""
        terms = Terms(problem, access, within_minutes, threshold, share, aversion)
        return replace(self.find(terms, time_limit_seconds=time_limit_seconds, seed=seed), goal=self.name)


def goal(name: str) -> Goal:
    """The goal of that name. Raises SitingError for an unknown one."""
    return named(name, GOALS, "goal")


def named[Kind: Axis](name: str, known: Mapping[str, Kind], what: str) -> Kind:
    """The one of that name. Raises SitingError for an unknown one."""
    if name not in known:
        raise SitingError(f"No {what} is called {name!r}.", hint="Choose among " + ", ".join(known) + ".")
    return known[name]


def minutes_counted(problem: Problem, opened: np.ndarray) -> np.ndarray:
    """Minutes ``(n,)`` of each place to the nearest open site; out of reach as :func:`~.effects.minutes_beyond`."""
    site, minutes = nearest_open(problem.pairs, opened)
    return np.where(site >= 0, minutes, minutes_beyond(problem.pairs))


def _open(terms: Terms, opened: np.ndarray) -> np.ndarray:
    is_open = np.zeros(len(terms.problem.candidates))
    is_open[opened] = 1.0
    return is_open


_SEEN: dict[str, Callable[[Terms, np.ndarray], np.ndarray]] = {
    "apl": lambda terms, opened: terms.access.after(opened),
    "minutes": lambda terms, opened: minutes_counted(terms.problem, opened),
    "sites": _open,
}


def minutes_ranked(problem: Problem) -> Ranked:
    """The minutes that each place counts, as costs."""
    beyond = np.full(len(problem.demand), minutes_beyond(problem.pairs))
    return ranked(problem.pairs, problem.pairs.minutes, beyond)


def _somebody(terms: Terms) -> sparse.csr_array:
    """``(k, n)``: one row for each place that weighs something."""
    return sparse.csr_array(sparse.eye_array(len(terms.weight), format="csr")[terms.weight > 0])


def _payments(terms: Terms, pays: Callable[[np.ndarray], np.ndarray]) -> Ranked:
    """What each place pays for its minutes, as its share of all: the sum is the mean payment."""
    pairs, share = terms.problem.pairs, terms.weight / terms.weight.sum()
    beyond = float(pays(np.array([terms.beyond_minutes]))[0])
    return ranked(pairs, share[pairs.origin] * pays(pairs.minutes), share * beyond)


def _kappa(terms: Terms) -> float:
    return kappa_of(terms.problem, terms.aversion, terms.beyond_minutes)


def _formulated_equity(model: Model, terms: Terms, sites: np.ndarray, sight: np.ndarray) -> Objective:
    """The mean of ``e^(κ t) - 1`` over that of the longest way, with which the EDE rises."""
    kappa, longest = _kappa(terms), np.expm1(_kappa(terms) * terms.beyond_minutes)
    costs = _payments(terms, lambda minutes: np.expm1(kappa * minutes) / longest)
    mean = total_paid(model, sites, costs, sight=sight)
    return replace(mean, linear=lambda minutes: float(np.expm1(kappa * minutes) / longest))


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
            formulate=lambda model, terms, sites, _: people_under(
                model, sites, lacking_places(terms.problem, terms.access, terms.threshold)
            ),
        ),
        Goal(
            name="worst-served",
            sense="most",
            unit="apl",
            asks=(),
            sees="apl",
            find=lambda terms, **limits: worst_served(terms.problem, terms.access, **limits),
            value=lambda terms, apl: least_apl_of(terms.problem, terms.access, apl),
            formulate=lambda model, terms, sites, _: least_apl(model, terms.problem, terms.access, sites),
        ),
        Goal(
            name="coverage",
            sense="most",
            unit="weight",
            asks=("within_minutes",),
            sees="minutes",
            find=lambda terms, **limits: coverage(terms.problem, within_minutes=terms.within_minutes, **limits),
            value=lambda terms, minutes: (minutes <= terms.within_minutes) @ terms.weight,
            formulate=lambda model, terms, sites, _: covered(
                model, sites, terms.problem.pairs, terms.weight, terms.within_minutes
            ),
        ),
        Goal(
            name="minutes",
            sense="least",
            unit="minutes",
            asks=(),
            sees="minutes",
            find=lambda terms, **limits: p_median(terms.problem, beyond_minutes=terms.beyond_minutes, **limits),
            value=lambda terms, minutes: minutes @ terms.weight / terms.weight.sum(),
            formulate=lambda model, terms, sites, sight: total_paid(
                model, sites, _payments(terms, lambda minutes: minutes), sight=sight
            ),
        ),
        Goal(
            name="farthest",
            sense="least",
            unit="minutes",
            asks=(),
            sees="minutes",
            find=lambda terms, **limits: p_centre(terms.problem, **limits),
            value=lambda terms, minutes: minutes[..., terms.weight > 0].max(axis=-1),
            formulate=lambda model, terms, sites, sight: most_paid(
                model, sites, minutes_ranked(terms.problem), sight=sight, among=_somebody(terms)
            ),
        ),
        Goal(
            name="equity",
            sense="least",
            unit="minutes",
            asks=("aversion",),
            sees="minutes",
            find=lambda terms, **limits: kolm_pollak(
                terms.problem, aversion=terms.aversion, beyond_minutes=terms.beyond_minutes, **limits
            ),
            value=lambda terms, minutes: ede(minutes, terms.weight, _kappa(terms)),
            formulate=_formulated_equity,
        ),
        Goal(
            name="fewest",
            sense="least",
            unit="sites",
            asks=("within_minutes", "share"),
            sees="sites",
            find=lambda terms, **limits: set_cover(
                terms.problem, within_minutes=terms.within_minutes, share=terms.share, **limits
            ),
            value=lambda terms, is_open: is_open @ ~terms.problem.existing,
            formulate=lambda _, terms, sites, __: Objective(sites, (~terms.problem.existing).astype(float)),
        ),
    )
}
