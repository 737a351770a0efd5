"""The hours of one day, against a search over all hours in steps of five minutes."""

from __future__ import annotations

import math
from itertools import pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.engine.siting.tour.problem import Crew
from maillage.engine.siting.tour.timeline import is_legal, timeline

NINE = 9 * 60.0


def least_work(problem, order) -> float:
    """Least work of a day from base 0 and back, break between stops or within one: every grid of openings tried."""
    crew, stops = problem.crew, [problem.stops[k] for k in order]
    rows = [0, *(problem.row(k) for k in order), 0]
    legs = [problem.minutes[a, b] for a, b in pairwise(rows)]
    grid = [5.0 * k for k in range(int(crew.start // 5), int(crew.end // 5) + 1)]
    best = math.inf
    breaks = [None, *(("after", k) for k in range(len(order))), *(("within", k) for k in range(len(order)))]
    for opens, pause in product(product(grid, repeat=len(order)), breaks):
        inside = [crew.break_minutes if pause == ("within", k) else 0.0 for k in range(len(order))]
        closes = [o + s.service_minutes + i for o, s, i in zip(opens, stops, inside, strict=True)]
        if any(o < s.opens or c > s.closes for o, c, s in zip(opens, closes, stops, strict=True)):
            continue
        leaves = opens[0] - stops[0].setup_minutes - legs[0]
        rests = [crew.break_minutes if pause == ("after", k) else 0.0 for k in range(len(order))]
        follows = (
            closes[k] + rests[k] + legs[k + 1] + stops[k + 1].setup_minutes <= opens[k + 1] + 1e-9
            for k in range(len(order) - 1)
        )
        if leaves < crew.start - 1e-9 or not all(follows):
            continue
        back = closes[-1] + rests[-1] + legs[-1]
        work = back - leaves - (crew.break_minutes if pause else 0.0)
        if back > crew.end + 1e-9 or work > crew.work_a_day or sum(legs) > crew.driving_a_day:
            continue
        if pause is None and work >= crew.break_from:
            continue
        if pause and pause[0] == "after":
            begins = closes[pause[1]]
            if max(begins - leaves, back - begins - crew.break_minutes) > crew.break_from + 1e-9:
                continue
        if pause and pause[0] == "within":
            first, last = opens[pause[1]], closes[pause[1]] - crew.break_minutes
            low, high = back - crew.break_minutes - crew.break_from, leaves + crew.break_from
            if max(first, low) > min(last, high) + 1e-9:
                continue
        best = min(best, work)
    return best


@settings(max_examples=20)
@given(
    at=st.lists(st.integers(5, 90), min_size=1, max_size=2),
    services=st.lists(st.sampled_from([60, 150, 240, 390]), min_size=2, max_size=2),
    window=st.sampled_from([(0, 1440), (540, 720), (600, 1000)]),
    length=st.sampled_from([300, 420, 600, 720]),
)
def test_the_hours_are_the_least_work_of_all_hours_that_keep_the_rules(problem, at, services, window, length) -> None:
    crew = Crew(start=480, end=480 + length, break_minutes=45)
    stops = [{"opens": window[0], "closes": window[1], "setup_minutes": 10}, {"setup_minutes": 0}][: len(at)]
    asked = problem([[0, 0], *([k, 0] for k in at)], services[: len(at)], stops=stops, crew=crew)
    order = list(range(len(at)))
    slow, day = least_work(asked, order), timeline(asked, 0, order, 0)
    assert (day is None) == math.isinf(slow)
    if day is not None:
        # A break between two stops is worth some work more than a stop that closes for it.
        assert day.working >= slow - 1e-6
        if day.pause is None or all(not visit.opens <= day.pause[0] < visit.closes for visit in day.visits):
            assert is_legal(day, crew)
        else:
            assert day.working == pytest.approx(slow)


def test_a_day_of_under_six_hours_has_no_break_and_one_of_six_has(problem) -> None:
    short, long = (timeline(problem([[0, 0], [10, 0]], [open_for]), 0, [0], 0) for open_for in (335, 340))
    assert short is not None
    assert short.pause is None
    assert long is not None
    assert long.pause is not None
    assert long.working == 360


def test_a_break_falls_between_two_stops_rather_than_within_one(problem) -> None:
    day = timeline(problem([[0, 0], [10, 0], [20, 0]], [180, 180]), 0, [0, 1], 0)
    assert day is not None
    assert day.pause is not None
    assert day.pause[0] == day.visits[0].closes


def test_a_long_stop_closes_for_the_break(problem) -> None:
    day = timeline(problem([[0, 0], [10, 0]], [400]), 0, [0], 0)
    assert day is not None
    assert day.pause is not None
    visit = day.visits[0]
    assert visit.opens < day.pause[0]
    assert day.pause[1] < visit.closes
    assert visit.closes - visit.opens == 445


def test_who_comes_before_a_market_opens_leaves_home_later(problem) -> None:
    asked = problem([[0, 0], [10, 0]], [60], stops=[{"opens": NINE + 60, "closes": NINE + 180, "setup_minutes": 15}])
    day = timeline(asked, 0, [0], 0)
    assert day is not None
    assert (day.leaves, day.visits[0].opens) == (NINE + 60 - 15 - 10, NINE + 60)


def test_hours_told_to_people_are_multiples_of_five_minutes(problem) -> None:
    day = timeline(problem([[0, 0], [11.3, 0], [24.9, 0]], [60, 60]), 0, [0, 1], 0)
    assert day is not None
    assert [visit.opens % 5 for visit in day.visits] == [0, 0]
    assert day.driving == pytest.approx(2 * 24.9)
