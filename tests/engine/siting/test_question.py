"""Questions that are none, and the parts that all models share: the model handed to HiGHS, and the nearest site."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from maillage.engine.errors import SitingError
from maillage.engine.siting.coverage import coverage
from maillage.engine.siting.facility_location import facility_location
from maillage.engine.siting.kolm_pollak import ede, kolm_pollak
from maillage.engine.siting.milp import Model, solve
from maillage.engine.siting.p_centre import p_centre
from maillage.engine.siting.p_median import p_median
from maillage.engine.siting.plan import nearest_open
from maillage.engine.siting.set_cover import set_cover
from maillage.engine.siting.wishes import Quota, Wishes

from .every_plan import nearest, plans, problem_of, problems

TWO = [[0.0, 10.0], [10.0, 0.0]]
MODELS = [
    lambda problem: coverage(problem, within_minutes=10),
    lambda problem: p_median(problem, beyond_minutes=30),
    lambda problem: kolm_pollak(problem, beyond_minutes=30),
    p_centre,
    lambda problem: set_cover(problem, within_minutes=10),
    lambda problem: facility_location(problem, cost_per_minute=1),
]


@pytest.mark.parametrize("model", MODELS)
def test_nobody_to_serve_is_no_question(model):
    with pytest.raises(SitingError, match="nobody to serve"):
        model(problem_of(TWO, people=[0, 0]))


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda: coverage(problem_of(TWO), within_minutes=50), "stop at 40 minutes, and 50 are asked for"),
        (lambda: set_cover(problem_of(TWO), within_minutes=0), "within_minutes is 0"),
        (lambda: set_cover(problem_of(TWO), within_minutes=5, share=1.5), "share of 1.5"),
        (lambda: p_median(problem_of(TWO), beyond_minutes=np.inf), "beyond_minutes is inf"),
        (lambda: kolm_pollak(problem_of(TWO), aversion=500, beyond_minutes=30), "longest way only"),
        (lambda: facility_location(problem_of(TWO), cost_per_minute=-1), "cost_per_minute is -1"),
        (lambda: problem_of(TWO, wishes=Wishes(locked=("s7",))), "'s7' is not one of the 2 sites"),
        (lambda: problem_of(TWO, cost=[1.0, np.nan]), "cost is missing or negative"),
        (lambda: problem_of(TWO, people=[1, 2, 3]), "differ in length|2 × 2"),
        (lambda: Wishes(count=-1), "count is -1"),
        (lambda: Wishes(locked=("a",), forbidden=("a",)), "both locked and forbidden"),
        (lambda: Wishes(quotas=(Quota("own", 1), Quota("own", 2))), "two quotas"),
    ],
)
def test_what_is_no_question_says_why(ask, message):
    with pytest.raises(SitingError, match=message):
        ask()


def test_more_sites_than_candidates_are_as_many_as_help():
    plan = p_median(problem_of(TWO, wishes=Wishes(count=5)), beyond_minutes=30)
    assert plan.opened.tolist() == [0, 1]
    assert plan.value == 0


def test_a_budget_too_small_for_one_site_leaves_what_exists():
    wishes = Wishes(budget=1.0, existing=("s0",))
    plan = p_median(problem_of(TWO, wishes=wishes, cost=[2.0, 2.0]), beyond_minutes=30)
    assert plan.opened.tolist() == [0]
    assert plan.value == pytest.approx(5)


@given(problems(places=5, sites=5))
def test_the_nearest_open_site(problem):
    for opened in plans(problem):
        site, minutes = nearest_open(problem.pairs, opened)
        expected = nearest(problem, opened)
        assert np.array_equal(np.nan_to_num(minutes, nan=np.inf), expected)
        assert np.array_equal(site < 0, np.isinf(expected))


def test_the_equivalent_lies_between_the_mean_and_the_longest():
    minutes, people = np.array([5.0, 10.0, 40.0]), np.array([3.0, 2.0, 1.0])
    values = [ede(minutes, people, kappa) for kappa in (1e-6, 0.05, 0.5, 5.0)]
    assert values == sorted(values)
    assert values[0] == pytest.approx(np.average(minutes, weights=people), abs=1e-3)
    assert values[-1] == pytest.approx(40.0, abs=0.5)


def test_a_small_model_of_which_the_answer_is_known():
    # Knapsack: values 6, 10, 12, weights 1, 2, 3, room for 5.
    model = Model()
    columns = model.columns(3, cost=[-6.0, -10.0, -12.0], integer=True)
    model.rows((columns, np.array([[1.0, 2.0, 3.0]])), upper=5.0)
    found = solve(model)
    assert found.status == "optimal"
    assert found.objective == found.bound == pytest.approx(-22)
    assert found.values is not None
    assert found.values.tolist() == pytest.approx([0, 1, 1])
    model.rows((columns, np.ones((1, 3))), lower=4.0)
    assert solve(model).status == "infeasible"
