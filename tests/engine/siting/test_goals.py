"""The goals by name: what a model says of its plan is what the measure says of the same sites."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.engine.errors import SitingError
from maillage.engine.siting.goals import GOALS, Terms, goal
from maillage.engine.siting.plan import NoPlan, nearest_open

from .small_questions import WITHIN, question, questions

MUST_SERVE = {"farthest", "fewest"}


@settings(max_examples=40)
@given(
    questions(),
    st.sampled_from(sorted(set(GOALS) - MUST_SERVE)),
    st.sampled_from([5.0, 15.0]),
    st.sampled_from([2.0, 2.5]),
)
def test_no_plan_is_better_by_its_own_measure(asked, name, within_minutes, threshold):
    sought = goal(name)
    found = sought.solve(asked.problem, asked.access, within_minutes=within_minutes, threshold=threshold)
    terms = Terms(asked.problem, asked.access, within_minutes, threshold)
    values = [sought.measure(terms, opened) for opened in asked.plans()]
    if isinstance(found, NoPlan):
        assert values == []
        return
    assert found.value == pytest.approx(sought.measure(terms, found.opened), abs=1e-6)
    assert found.value == pytest.approx((min if sought.sense == "least" else max)(values), abs=1e-6)


@settings(max_examples=20)
@given(questions(), st.sampled_from(sorted(MUST_SERVE)))
def test_goals_that_must_serve_everybody_are_the_best_of_the_plans_that_do(asked, name):
    sought, terms = goal(name), Terms(asked.problem, asked.access)
    within = terms.within_minutes if name == "fewest" else WITHIN
    found = sought.solve(asked.problem, asked.access)
    weight = asked.problem.demand.weight
    values = [
        sought.measure(terms, opened)
        for opened in asked.plans()
        if (nearest_open(asked.problem.pairs, opened)[1][weight > 0] <= within).all()
    ]
    if isinstance(found, NoPlan):
        assert values == []
        return
    assert found.value == pytest.approx(sought.measure(terms, found.opened)) == pytest.approx(min(values))


def test_a_plan_has_the_name_of_its_goal():
    asked = question([[0.0]], people=[10], today=[1.0], gain=[[1.0]])
    assert {name: each.solve(asked.problem, asked.access).goal for name, each in GOALS.items()} == {
        name: name for name in GOALS
    }


def test_better_means_less_of_what_is_to_be_least():
    assert goal("minutes").gain(8.0, over=10.0) == 2.0
    assert goal("coverage").gain(8.0, over=10.0) == -2.0


def test_an_unknown_goal_is_answered_with_those_there_are():
    with pytest.raises(SitingError, match="underserved, worst-served"):
        goal("happiness")
