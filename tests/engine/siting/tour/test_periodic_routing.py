"""The search for the periodic routing problem: against every schedule on tiny cases, and published costs on others."""

from __future__ import annotations

import math
from itertools import permutations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.engine.siting.tour.improve import improve
from maillage.engine.siting.tour.periodic_routing import PeriodicRouting, Schedule


def tiny(points, patterns, *, vehicles=2, days=2, capacity=2.0, **rest) -> PeriodicRouting:
    """The depot is the last point."""
    points = np.asarray(points, dtype=float)
    n = len(points) - 1
    travel = np.hypot(*(points[:, np.newaxis] - points[np.newaxis]).transpose(2, 0, 1))
    fields = {
        "travel": travel,
        "patterns": patterns,
        "pattern_cost": tuple((0.0,) * len(each) for each in patterns),
        "demand": np.ones(n),
        "service": np.zeros(n),
        "opens": np.zeros(n),
        "closes": np.full(n, np.inf),
        "longest": np.full(days, np.inf),
    }
    return PeriodicRouting(vehicles=vehicles, days=days, capacity=capacity, **(fields | rest))


def cheapest_day(problem, customers) -> float:
    """Every order, cut into at most two routes everywhere."""
    if not customers:
        return 0.0
    best = math.inf
    for order in permutations(customers):
        for cut in range(len(order) + 1):
            routes = [route for route in (order[:cut], order[cut:]) if route]
            if len(routes) <= problem.vehicles and all(problem.keeps_rules(route, 0) for route in routes):
                best = min(best, sum(map(problem.route_cost, routes)))
    return best


def every_schedule(problem) -> float:
    costs = (
        sum(
            cheapest_day(problem, [i for i, k in enumerate(chosen) if day in problem.patterns[i][k]])
            for day in range(problem.days)
        )
        + sum(problem.pattern_cost[i][k] for i, k in enumerate(chosen))
        for chosen in product(*(range(len(each)) for each in problem.patterns))
    )
    return min(costs)


@settings(max_examples=10)
@given(
    points=st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=5, max_size=5, unique=True),
    patterns=st.lists(st.sampled_from([((0,), (1,)), ((0, 1),), ((0,),), ((0, 1), (1,))]), min_size=4, max_size=4),
)
def test_on_tiny_cases_the_search_finds_the_best_schedule(points, patterns) -> None:
    problem = tiny(points, tuple(patterns))
    best = every_schedule(problem)
    found = improve(problem, rounds=12, iterations=20, seed=1)
    assert found is not None
    assert list(found.broken(problem)) == []
    assert found.cost(problem) == pytest.approx(best)


def test_a_customer_who_may_be_left_out_is_where_the_price_is_lower() -> None:
    points = [[1, 0], [100, 0], [0, 0]]
    patterns = (((0,), ()), ((0,), ()))
    problem = tiny(points, patterns, pattern_cost=((0.0, 50.0), (0.0, 50.0)), days=1)
    found = improve(problem, rounds=6, iterations=20, seed=1)
    assert found is not None
    assert found.chosen == (0, 1)
    assert found.cost(problem) == pytest.approx(52)


def test_a_route_is_back_before_its_day_ends_and_visits_when_it_is_open() -> None:
    points = [[10, 0], [20, 0], [0, 0]]
    hours = {"service": np.array([5.0, 5.0]), "opens": np.array([40.0, 0.0]), "longest": np.array([60.0])}
    problem = tiny(points, (((0,),), ((0,),)), vehicles=1, days=1, **hours)
    found = improve(problem, rounds=3, iterations=20, seed=1)
    assert found == Schedule((0, 0), (((1, 0),),))
    assert problem.route_end((1, 0)) == 55
    assert not problem.keeps_rules((0, 1), 0)


def test_no_schedule_is_none() -> None:
    assert (
        improve(
            tiny([[1, 0], [2, 0], [0, 0]], (((0,),), ((0,),)), vehicles=1, capacity=1.0), rounds=3, iterations=5, seed=1
        )
        is None
    )


def test_the_same_seed_gives_the_same_schedule() -> None:
    chance = np.random.default_rng(5)
    problem = tiny(chance.uniform(0, 50, (13, 2)), (((0,), (1,)),) * 12, capacity=6.0)
    runs = [improve(problem, rounds=15, iterations=10, seed=9) for _ in range(2)]
    assert runs[0] == runs[1]


@pytest.mark.parametrize("name", ["p14", "p03"])
def test_cases_of_cordeau_come_within_two_percent_of_the_published_cost(shared, root, monkeypatch, name) -> None:
    monkeypatch.syspath_prepend(root)
    from bench.tour import published, read_case

    folder = shared / "instances" / "pvrp-cordeau"
    problem = read_case(folder, name)
    found = improve(problem, rounds=60, iterations=25, seed=1)
    assert found is not None
    assert list(found.broken(problem)) == []
    assert found.cost(problem) <= 1.02 * published(folder, name)
