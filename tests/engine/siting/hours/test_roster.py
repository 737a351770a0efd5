"""Rosters: no rule is broken, none is better, and the bound holds."""

from __future__ import annotations

from itertools import product
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings

from maillage.engine.siting.hours.roster import plan_hours
from maillage.engine.siting.hours.wished import wishes_of

from .referee import faults, reached_slowly, small_problems

EXACT = 1e-5


def best_of_all(problem):
    """The most people of every way to give each session to a mediator or to nobody; None where no way is allowed."""
    n = len(problem.openings)
    autonomous = np.array([problem.sites[each.site].autonomous for each in problem.openings])
    wishes = wishes_of(problem)
    best = None
    for given_to in product(range(-1, len(problem.mediators)), repeat=n * problem.weeks):
        who = np.array(given_to).reshape(problem.weeks, n)
        opened = (who >= 0) | autonomous
        if (who[:, autonomous] >= 0).any() or not all(wish.holds(opened) for wish in wishes):
            continue
        if problem.rules.same_every_week and not (opened == opened[0]).all():
            continue
        people = reached_slowly(problem, opened)
        if best is not None and people <= best:
            continue
        assigned = [
            (week, number, SimpleNamespace(openings=np.flatnonzero((who[week] == number) & (days == day))))
            for week in range(problem.weeks)
            for number in range(len(problem.mediators))
            for days in [np.array([each.session.day for each in problem.openings])]
            for day in range(7)
        ]
        if not faults(problem, SimpleNamespace(assigned=assigned, opened=opened)):
            best = people
    return best


@given(small_problems())
def test_no_rule_is_broken_and_the_bound_is_not_passed(problem):
    roster = plan_hours(problem, relative_gap=0)
    assert faults(problem, roster) == []
    assert roster.people == pytest.approx(reached_slowly(problem, roster.opened))
    assert roster.people <= roster.bound + EXACT
    assert roster.gap <= EXACT
    broken = {wish.key for wish in roster.broken}
    assert all(wish.holds(roster.opened) == (wish.key not in broken) for wish in wishes_of(problem))


@settings(max_examples=40)
@given(small_problems(max_sites=2, max_mediators=2))
def test_nothing_is_better_than_the_best(problem):
    ways = (len(problem.mediators) + 1) ** (len(problem.openings) * problem.weeks)
    if ways > 5_000:
        return
    best = best_of_all(problem)
    roster = plan_hours(problem, relative_gap=0)
    assert roster.feasible == (best is not None)
    if best is not None:
        assert roster.people == pytest.approx(best, abs=1e-4)
