"""Goals in which each place pays for its minutes: the p-median, and whatever is a p-median of other minutes."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from .bounds import Bounds
from .checked import weights
from .choice import plan_of
from .conflict import conflict
from .least_cost import least_cost
from .plan import NoPlan, Plan
from .problem import Problem
from .ranked import ranked
from .single_source import single_source
from .wishes import rules


class Paying(NamedTuple):
    """``pays``: what a person pays for minutes, rising; ``minutes``: the value of the goal, from the mean payment."""

    pays: Callable[[np.ndarray], np.ndarray]
    minutes: Callable[[float], float]


def least_minutes(
    goal: str, problem: Problem, paying: Paying, *, beyond_minutes: float, time_limit_seconds: float, seed: int
) -> Plan | NoPlan:
    """The choice of sites with the least mean payment; who is not served in time pays for ``beyond_minutes``."""
    weight, pairs = weights(problem), problem.pairs
    farthest = float(paying.pays(np.array([beyond_minutes]))[0])
    # A way costs about 1, whatever the unit of the payment.
    cost = weight[pairs.origin] * paying.pays(np.minimum(pairs.minutes, beyond_minutes)) / farthest
    beyond = weight.copy()

    def value(total: float) -> float:
        return paying.minutes(total * farthest / float(weight.sum()))

    limits = {"time_limit_seconds": time_limit_seconds, "seed": seed}
    if problem.wishes.capacities:
        fit = single_source(problem, cost, beyond, **limits)
        return NoPlan(goal, conflict(problem)) if fit is None else fit.plan(goal, problem, value)
    bounds = Bounds.of(rules(problem), len(problem.candidates))
    best = least_cost(ranked(pairs, cost, beyond), bounds, **limits)
    if best is None:
        return NoPlan(goal, conflict(problem))
    return plan_of(goal, problem, best.opened, value=value(best.cost), bound=value(best.bound))
