"""The front of two goals: plans of which each is better than any other at one of the two.

ε-constraint: the first goal is sought while a row holds the second at a level, for levels between the two ends, which
are the best plans for each goal alone (of equals, the best for the other). A small weight on the second goal keeps
plans out that another one dominates; a level that the last plan fulfils already is passed over.
Source: Mavrotas & Florios (2013), An improved version of the augmented ε-constraint method (AUGMECON2) for finding the
exact Pareto set in multi-objective integer programming problems, Applied Mathematics and Computation 219(18).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, product
from string import ascii_uppercase
from typing import NamedTuple

import numpy as np

from ..errors import SitingError
from .access_gain import AccessGain
from .axes import axis
from .bounds import Bounds
from .choice import opened_of, site_columns
from .conflict import conflict
from .effects import Effects, effects
from .goals import Axis, Goal, Terms, minutes_ranked
from .milp import SEED, Model, solve
from .plan import NoPlan, Plan, nearest_open
from .problem import Problem
from .relinking import way
from .shortfall import opening
from .start import start as good_plan
from .wishes import rules

# Nearest sites that a place sees at first; once it has had to look farther, it sees twice as far as it had to.
SIGHT = 12
# Of the range of the first goal, what the whole range of the second is worth: enough to break ties, and no more.
TIE = 1e-4
# Of a value: what is less is arithmetic.
SAME = 1e-6


@dataclass(frozen=True)
class FrontPlan:
    """``opened``: numbers of the sites, existing ones included; ``first``, ``second``: the values of the two goals.

    ``proven``: no plan with as good a second goal has a better first one.
    """

    label: str
    opened: np.ndarray
    first: float
    second: float
    proven: bool
    effects: Effects


@dataclass(frozen=True)
class Front:
    """``plans`` from the best for the goal ``first`` to the best for ``second``, labelled A, B, C in this order."""

    first: str
    second: str
    plans: tuple[FrontPlan, ...]

    feasible = True


class _Found(NamedTuple):
    """A plan of a front in the making: its sites, the values of both goals, and whether it is the best of its kind."""

    opened: np.ndarray
    values: tuple[float, float]
    proven: bool


def front(
    problem: Problem,
    access: AccessGain,
    first: str,
    second: str,
    *,
    plans: int = 9,
    within_minutes: float = 15.0,
    threshold: float = 2.5,
    time_limit_seconds: float = 120.0,
    seed: int = SEED,
) -> Front | NoPlan:
    """At most ``plans`` plans between the best for one goal and the best for the other (names of :mod:`.axes`).

    With many plans, all there are. ``time_limit_seconds`` is for all of them, in equal shares. NoPlan only where the
    wishes cannot hold together: when time is up, the plans are those found until then.
    Raises :class:`~maillage.engine.errors.SitingError` for an unknown goal, fewer than two plans, capacities (a front
    looks at the nearest site only), or as the goals do.
    """
    terms = Terms(problem, access, within_minutes, threshold)
    if first == second:
        raise SitingError(f"{first!r} has no front with itself.", hint="Choose two goals.")
    if plans < 2:
        raise SitingError(f"A front of {plans} plans has no two ends.", hint="Ask for two plans or more.")
    if problem.wishes.capacities:
        raise SitingError("A front cannot hold capacities.", hint="Leave them out, or ask for one goal at a time.")
    # Each end takes two solves.
    goals = axis(first), axis(second)
    some = good_plan(minutes_ranked(problem), Bounds.of(rules(problem), len(problem.candidates)))
    if some is None:
        return NoPlan(f"{first} / {second}", conflict(problem))
    search = _Search(terms, goals, time_limit_seconds / (plans + 2), seed)
    ends = search.end(0, np.flatnonzero(some)), search.end(1, np.flatnonzero(some))
    found = [ends[0], *search.between(ends[0], ends[1], plans - 2), ends[1]]
    told = [
        FrontPlan(
            label,
            each.opened,
            *each.values,
            each.proven,
            effects(problem, access, each.opened, within_minutes=within_minutes, threshold=threshold),
        )
        for label, each in zip(_labels(), search.undominated(found), strict=False)
    ]
    return Front(first, second, tuple(told))


class _Search:
    """One front in the making; each solve has ``seconds``."""

    def __init__(self, terms: Terms, goals: tuple[Axis, Axis], seconds: float, seed: int) -> None:
        self.terms, self.goals, self.seconds, self.seed = terms, goals, seconds, seed
        self._sight = np.full(len(terms.problem.demand), SIGHT)

    def end(self, which: int, some: np.ndarray) -> _Found:
        """The best plan for one goal alone, and of those the best for the other; ``some`` plan if time is up before."""
        alone = self._alone(which, some)
        levels = (alone.values[0], None) if which == 0 else (None, alone.values[1])
        settled = self.best(weights=_only(1 - which), levels=levels, start=alone.opened)
        if settled is None or not self._keeps(settled, which, alone.values[which]):
            return alone._replace(proven=False)
        return settled._replace(proven=settled.proven and alone.proven)

    def _alone(self, which: int, some: np.ndarray) -> _Found:
        """The best plan for one goal, whatever the other."""
        goal = self.goals[which]
        if isinstance(goal, Goal):
            plan = goal.find(self.terms, time_limit_seconds=self.seconds, seed=self.seed)
            if isinstance(plan, Plan):
                return self._found(plan.opened, proven=plan.proven)
        # A goal of its own may ask that all be reached; here who is not counts the bound of the times.
        found = self.best(weights=_only(which), levels=(None, None), start=some)
        return found or self._found(some, proven=False)

    def between(self, start: _Found, end: _Found, number: int) -> Iterator[_Found]:
        """Plans whose second goal is at levels between those of two ends, from the first end on."""
        ranges = abs(start.values[0] - end.values[0]), abs(start.values[1] - end.values[1])
        if not all(ranges):
            return
        stops = [end]
        for a, b in ((start, end), (end, start)):
            ways = way(self.terms, self.goals, ranges, a.opened, b.opened)
            stops.extend(self._found(opened, proven=False) for opened in ways)
        last = start
        for level in np.linspace(start.values[1], end.values[1], number + 2)[1:-1].tolist():
            if self._keeps(last, 1, level):
                continue
            # What is found for this level is never worse than the best that fulfils it on the way between the ends.
            begin = self._best_of(stops, level)
            found = self.best(weights=(1 / ranges[0], TIE / ranges[1]), levels=(None, level), start=begin.opened)
            if found is None or not found.proven:
                found = self._best_of([*stops, *([found] if found else [])], level)
            last = found
            stops.append(found)
            yield found

    def best(
        self,
        *,
        weights: tuple[float, float],
        levels: tuple[float | None, float | None],
        start: np.ndarray | None = None,
    ) -> _Found | None:
        """The best plan for both goals as they are weighed, each no worse than its level. None if time is up."""
        while True:
            model = Model()
            sites = site_columns(model, self.terms.problem, rules(self.terms.problem))
            for goal, weight, level in zip(self.goals, weights, levels, strict=True):
                if weight or level is not None:
                    objective = goal.formulate(model, self.terms, sites, self._sight)
                    objective.seek(model, weight=weight)
                    if level is not None:
                        objective.demand(model, objective.linear(_eased(goal, level)))
            solved = solve(
                model,
                start=None if start is None else opening(model, sites, start),
                time_limit_seconds=self.seconds,
                seed=self.seed,
            )
            if solved.values is None:
                return None
            opened, proven = opened_of(solved, sites), solved.status == "optimal"
            if not self._looks_farther(opened) or not proven:
                return self._found(opened, proven=proven)

    def undominated(self, found: list[_Found]) -> list[_Found]:
        """Those that no other is as good as at both goals, the best for the first goal at the head."""
        kept: list[_Found] = []
        for each in sorted(found, key=lambda each: tuple(-g for g in self._gains(each))):
            if not kept or self._gains(each)[1] > self._gains(kept[-1])[1] + SAME * max(1.0, abs(each.values[1])):
                kept.append(each)
        return kept

    def _gains(self, found: _Found) -> tuple[float, float]:
        first, second = (float(g.gain(v, over=0.0)) for g, v in zip(self.goals, found.values, strict=True))
        return first, second

    def _keeps(self, found: _Found, which: int, level: float) -> bool:
        """Whether one goal is no worse than a level."""
        goal = self.goals[which]
        return bool(goal.gain(found.values[which], over=_eased(goal, level)) >= 0)

    def _best_of(self, stops: list[_Found], level: float) -> _Found:
        """The best for the first goal of those whose second is no worse than a level; the far end always is."""
        fit = (each for each in stops if self._keeps(each, 1, level))
        return max(fit, key=self._gains)

    def _found(self, opened: np.ndarray, *, proven: bool) -> _Found:
        first, second = (goal.measure(self.terms, opened) for goal in self.goals)
        return _Found(opened, (first, second), proven)

    def _looks_farther(self, opened: np.ndarray) -> bool:
        """Whether some place has its nearest open site where it did not see it; from now on it does."""
        pairs = self.terms.problem.pairs
        _, minutes = nearest_open(pairs, opened)
        farther = pairs.minutes > minutes[pairs.origin]
        needed = np.bincount(pairs.origin[~farther], minlength=pairs.shape[0])
        blind = needed > self._sight
        self._sight[blind] = 2 * needed[blind]
        return bool(blind.any())


def _only(which: int) -> tuple[float, float]:
    return (1.0, 0.0) if which == 0 else (0.0, 1.0)


def _eased(goal: Axis, level: float) -> float:
    """A level that a plan which has exactly that value fulfils, arithmetic or not."""
    ease = SAME * max(1.0, abs(level))
    return level + ease if goal.sense == "least" else level - ease


def _labels() -> Iterator[str]:
    """A to Z, then AA, AB ..."""
    for length in count(1):
        for letters in product(ascii_uppercase, repeat=length):
            yield "".join(letters)
