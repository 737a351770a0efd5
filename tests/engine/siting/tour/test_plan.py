"""Plans of every kind keep every rule, and the same question has the same answer."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.engine.siting.tour.calendar import Cycle
from maillage.engine.siting.tour.problem import Crew
from maillage.engine.siting.tour.solve import plan_tours


def random_problem(problem, seed, *, stops, bases=1, buses=1, **rest):
    chance = np.random.default_rng(seed)
    own = [
        {
            "rhythms": [("weekly",), ("fortnightly", "monthly"), ("monthly",), ("weekly", "monthly")][
                chance.integers(4)
            ],
            "weekdays": [frozenset(range(7)), frozenset({1, 3})][int(chance.random() < 0.3)],
            "opens": [0.0, 600.0][int(chance.random() < 0.2)],
            "setup_minutes": 10.0,
            "people": float(chance.integers(50, 2000)),
        }
        for _ in range(stops)
    ]
    points = chance.uniform(-60, 60, (bases + stops, 2))
    return problem(points, chance.choice([90, 120, 180], stops), bases=bases, buses=buses, stops=own, **rest)


@settings(max_examples=5)
@given(seed=st.integers(0, 10_000), bases=st.integers(1, 2), buses=st.integers(1, 2))
def test_a_plan_of_all_day_tours_keeps_every_rule(problem, broken_rules, seed, bases, buses) -> None:
    asked = random_problem(problem, seed, stops=5, bases=bases, buses=buses, cycle=Cycle(4, (0, 1, 2, 3)))
    plan = plan_tours(asked, time_limit_seconds=4, rounds=4)
    assert plan.exact
    assert broken_rules(plan) == []


@settings(max_examples=5)
@given(seed=st.integers(0, 10_000), buses=st.integers(1, 2))
def test_a_plan_found_by_search_keeps_every_rule(problem, broken_rules, seed, buses) -> None:
    asked = random_problem(problem, seed, stops=6, buses=buses, cycle=Cycle(2, (0, 1, 3)), crew=Crew(work_a_week=1200))
    plan = plan_tours(asked, rounds=6, most_tours=0)
    assert not plan.exact
    assert not plan.proven
    assert broken_rules(plan) == []


def test_a_search_comes_near_the_exact_plan(problem) -> None:
    rhythms = [("weekly",), ("fortnightly",), ("monthly",), ("monthly",), ("fortnightly",)]
    points = np.random.default_rng(3).uniform(-30, 30, (6, 2))
    asked = problem(points, [120] * 5, stops=[{"rhythms": each} for each in rhythms], cycle=Cycle(4, (0, 1)))
    exact, found = plan_tours(asked), plan_tours(asked, rounds=40, most_tours=0)
    assert exact.proven
    assert found.value == pytest.approx(exact.value)
    assert exact.driving - 1e-6 <= found.driving <= 1.05 * exact.driving


@pytest.mark.parametrize("most_tours", [0, 30_000])
def test_the_same_seed_gives_the_same_plan(problem, most_tours) -> None:
    first, again = (
        plan_tours(random_problem(problem, 7, stops=5, cycle=Cycle(2, (0, 1))), seed=3, rounds=5, most_tours=most_tours)
        for _ in range(2)
    )
    assert (first.days, first.patterns, first.value, first.reliefs) == (
        again.days,
        again.patterns,
        again.value,
        again.reliefs,
    )


def test_who_is_crowded_out_are_the_fewest_people_and_it_says_what_would_help(problem, broken_rules) -> None:
    rhythm = {"rhythms": ("weekly",)}
    asked = problem(
        [[0, 0], [10, 0], [0, 10], [-10, 0]],
        [300] * 3,
        stops=[rhythm] * 3,
        cycle=Cycle(1, (0, 1)),
        crew=Crew(start=480, end=840),
    )
    plan = plan_tours(asked)
    assert [(each.stop, each.reason) for each in plan.left_out] == [(0, "no_room")]
    assert [(relief.what, relief.stops) for relief in plan.reliefs] == [("bus", 1)]
    assert broken_rules(plan) == []


def test_visits_of_a_stop_have_one_hour_where_the_days_leave_room(problem) -> None:
    # The weekly stop shares its day with a near stop one week, and with a far one the next.
    rhythms = [("weekly",), ("fortnightly",), ("fortnightly",)]
    asked = problem(
        [[0, 0], [10, 0], [5, 0], [-30, 0]],
        [60, 60, 60],
        stops=[{"rhythms": each} for each in rhythms],
        cycle=Cycle(2, (0,)),
        crew=Crew(start=480, end=900),
    )
    plan = plan_tours(asked)
    hours = {visit.opens for each in plan.days for visit in each.hours.visits if visit.stop == 0}
    assert len(plan.days) == 2
    assert len(hours) == 1
