"""Each rule of working time, where it bites and where it does not."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from maillage.engine.errors import SitingError
from maillage.engine.siting.hours.duties import duties_of
from maillage.engine.siting.hours.problem import Mediator
from maillage.engine.siting.hours.roster import plan_hours
from maillage.engine.siting.hours.working_time import LocalRules

from .referee import problem_of

FREE = LocalRules(meal=None, not_before=None, evenings=None, moves=None)
ANNE = Mediator("Anne", 35 * 60, saturdays="all")


def days(problem, mediator=0):
    """Hours of every legal day, as people write them."""
    return {
        "+".join(
            f"{session.start / 60:g}-{session.end / 60:g}@{site}"
            for site, session in (problem.openings[number] for number in duty.openings)
        )
        for duty in duties_of(problem, mediator)
    }


@pytest.mark.parametrize(
    ("hours", "legal"),
    [
        ("Mo 08:00-12:00,12:00-14:00", True),  # six hours on end
        ("Mo 08:00-12:00,12:00-14:01", False),
        ("Mo 08:00-12:00,12:19-14:01", False),  # nineteen minutes are no break
        ("Mo 08:00-12:00,12:20-15:00", True),
        ("Mo 08:00-14:00,15:00-19:00", True),  # ten hours
        ("Mo 08:00-14:00,15:00-19:01", False),
        ("Mo 08:00-10:00,18:00-20:00", True),  # twelve hours from first to last
        ("Mo 08:00-10:00,18:00-20:01", False),
    ],
)
def test_the_law_of_a_day(hours, legal):
    problem = problem_of([hours], [ANNE], rules=FREE)
    assert any(len(duty.openings) == 2 for duty in duties_of(problem, 0)) == legal


def test_travel_is_work_and_must_fit():
    problem = problem_of(["Mo 09:00-12:00", "Mo 12:40-15:40"], [ANNE], between=[[0, 25.5], [25.5, 0]], rules=FREE)
    assert max(duty.work_minutes for duty in duties_of(problem, 0)) == 180  # 26 of 40 minutes leave no break
    problem = problem_of(["Mo 09:00-12:00", "Mo 13:00-15:40"], [ANNE], between=[[0, 25.5], [25.5, 0]], rules=FREE)
    assert max(duty.work_minutes for duty in duties_of(problem, 0)) == 180 + 26 + 160
    problem = problem_of(["Mo 09:00-12:00", "Mo 12:20-14:00"], [ANNE], between=[[0, 25.5], [25.5, 0]], rules=FREE)
    assert "9-12@0+12.3333-14@1" not in days(problem)


def test_nobody_goes_where_there_is_no_way():
    problem = problem_of(["Mo 09:00-12:00", "Mo 14:00-17:00"], [ANNE], between=[[0, np.inf], [np.inf, 0]], rules=FREE)
    assert days(problem) == {"9-12@0", "14-17@1"}


def test_who_works_on_both_sides_of_noon_eats():
    hours = "Mo 09:00-12:30,13:00-17:00"
    assert len(days(problem_of([hours], [ANNE], rules=replace(FREE, meal=45)))) == 2
    assert len(days(problem_of([hours], [ANNE], rules=replace(FREE, meal=30)))) == 3


def test_moves_are_counted():
    weeks, between = ["Mo 08:00-10:00,16:00-18:00", "Mo 11:00-13:00"], [[0, 20], [20, 0]]
    for most, expected in ((0, False), (1, False), (2, True)):
        problem = problem_of(weeks, [ANNE], between=between, rules=replace(FREE, moves=most))
        assert ("8-10@0+11-13@1+16-18@0" in days(problem)) == expected


def held(hours, mediators, **changes):
    """Sessions that the best roster holds, week after week."""
    problem = problem_of(hours, mediators, **changes)
    roster = plan_hours(problem, relative_gap=0)
    return [[problem.openings[k].session[:2] for k in np.flatnonzero(week)] for week in roster.opened]


def test_eleven_hours_lie_between_two_days():
    assert len(held(["Mo 20:00-23:00; Tu 09:00-12:00"], [ANNE], rules=FREE)[0]) == 1
    assert len(held(["Mo 20:00-22:00; Tu 09:00-12:00"], [ANNE], rules=FREE)[0]) == 2


def test_no_evening_then_morning():
    hours = ["Mo 17:30-20:00; Tu 09:00-12:00"]
    assert len(held(hours, [ANNE], rules=replace(FREE, not_before=600))[0]) == 1
    assert len(held(hours, [ANNE], rules=FREE)[0]) == 2


def test_thirty_five_hours_lie_around_sunday():
    hours = ["Mo 06:00-09:00; Sa 19:00-22:00"]
    assert len(held(hours, [ANNE], rules=FREE)[0]) == 1
    assert len(held(["Mo 09:00-12:00; Sa 19:00-22:00"], [ANNE], rules=FREE)[0]) == 2


def test_nobody_works_on_sunday():
    assert held(["Su 09:00-12:00; Mo 09:00-12:00"], [ANNE]) == [[(0, 540)]]


def test_contracts_hold_every_week():
    hours = ["Mo-Fr 09:00-12:00"]
    assert len(held(hours, [Mediator("Anne", 7 * 60, saturdays="all")])[0]) == 2


def test_evenings_are_limited_and_contracts_without_them_hold():
    hours = ["Mo-Fr 17:30-20:00"]
    assert len(held(hours, [ANNE], rules=replace(FREE, evenings=3))[0]) == 3
    never = replace(ANNE, evenings=False)
    assert held(hours, [never]) == [[]]
    assert len(held(hours, [never], rules=LocalRules(evening_contracts=False, evenings=None))[0]) == 5


def test_two_share_the_saturdays():
    half = [Mediator(name, 10 * 60, saturdays="half") for name in ("Anne", "Bob")]
    assert held(["Sa 09:00-12:00"], half[:1], weeks=2) == [[], []]
    assert held(["Sa 09:00-12:00"], half, weeks=2) == [[(5, 540)], [(5, 540)]]
    alternating = held(["Sa 09:00-12:00"], half[:1], weeks=2, rules=LocalRules(same_every_week=False))
    assert sorted(map(len, alternating)) == [0, 1]


def test_one_saturday_in_two_needs_two_weeks():
    with pytest.raises(SitingError, match="One Saturday in two"):
        problem_of(["Sa 09:00-12:00"], [Mediator("Anne", 600)], weeks=3)


@pytest.mark.parametrize("hours", [0, 45, 60])
def test_no_contract_allows_that(hours):
    with pytest.raises(SitingError, match="no contract allows"):
        Mediator("Anne", hours * 60)


def test_same_seed_same_answer():
    hours = ["Mo-We 09:00-12:00,14:00-17:00"] * 2
    problem = problem_of(hours, [replace(ANNE, contract_minutes=600)] * 2)
    one, other = (plan_hours(problem, seed=3, relative_gap=0.02) for _ in range(2))
    assert one.assigned == other.assigned
    assert one.bound == other.bound
