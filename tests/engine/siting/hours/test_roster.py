"""Rosters: no rule is broken, none is better, and the bound holds."""

from __future__ import annotations

from itertools import product
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings

from maillage.engine.siting.hours.problem import Mediator
from maillage.engine.siting.hours.roster import plan_hours, question_of
from maillage.engine.siting.hours.wished import wishes_of
from maillage.engine.siting.hours.working_time import LocalRules
from maillage.engine.sources.hours_week import read_week

from .referee import faults, problem_of, reached_slowly, small_problems

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


# One mediator of eight hours. Monday or Tuesday alone fill the week; Wednesday's two sites, with the way between them,
# reach more, which a relaxation does not see: it takes parts of all days.
ALONE_OR_BOTH = problem_of(
    ["Mo 09:00-14:10", "Tu 09:00-14:10", "We 08:00-11:00", "We 11:30-16:20"],
    [Mediator("Anne", 480, saturdays="none")],
    people=[[606, 0], [606, 0], [360, 0], [750, 0]],
    rules=LocalRules(meal=None),
)
# What must be open can only be held on one day, by who travels.
BOTH_REQUIRED = problem_of(
    ["Mo 09:00-12:00", "Mo 13:00-16:00"],
    [Mediator("Anne", 480, saturdays="none")],
    required=[read_week("Mo 09:00-12:00"), read_week("Mo 13:00-16:00")],
)


@pytest.mark.parametrize(("problem", "duties"), [(ALONE_OR_BOTH, 5), (BOTH_REQUIRED, 3)])
def test_where_models_leave_travel_out_wishes_and_bound_know_of_it(problem, duties, monkeypatch):
    """Large questions, in small: one duty fewer than there are makes models begin without travel between sites."""
    assert sum(map(len, question_of(problem).choices)) == duties
    monkeypatch.setattr("maillage.engine.siting.hours.roster.SMALL", duties - 1)
    roster = plan_hours(problem, relative_gap=0)
    assert roster.feasible
    assert faults(problem, roster) == []
    assert all(wish.holds(roster.opened) for wish in wishes_of(problem))
    assert roster.people <= best_of_all(problem) + EXACT <= roster.bound + 2 * EXACT
