"""Why a stop cannot be visited, and that what is said to be enough is enough."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from maillage.engine.errors import SitingError
from maillage.engine.siting.tour.calendar import Cycle
from maillage.engine.siting.tour.obstacles import obstacle
from maillage.engine.siting.tour.problem import Crew
from maillage.engine.siting.tour.solve import plan_tours

DAY = Crew(start=480, end=480 + 345)


def test_a_stop_near_enough_has_no_obstacle(problem) -> None:
    assert obstacle(problem([[0, 0], [30, 0]], [120]), 0) is None


def test_a_rhythm_that_does_not_fit_the_weeks(problem) -> None:
    asked = problem([[0, 0], [30, 0]], [120], stops=[{"rhythms": ("fortnightly",)}], cycle=Cycle(3))
    found = obstacle(asked, 0)
    assert found is not None
    assert found.reason == "rhythm"
    assert obstacle(replace(asked, cycle=Cycle(4)), 0) is None


def test_a_weekday_on_which_the_bus_stays_at_home(problem) -> None:
    found = obstacle(problem([[0, 0], [30, 0]], [120], stops=[{"weekdays": frozenset({5})}]), 0)
    assert found is not None
    assert found.reason == "weekday"


def test_a_place_without_a_way(problem) -> None:
    asked = problem([[0, 0], [30, 0]], [120])
    found = obstacle(replace(asked, minutes=np.array([[0.0, math.inf], [math.inf, 0.0]])), 0)
    assert found is not None
    assert found.reason == "no_way"


def test_a_visit_longer_than_the_day(problem) -> None:
    asked = problem([[0, 0], [10, 0]], [400], crew=DAY)
    found = obstacle(asked, 0)
    assert found is not None
    assert found.reason == "too_long"
    enough = replace(asked.stops[0], service_minutes=found.would_give["service"])
    assert obstacle(replace(asked, stops=(enough,)), 0) is None


def test_a_bus_that_cannot_get_home_in_time_and_each_thing_that_would_be_enough(problem) -> None:
    asked = problem([[0, 0], [100, 0]], [200], crew=DAY)
    found = obstacle(asked, 0)
    assert found is not None
    assert found.reason == "too_far"
    gives = found.would_give
    assert gives["missing"] == pytest.approx(55)
    shorter = replace(asked.stops[0], service_minutes=gives["service"])
    assert obstacle(replace(asked, stops=(shorter,)), 0) is None
    assert obstacle(problem([[0, 0], [math.floor(gives["base"] / 5) * 5, 0]], [200], crew=DAY), 0) is None


def test_more_driving_than_a_day_may_hold(problem) -> None:
    found = obstacle(problem([[0, 0], [100, 0]], [60], crew=Crew(driving_a_day=150)), 0)
    assert found is not None
    assert (found.reason, dict(found.would_give)) == ("driving", {"driving": 200.0, "base": 75.0})


def test_hours_of_a_stop_that_the_bus_cannot_keep(problem) -> None:
    found = obstacle(problem([[0, 0], [60, 0]], [60], stops=[{"opens": 420, "closes": 540}]), 0)
    assert found is not None
    assert found.reason == "hours"


def test_a_plan_goes_on_without_the_stop_that_cannot_be(problem, broken_rules) -> None:
    plan = plan_tours(
        problem([[0, 0], [10, 0], [300, 0]], [60, 60], cycle=Cycle(1, (0,)), stops=[{"rhythms": ("weekly",)}] * 2)
    )
    assert [each.stop for each in plan.left_out] == [1]
    assert plan.patterns[0] is not None
    assert broken_rules(plan) == []


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"buses": 0}, "0 buses"),
        ({"minutes": np.zeros((3, 3))}, "Minutes are not"),
        ({"worth": {"weekly": 1.0, "fortnightly": 2.0, "monthly": 1.0}}, "worth less"),
        ({"stops": ()}, "no stop"),
        ({"bases": ()}, "no depot"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused(problem, change, message) -> None:
    asked = problem([[0, 0], [10, 0]], [60])
    with pytest.raises(SitingError, match=message):
        replace(asked, **change)


@pytest.mark.parametrize(("weeks", "weekdays"), [(0, (0,)), (13, (0,)), (4, ()), (4, (1, 0)), (4, (0, 7))])
def test_a_cycle_that_makes_no_sense_is_refused(weeks, weekdays) -> None:
    with pytest.raises(SitingError):
        Cycle(weeks, weekdays)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("service_minutes", 0),
        ("people", -1),
        ("rhythms", ()),
        ("rhythms", ("daily",)),
        ("weekdays", frozenset()),
        ("closes", 0),
    ],
)
def test_a_stop_that_makes_no_sense_is_refused_by_its_name(problem, field, value) -> None:
    with pytest.raises(SitingError, match="Stop 0"):
        replace(problem([[0, 0], [10, 0]], [60]).stops[0], **{field: value})


def test_a_crew_without_its_legal_break_is_refused() -> None:
    with pytest.raises(SitingError, match="L3121-16"):
        Crew(break_minutes=10)
