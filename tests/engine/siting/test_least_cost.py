"""The search behind most models: beside HiGHS on the plain model, where trees are deep, and when time is up."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from maillage.engine.siting.bounds import Bounds
from maillage.engine.siting.choice import site_columns
from maillage.engine.siting.least_cost import least_cost
from maillage.engine.siting.milp import Model, solve
from maillage.engine.siting.p_centre import p_centre
from maillage.engine.siting.p_median import p_median
from maillage.engine.siting.plan import NoPlan
from maillage.engine.siting.ranked import ranked
from maillage.engine.siting.set_cover import set_cover
from maillage.engine.siting.start import cost_of, improved, start
from maillage.engine.siting.wishes import Quota, Wishes, rules

from .every_plan import allowed, problem_of, table

WISHES = {
    "number": Wishes(count=5),
    "budget": Wishes(budget=12.0),
    "all": Wishes(
        count=8,
        budget=22.0,
        locked=("s3",),
        forbidden=("s4", "s5"),
        quotas=(Quota("own", 2, 4), Quota("partner", 3, 4)),
        one_per_commune=True,
        each_epci=True,
    ),
}


def region(seed: int, wishes: Wishes, *, n: int = 60, m: int = 30):
    """Homes and sites at random in a square, of which the far ones do not reach one another."""
    random = np.random.default_rng(seed)
    homes, places = random.random((n, 2)) * 40, random.random((m, 2)) * 40
    minutes = np.hypot(*(homes[:, None] - places).transpose(2, 0, 1))
    return problem_of(
        minutes,
        people=random.integers(1, 1_000, n),
        wishes=wishes,
        owner=np.where(np.arange(m) % 2, "own", "partner"),
        commune=(np.arange(m) // 2).astype(str),
        epci=(np.arange(m) // 8).astype(str),
        cost=random.uniform(1, 4, m).round(1),
    )


def plain(problem, beyond):
    """The model as textbooks have it: a column for each place and site."""
    minutes, weight = table(problem), problem.demand.weight
    place, site = np.nonzero(minutes < beyond)
    model = Model()
    sites = site_columns(model, problem, rules(problem))
    goes = model.columns(len(place), cost=weight[place] * (minutes[place, site] - beyond))
    each, ones = np.arange(len(place)), np.ones(len(place))
    model.rows((goes, sparse.csr_array((ones, (place, each)))), upper=1.0)
    to_site = sparse.csr_array((-ones, (each, site)), shape=(len(each), len(sites)))
    model.rows((goes, sparse.eye_array(len(each), format="csr")), (sites, to_site), upper=0.0)
    return (solve(model).objective + beyond * weight.sum()) / weight.sum()


@pytest.mark.parametrize("wished", WISHES)
@pytest.mark.parametrize("seed", range(2))
def test_the_tree_ends_where_highs_ends_on_the_plain_model(seed, wished):
    problem = region(seed, WISHES[wished])
    plan = p_median(problem, beyond_minutes=30.0)
    assert plan.proven
    assert plan.value == pytest.approx(plain(problem, 30.0), rel=1e-6)
    assert allowed(problem, set(plan.opened.tolist()))


@pytest.mark.parametrize("wished", WISHES)
def test_the_same_seed_gives_the_same_plan(wished):
    problem = region(7, WISHES[wished])
    first, second = (p_median(problem, beyond_minutes=30.0, seed=3) for _ in range(2))
    assert first.opened.tolist() == second.opened.tolist()


@pytest.mark.parametrize("seconds", [1e-9, 0.02, 0.1])
@pytest.mark.parametrize("wished", WISHES)
def test_when_time_is_up_there_is_a_plan_and_a_true_bound(wished, seconds):
    problem = region(1, WISHES[wished], n=100, m=40)
    best = p_median(problem, beyond_minutes=30.0)
    plan = p_median(problem, beyond_minutes=30.0, time_limit_seconds=seconds)
    assert allowed(problem, set(plan.opened.tolist()))
    assert plan.bound <= best.value * (1 + 1e-6)
    assert plan.value >= best.value * (1 - 1e-6)
    assert plan.gap == pytest.approx((plan.value - plan.bound) / plan.value)


@pytest.mark.parametrize("seconds", [1e-9, 0.05])
def test_with_capacities_too(seconds):
    problem = region(1, Wishes(count=6, capacities=True))
    room = problem_of(
        table(problem), people=problem.demand.weight, wishes=problem.wishes, capacity=np.full(30, 6_000.0)
    )
    plan = p_median(room, beyond_minutes=30.0, time_limit_seconds=seconds)
    load = np.bincount(plan.site[plan.site >= 0], room.demand.weight[plan.site >= 0])
    assert load.max() <= 6_000
    minutes = np.where(plan.site >= 0, plan.minutes, 30.0)
    assert plan.value == pytest.approx(np.average(minutes, weights=room.demand.weight))
    assert 0 < plan.bound <= plan.value


@pytest.mark.parametrize("model", [p_centre, lambda problem, **limits: set_cover(problem, within_minutes=9, **limits)])
def test_no_plan_for_lack_of_time_is_no_conflict(model):
    found = model(region(1, WISHES["all"], n=150, m=80), time_limit_seconds=1e-9)
    assert found.feasible or found == NoPlan(found.goal, None)


@settings(max_examples=20)
@given(st.integers(0, 10_000), st.sampled_from(sorted(WISHES)))
def test_no_single_move_betters_the_plan_that_the_search_starts_from(seed, wished):
    problem = region(seed, WISHES[wished], n=12, m=10)
    weight, pairs = problem.demand.weight, problem.pairs
    costs = ranked(pairs, weight[pairs.origin] * pairs.minutes, weight * 30.0)
    opening = np.zeros(10)
    bounds = Bounds.of(rules(problem), 10)
    is_open = start(costs, bounds)
    if is_open is None:
        return
    opened = np.flatnonzero(is_open)
    assert allowed(problem, set(opened.tolist()))
    inside, outside = [-1, *opened.tolist()], [-1, *(set(range(10)) - set(opened.tolist()))]
    for leaves in inside:
        for comes in outside:
            other = (set(opened.tolist()) | {comes}) - {leaves, -1}
            if allowed(problem, other):
                assert costs.total(np.array(sorted(other), dtype=int)) >= costs.total(opened) - 1e-6
    assert bounds.hold(is_open)
    assert np.array_equal(improved(costs, bounds, opening, is_open), is_open)
    assert cost_of(costs, opening, is_open) == pytest.approx(costs.total(opened))


def test_nobody_asks_for_a_site():
    problem = problem_of(np.full((2, 2), np.nan))
    weight = problem.demand.weight
    best = least_cost(ranked(problem.pairs, np.empty(0), weight), Bounds.of(rules(problem), 2))
    assert best is not None
    assert (best.opened.tolist(), best.cost, best.bound) == ([], 2.0, 2.0)


def test_a_plan_that_costs_nothing_needs_no_proof():
    costs = ranked(problem_of(np.zeros((2, 2))).pairs, np.zeros(4), np.ones(2))
    locked = rules(problem_of(np.zeros((2, 2)), wishes=Wishes(locked=("s0",))))
    best = least_cost(costs, Bounds.of(locked, 2))
    assert best is not None
    assert (best.cost, best.bound) == (0.0, 0.0)
