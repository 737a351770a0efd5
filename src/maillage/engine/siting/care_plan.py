"""The plan of a goal of care: its sites add to the APL of whoever reaches them, and each place is told where to go."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from .choice import plan_of
from .effects import minutes_beyond
from .p_median import p_median
from .plan import NoPlan, Plan
from .problem import Problem
from .wishes import Wishes


def care_plan(goal: str, problem: Problem, opened: np.ndarray, *, value: float, bound: float) -> Plan:
    """A plan of the sites ``opened``; each place goes to the nearest that has room.

    The APL shares a site's acts among all who reach it: capacities decide who goes where, never which sites are best.
    """
    plan = plan_of(goal, problem, opened, value=value, bound=bound)
    if not problem.wishes.capacities:
        return plan
    keys = tuple(problem.candidates.keys[opened].tolist())
    fixed = replace(problem, wishes=Wishes(existing=keys, count=0, capacities=True))
    assigned = p_median(fixed, beyond_minutes=minutes_beyond(problem.pairs))
    if isinstance(assigned, NoPlan):
        return plan
    return replace(plan, site=assigned.site, minutes=assigned.minutes)
