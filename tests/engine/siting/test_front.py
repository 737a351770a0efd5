"""Fronts of two goals against all plans that the wishes allow."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.engine.errors import SitingError
from maillage.engine.siting.axes import AXES, axis
from maillage.engine.siting.front import front
from maillage.engine.siting.goals import GOALS, Terms
from maillage.engine.siting.plan import NoPlan
from maillage.engine.siting.wishes import Wishes

from .small_questions import allowed, question, questions

PAIRS = list(combinations(sorted(AXES), 2))


def gains(asked, names, opened):
    terms = Terms(asked.problem, asked.access)
    return tuple(axis(name).gain(axis(name).measure(terms, opened), over=0.0) for name in names)


def brute_force(asked, names):
    """The values of all plans that no other plan dominates."""
    points = sorted({tuple(np.round(gains(asked, names, opened), 6)) for opened in asked.plans()}, reverse=True)
    kept = []
    for first, second in points:
        if not kept or second > kept[-1][1] + 1e-5:
            kept.append((first, second))
    return kept


@settings(max_examples=25)
@given(questions(), st.sampled_from(PAIRS))
def test_with_many_plans_the_front_is_that_of_all_plans(asked, names):
    found = front(asked.problem, asked.access, *names, plans=400)
    expected = brute_force(asked, names)
    if not expected:
        assert isinstance(found, NoPlan)
        return
    assert all(allowed(asked.problem, set(plan.opened.tolist())) for plan in found.plans)
    reached = [gains(asked, names, plan.opened) for plan in found.plans]
    assert len(reached) == len(expected)
    np.testing.assert_allclose(reached, expected, atol=1e-4)
    assert all(plan.proven for plan in found.plans)


@settings(max_examples=12)
@given(questions(), st.sampled_from(PAIRS))
def test_few_plans_are_some_of_the_front_with_both_its_ends(asked, names):
    found = front(asked.problem, asked.access, *names, plans=3)
    expected = brute_force(asked, names)
    if not expected:
        return
    assert len(found.plans) <= 3
    reached = [gains(asked, names, plan.opened) for plan in found.plans]
    for each in reached:
        assert np.abs(np.array(expected) - each).sum(axis=1).min() < 1e-4
    np.testing.assert_allclose(reached[0], expected[0], atol=1e-4)
    np.testing.assert_allclose(reached[-1], expected[-1], atol=1e-4)


@pytest.fixture(scope="module")
def valley():
    draw = np.random.default_rng(5)
    return question(
        draw.uniform(0, 40, (25, 18)),
        people=draw.integers(10, 1_000, 25),
        today=draw.uniform(1, 3, 25),
        gain=draw.uniform(0, 0.6, (25, 18)) * (draw.uniform(size=(25, 18)) < 0.2),
        wishes=Wishes(count=5),
        cost=draw.integers(1, 10, 18),
    )


@pytest.mark.parametrize("other", ["cost", "minutes", "underserved", "equity"])
def test_the_longest_way_has_fronts_where_all_can_be_reached(other):
    draw = np.random.default_rng(11)
    asked = question(
        draw.integers(0, 28, (6, 7)),
        people=draw.integers(10, 1_000, 6),
        today=draw.uniform(1, 3, 6),
        gain=draw.uniform(0, 0.6, (6, 7)),
        wishes=Wishes(count=4),
        cost=draw.integers(1, 10, 7),
    )
    found = front(asked.problem, asked.access, "farthest", other, plans=400)
    reached = [gains(asked, ("farthest", other), plan.opened) for plan in found.plans]
    np.testing.assert_allclose(reached, brute_force(asked, ("farthest", other)), atol=1e-4)


def test_plans_are_labelled_from_one_end_to_the_other(valley):
    found = front(valley.problem, valley.access, "minutes", "cost", plans=5)
    assert [plan.label for plan in found.plans] == ["A", "B", "C", "D", "E"]
    assert sorted(plan.first for plan in found.plans) == [plan.first for plan in found.plans]
    assert sorted((plan.second for plan in found.plans), reverse=True) == [plan.second for plan in found.plans]
    for plan in found.plans:
        assert plan.effects.after.mean_minutes == pytest.approx(plan.first)
        assert plan.effects.cost == pytest.approx(plan.second)


def test_places_that_must_look_far_are_found_out(valley, monkeypatch):
    whole = front(valley.problem, valley.access, "minutes", "cost", plans=4)
    monkeypatch.setattr("maillage.engine.siting.front.SIGHT", 1)
    near = front(valley.problem, valley.access, "minutes", "cost", plans=4)
    assert [(plan.first, plan.second) for plan in near.plans] == [
        pytest.approx((plan.first, plan.second)) for plan in whole.plans
    ]


def test_the_ends_are_the_best_plans_of_each_goal(valley):
    found = front(valley.problem, valley.access, "coverage", "minutes", plans=3)
    ends = [GOALS[name].solve(valley.problem, valley.access) for name in ("coverage", "minutes")]
    assert found.plans[0].first == pytest.approx(ends[0].value)
    assert found.plans[-1].second == pytest.approx(ends[1].value)


@pytest.mark.parametrize(
    ("changes", "options", "said"),
    [({}, {"plans": 1}, "no two ends"), ({"capacities": True}, {}, "cannot hold capacities")],
)
def test_what_no_front_can_be_drawn_of_is_refused(valley, changes, options, said):
    with pytest.raises(SitingError, match=said):
        front(valley.problem.wishing(**changes), valley.access, "minutes", "cost", **options)


@pytest.mark.parametrize("names", [("underserved", "minutes"), ("p90", "worst-epci"), ("farthest", "cost")])
def test_when_time_is_up_there_are_plans_all_the_same(valley, names):
    found = front(valley.problem, valley.access, *names, plans=4, time_limit_seconds=1e-6)
    assert 1 <= len(found.plans) <= 4
    assert not any(plan.proven for plan in found.plans)
    for plan in found.plans:
        assert allowed(valley.problem, set(plan.opened.tolist()))


def test_a_goal_has_no_front_with_itself(valley):
    with pytest.raises(SitingError, match="with itself"):
        front(valley.problem, valley.access, "minutes", "minutes")
