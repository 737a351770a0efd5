"""The exact choice of days, against every choice there is."""

from __future__ import annotations

import math
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.engine.siting.tour.calendar import Cycle
from maillage.engine.siting.tour.problem import Crew
from maillage.engine.siting.tour.solve import plan_tours
from maillage.engine.siting.tour.timeline import timeline

DAY = Crew(start=480, end=780)


def cheapest(problem, stops, buses) -> float:
    """Least driving of one day: the stops shared among the buses in every way, each in every order, home at night."""
    from itertools import permutations

    if not stops:
        return 0.0
    if buses == 0:
        return math.inf
    best = math.inf
    for size in range(1, len(stops) + 1):
        for own in combinations(stops, size):
            legal = [day.driving for order in permutations(own) if (day := timeline(problem, 0, order, 0))]
            if legal:
                rest = tuple(stop for stop in stops if stop not in own)
                best = min(best, min(legal) + cheapest(problem, rest, buses - 1))
    return best


def every_choice(problem) -> tuple[float, float]:
    """(most value, least driving at it) over all patterns of all stops."""
    options = [(None, *patterns) for patterns in problem.patterns]
    best = (0.0, 0.0)
    for chosen in product(*options):
        value = sum(problem.value(stop, pattern.rhythm) for stop, pattern in enumerate(chosen) if pattern)
        if value < best[0]:
            continue
        driving = 0.0
        for day in range(len(problem.cycle.days)):
            today = tuple(stop for stop, pattern in enumerate(chosen) if pattern and day in pattern.days)
            driving += cheapest(problem, today, problem.buses)
        if math.isfinite(driving) and (value > best[0] or driving < best[1]):
            best = (value, driving)
    return best


@settings(max_examples=12)
@given(
    points=st.lists(st.tuples(st.integers(-50, 50), st.integers(-50, 50)), min_size=3, max_size=3, unique=True),
    services=st.lists(st.sampled_from([60, 120, 180]), min_size=3, max_size=3),
    rhythms=st.lists(
        st.sampled_from([("weekly",), ("fortnightly",), ("weekly", "fortnightly")]), min_size=3, max_size=3
    ),
    buses=st.integers(1, 2),
)
def test_nothing_reaches_more_and_at_that_nothing_drives_less(
    problem, broken_rules, points, services, rhythms, buses
) -> None:
    stops = [{"rhythms": each} for each in rhythms]
    cycle = Cycle(2, (0, 1))
    asked = problem([[0, 0], *points], services, stops=stops, cycle=cycle, crew=DAY, buses=buses)
    plan = plan_tours(asked)
    value, driving = every_choice(asked)
    assert plan.value == pytest.approx(value)
    assert plan.driving == pytest.approx(driving)
    assert plan.proven
    assert broken_rules(plan) == []


def test_a_bus_that_may_sleep_away_drives_less(problem, broken_rules) -> None:
    points = [[0, 0], [100, 0], [101, 0], [102, 0]]
    day = Crew(start=480, end=480 + 330)
    asked = problem(points, [100, 100], bases=2, cycle=Cycle(1, (0, 1)), crew=day, stops=[{"rhythms": ("weekly",)}] * 2)
    plan = plan_tours(asked)
    # It goes there in the evening, and does both stops on the way home: no single day from home could hold them.
    assert plan.driving == pytest.approx(100 + 1 + 1 + 102)
    assert [base for _, _, base in plan.nights()] == [1, 0]
    assert broken_rules(plan) == []
    home = problem(
        [[0, 0], *points[2:]], [100, 100], cycle=Cycle(1, (0, 1)), crew=day, stops=[{"rhythms": ("weekly",)}] * 2
    )
    assert plan_tours(home).driving == pytest.approx(2 * 101 + 2 * 102)


def test_a_week_of_work_is_shared_by_crews_that_each_keep_it(problem, broken_rules) -> None:
    crew = Crew(start=480, end=840, work_a_week=600)
    asked = problem(
        [[0, 0], *([10, k] for k in range(4))],
        [250] * 4,
        crew=crew,
        buses=2,
        cycle=Cycle(1, (0, 1, 2, 3)),
        stops=[{"rhythms": ("weekly",)}] * 4,
    )
    plan = plan_tours(asked)
    assert not plan.left_out
    assert broken_rules(plan) == []
    alone = plan_tours(
        problem(
            [[0, 0], *([10, k] for k in range(4))],
            [250] * 4,
            crew=crew,
            cycle=Cycle(1, (0, 1, 2, 3)),
            stops=[{"rhythms": ("weekly",)}] * 4,
        )
    )
    assert [each.stop for each in alone.left_out] == [0, 1]
    assert "week" in {relief.what for relief in alone.reliefs}


def test_a_bus_away_at_weekends_comes_home_with_the_cycle(problem, broken_rules) -> None:
    points = [[0, 0], [100, 0], [101, 0]]
    stops = [{"rhythms": ("weekly",)}]
    apart = {"bases": 2, "cycle": Cycle(2, (0,)), "crew": Crew(start=480, end=480 + 330), "stops": stops}
    home = plan_tours(problem(points, [100], **apart))
    away = plan_tours(problem(points, [100], home_for_weekend=False, **apart))
    assert home.driving == pytest.approx(4 * 101)
    assert away.driving == pytest.approx(101 + 1 + 1 + 101)
    assert broken_rules(away) == []
