"""The two goals of care against every plan that the wishes allow, tried one after the other."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from maillage.engine.errors import SitingError
from maillage.engine.siting.apl_threshold import people_left_under, underserved
from maillage.engine.siting.max_min_apl import beyond_all_candidates, least_apl_of, worst_served
from maillage.engine.siting.plan import NoPlan
from maillage.engine.siting.wishes import Wishes

from .small_questions import allowed, question, questions

THRESHOLD = 2.5


def shortfall(asked, opened, level):
    return float(asked.problem.demand.people @ np.maximum(0.0, level - asked.access.after(opened)))


def people_under(asked, opened):
    return people_left_under(asked.problem, asked.access.after(opened), THRESHOLD)


def least_apl(asked, opened):
    return least_apl_of(asked.problem, asked.access, asked.access.after(opened))


@settings(max_examples=40)
@given(questions())
def test_no_plan_leaves_fewer_people_under_the_threshold(asked):
    plans = list(asked.plans())
    found = underserved(asked.problem, asked.access, threshold=THRESHOLD)
    if not plans:
        assert isinstance(found, NoPlan)
        assert found.conflict is not None
        return
    assert allowed(asked.problem, set(found.opened.tolist()))
    best = min(people_under(asked, opened) for opened in plans)
    assert found.value == pytest.approx(best)
    assert found.value == people_under(asked, found.opened)
    assert found.proven
    # Of those, the least shortfall, up to the thousandth that the second step may leave.
    equal = [each for each in plans if people_under(asked, each) == best]
    least = min(shortfall(asked, opened, THRESHOLD) for opened in equal)
    assert shortfall(asked, found.opened, THRESHOLD) <= least * 1.001 + 1e-6


@settings(max_examples=40)
@given(questions())
def test_no_plan_gives_the_worst_served_more(asked):
    plans = list(asked.plans())
    found = worst_served(asked.problem, asked.access)
    if not plans:
        assert isinstance(found, NoPlan)
        return
    assert allowed(asked.problem, set(found.opened.tolist()))
    best = max(least_apl(asked, opened) for opened in plans)
    assert found.value == pytest.approx(best, abs=1e-6)
    assert found.proven


@settings(max_examples=20)
@given(questions())
def test_the_least_apl_is_that_of_the_places_that_a_candidate_could_help(asked):
    problem, access = asked.problem, asked.access
    gain, forbidden = access.gain.toarray(), set(problem.wishes.forbidden) - set(problem.wishes.existing)
    usable = [j for j, key in enumerate(problem.candidates.keys) if key not in forbidden]
    inhabited = [i for i in range(len(problem.demand)) if problem.demand.people[i] > 0]
    helped = [i for i in inhabited if any(gain[i, j] > 0 for j in usable)]
    assert beyond_all_candidates(problem, access).tolist() == [i for i in inhabited if i not in helped]
    opened = np.flatnonzero(problem.existing)
    expected = min(access.today[i] + sum(gain[i, j] for j in opened) for i in (helped or inhabited))
    assert least_apl(asked, opened) == pytest.approx(expected)


def test_where_no_place_can_be_lifted_the_sites_go_where_most_people_lack_most():
    asked = question(
        [[0.0, 20.0], [20.0, 0.0]],
        people=[100, 1_000],
        today=[1.0, 1.0],
        gain=[[0.5, 0.0], [0.0, 0.5]],
        wishes=Wishes(count=1),
    )
    found = underserved(asked.problem, asked.access, threshold=THRESHOLD)
    assert found.value == 1_100
    assert found.opened.tolist() == [1]


def test_one_commune_lifted_whole_is_worth_more_than_two_lifted_by_half():
    asked = question(
        np.zeros((3, 3)),
        people=[100, 90, 90],
        today=[2.0, 2.0, 2.0],
        gain=[[0.25, 0.0, 0.25], [0.25, 0.5, 0.0], [0.25, 0.0, 0.5]],
        wishes=Wishes(count=1),
    )
    found = underserved(asked.problem, asked.access, threshold=THRESHOLD)
    assert found.opened.tolist() in ([1], [2])
    assert found.value == 190


def test_an_apl_that_reaches_the_threshold_exactly_is_no_longer_under_it():
    asked = question([[0.0] * 3], people=[100], today=[2.2], gain=[[0.1, 0.1, 0.1]])
    assert underserved(asked.problem, asked.access, threshold=THRESHOLD).value == 0


def test_a_place_that_nothing_reaches_does_not_hide_the_others():
    asked = question(
        [[0.0, 5.0], [5.0, 0.0], [np.nan, np.nan]],
        people=[10, 10, 10],
        today=[1.0, 0.5, 0.1],
        gain=[[0.5, 0.0], [0.0, 0.5], [0.0, 0.0]],
        wishes=Wishes(count=1),
    )
    found = worst_served(asked.problem, asked.access)
    assert found.opened.tolist() == [1]
    assert found.value == pytest.approx(1.0)
    assert beyond_all_candidates(asked.problem, asked.access).tolist() == [2]


def test_among_plans_with_the_same_least_the_others_are_not_forgotten():
    asked = question(
        np.zeros((3, 2)),
        people=[10, 100, 10],
        today=[1.0, 1.5, 3.0],
        gain=[[0.25, 0.25], [0.0, 0.5], [0.0, 0.0]],
        wishes=Wishes(count=1),
    )
    assert worst_served(asked.problem, asked.access).opened.tolist() == [1]


def test_capacities_say_who_goes_where_and_nothing_about_care():
    asked = question(
        [[0.0, 20.0], [5.0, 10.0]],
        people=[100, 60],
        today=[2.0, 2.0],
        gain=[[0.5, 0.0], [0.0, 0.5]],
        capacity=[100.0, 100.0],
    )
    free = underserved(asked.problem, asked.access, threshold=THRESHOLD)
    held = underserved(asked.problem.wishing(capacities=True), asked.access, threshold=THRESHOLD)
    assert free.site.tolist() == [0, 0]
    assert held.site.tolist() == [0, 1]
    assert held.minutes.tolist() == [0.0, 10.0]
    assert held.value == free.value == 0


def test_same_seed_same_plan():
    draw = np.random.default_rng(3)
    asked = question(
        draw.uniform(0, 30, (20, 12)),
        people=draw.integers(10, 1_000, 20),
        today=draw.uniform(1, 3, 20),
        gain=draw.uniform(0, 0.6, (20, 12)) * (draw.uniform(size=(20, 12)) < 0.3),
        wishes=Wishes(count=4),
    )
    plans = [underserved(asked.problem, asked.access, threshold=THRESHOLD, seed=7) for _ in range(2)]
    np.testing.assert_array_equal(plans[0].opened, plans[1].opened)


@pytest.mark.parametrize("seconds", [0.0, 1e-3])
def test_when_time_is_up_the_start_is_the_answer_and_its_bound_is_finite(seconds):
    draw = np.random.default_rng(4)
    asked = question(
        draw.uniform(0, 30, (40, 30)),
        people=draw.integers(10, 1_000, 40),
        today=draw.uniform(1, 3, 40),
        gain=draw.uniform(0, 0.6, (40, 30)) * (draw.uniform(size=(40, 30)) < 0.2),
        wishes=Wishes(count=8),
    )
    found = underserved(asked.problem, asked.access, threshold=THRESHOLD, time_limit_seconds=seconds)
    assert len(found.opened) <= 8
    assert found.value == people_under(asked, found.opened)
    assert 0 <= found.bound <= found.value


def test_a_threshold_of_nothing_is_refused():
    asked = question([[0.0]], people=[1], today=[1.0], gain=[[1.0]])
    with pytest.raises(SitingError, match="threshold is 0"):
        underserved(asked.problem, asked.access, threshold=0)


def test_nobody_to_serve_is_said():
    asked = question([[0.0]], people=[0], today=[1.0], gain=[[1.0]])
    with pytest.raises(SitingError, match="Nobody lives"):
        worst_served(asked.problem, asked.access)
