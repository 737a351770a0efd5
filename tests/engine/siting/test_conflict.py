"""Wishes that cannot hold together: which ones, and what would have to give."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.engine.siting.conflict import conflict
from maillage.engine.siting.coverage import coverage
from maillage.engine.siting.facility_location import facility_location
from maillage.engine.siting.p_centre import p_centre
from maillage.engine.siting.p_median import p_median
from maillage.engine.siting.plan import NoPlan
from maillage.engine.siting.set_cover import set_cover
from maillage.engine.siting.wishes import Quota, Wishes

from .every_plan import allowed, keeping, plans, problem_of, problems, wishes

GRID = [[0.0, 10.0, 20.0, 30.0], [10.0, 0.0, 10.0, 20.0], [20.0, 10.0, 0.0, 10.0], [30.0, 20.0, 10.0, 0.0]]
NAMES = ("count", "budget", "locked", "forbidden", "one_per_commune", "each_epci", "apart_km")


def tight(m: int) -> st.SearchStrategy[Wishes]:
    return wishes(m).filter(lambda wished: wished.quotas or wished.each_epci or wished.locked)


@settings(max_examples=30)
@given(problems(sites=6))
def test_a_conflict_is_smallest_and_what_would_give_is_enough(problem):
    found = conflict(problem)
    if any(True for _ in plans(problem)):
        assert found is None
        return
    assert found is not None
    assert not any(True for _ in plans(keeping(problem, found.wishes)))
    for wish in found.wishes:
        others = set(found.wishes) - {wish}
        assert any(True for _ in plans(keeping(problem, others)))
    every = [*NAMES, *(f"quota {quota.owner}" for quota in problem.wishes.quotas)]
    new = ~problem.existing
    for wish, amount in (("count", new), ("budget", problem.candidates.cost * new)):
        if wish in found.wishes:
            least = min((amount[opened].sum() for opened in plans(keeping(problem, set(every) - {wish}))), default=None)
            said = found.would_give.get(wish)
            assert (said is None) == (least is None)
            assert said is None or float(said.split("→")[1].replace(" ", "")) == pytest.approx(least)
    for wish in {"locked", "forbidden"} & set(found.would_give):
        named = found.would_give[wish].removeprefix("− ").split(", ")
        kept = tuple(key for key in getattr(problem.wishes, wish) if key not in named)
        assert any(True for _ in plans(problem.wishing(**{wish: kept})))


CASES = {
    "a budget too small for what is locked": (
        {"wishes": Wishes(budget=5.0, locked=("s0", "s1")), "cost": [3.0, 4.0, 1.0, 1.0]},
        {"budget": "5 → 7", "locked": "− s1"},
    ),
    "quotas over the number of sites": (
        {
            "wishes": Wishes(count=2, quotas=(Quota("own", 2), Quota("partner", 1))),
            "owner": ["own", "own", "partner", "partner"],
        },
        {"count": "2 → 3", "quota own": "≥ 2 → 1", "quota partner": "≥ 1 → 0"},
    ),
    "a quota over the owner's sites": (
        {"wishes": Wishes(quotas=(Quota("own", 3),)), "owner": ["own", "own", "partner", "partner"]},
        {"quota own": "≥ 3 → 2"},
    ),
    "locked sites of an owner who may have fewer": (
        {"wishes": Wishes(locked=("s0", "s1"), quotas=(Quota("own", 0, 1),))},
        {"locked": "− s0", "quota own": "≤ 1 → 2"},
    ),
    "two locked sites in a commune": (
        {
            "wishes": Wishes(locked=("s0", "s1"), one_per_commune=True),
            "commune": ["78586", "78586", "78005", "78005"],
        },
        {"locked": "− s0", "one_per_commune": "− 78586"},
    ),
    "more intercommunalities than sites": (
        {"wishes": Wishes(count=1, each_epci=True), "epci": ["A", "A", "B", ""]},
        {"count": "1 → 2", "each_epci": "− A"},
    ),
    "the only site of an intercommunality is forbidden": (
        {"wishes": Wishes(forbidden=("s2", "s3"), each_epci=True), "epci": ["A", "A", "B", ""]},
        {"forbidden": "− s2", "each_epci": "− B"},
    ),
    "locked sites that are near": (
        {"wishes": Wishes(locked=("s0", "s1"), apart_km=200.0)},
        {"locked": "− s0", "apart_km": "200 → 111.10 km"},
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_each_wish_of_a_conflict_says_what_it_would_have_to_become(case):
    asked, expected = CASES[case]
    problem = problem_of(GRID, **asked)
    for found in (coverage(problem, within_minutes=10), p_median(problem, beyond_minutes=30)):
        assert isinstance(found, NoPlan)
        assert found.conflict is not None
        assert set(found.conflict.wishes) == set(expected)
        for wish, words in found.conflict.would_give.items():
            # Which of two equal sites gives way is the solver's choice.
            assert words.rstrip("0123AB") == expected[wish].rstrip("0123AB")
    assert not allowed(problem, {0, 1})


def test_more_people_than_the_wishes_can_serve():
    problem = problem_of(GRID, people=[10, 10, 10, 70], wishes=Wishes(count=1))
    found = set_cover(problem, within_minutes=10)
    assert isinstance(found, NoPlan)
    assert found.conflict == (("count", "share"), {"count": "1 → 2", "share": "100 % → 90 %"})


def test_less_room_than_people():
    problem = problem_of(GRID, people=[10, 10, 10, 70], wishes=Wishes(count=2, capacities=True), capacity=[40.0] * 4)
    found = facility_location(problem, cost_per_minute=1.0)
    assert isinstance(found, NoPlan)
    assert found.conflict is not None
    assert found.conflict.wishes == ("capacities", "share")
    assert found.conflict.would_give == {"capacities": "+ 30", "share": "100 % → 30 %"}


def test_a_place_that_nothing_reaches():
    problem = problem_of([[0.0], [np.nan]], people=[90, 10])
    for found in (
        set_cover(problem, within_minutes=10),
        p_centre(problem),
        facility_location(problem, cost_per_minute=1.0),
    ):
        assert isinstance(found, NoPlan)
        assert found.conflict == (("share",), {"share": "100 % → 90 %"})
    assert p_centre(problem, share=0.9).value == 0.0


def test_nothing_that_could_give_helps_when_two_other_wishes_collide_too():
    problem = problem_of(
        GRID,
        wishes=Wishes(count=1, locked=("s0", "s1"), quotas=(Quota("partner", 1),)),
    )
    found = conflict(problem)
    assert found is not None
    assert found.would_give == {}
