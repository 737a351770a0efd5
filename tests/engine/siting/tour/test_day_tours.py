"""The legal day tours, against every order of every set of stops."""

from __future__ import annotations

from itertools import combinations, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.engine.siting.tour.calendar import Cycle
from maillage.engine.siting.tour.day_tours import day_tours, members
from maillage.engine.siting.tour.problem import Crew
from maillage.engine.siting.tour.timeline import timeline

CREW = Crew(start=480, end=840)


def every_order(problem) -> dict[tuple[tuple[int, ...], int, int], float]:
    """Least driving of a legal day, by (stops, first base, last base)."""
    n, bases, found = len(problem.stops), range(len(problem.bases)), {}
    for size in range(1, n + 1):
        for stops in combinations(range(n), size):
            for start in bases:
                for end in bases:
                    legal = [
                        day.driving for order in permutations(stops) if (day := timeline(problem, start, order, end))
                    ]
                    if legal:
                        found[stops, start, end] = min(legal)
    return found


@settings(max_examples=20)
@given(
    points=st.lists(st.tuples(st.integers(-40, 40), st.integers(-40, 40)), min_size=5, max_size=5, unique=True),
    services=st.lists(st.sampled_from([30, 60, 120]), min_size=3, max_size=3),
    window=st.sampled_from([(0, 1440), (480, 600), (700, 800)]),
)
def test_each_set_has_its_best_legal_order_and_no_other_set_is_there(problem, points, services, window) -> None:
    stops = [{"opens": window[0], "closes": window[1]}, {}, {}]
    asked = problem(points, services, bases=2, stops=stops, crew=CREW, cycle=Cycle(1, (0,)))
    tours = {
        (tuple(members(tour.stops)), tour.hours.start, tour.hours.end): tour.hours.driving
        for tour in day_tours(asked) or []
        if tour.stops
    }
    slow = every_order(asked)
    assert tours.keys() == slow.keys()
    for key, driving in slow.items():
        assert tours[key] == pytest.approx(driving)


def test_stops_without_a_day_in_common_share_no_tour(problem) -> None:
    stops = [{"weekdays": frozenset({0, 1})}, {"weekdays": frozenset({1})}, {"weekdays": frozenset({0})}]
    asked = problem([[0, 0], [1, 0], [2, 0], [3, 0]], [30] * 3, stops=stops, cycle=Cycle(1, (0, 1)))
    assert {(tuple(members(tour.stops)), tour.days) for tour in day_tours(asked) or []} == {
        ((0,), (0, 1)),
        ((1,), (1,)),
        ((2,), (0,)),
        ((0, 1), (1,)),
        ((0, 2), (0,)),
    }


def test_a_bus_with_two_bases_may_move_without_a_stop(problem) -> None:
    asked = problem([[0, 0], [50, 0], [2, 0]], [30], bases=2)
    moves = [(tour.hours.start, tour.hours.end) for tour in day_tours(asked) or [] if not tour.stops]
    assert moves == [(0, 1), (1, 0)]


def test_a_set_with_more_orders_than_can_be_tried_is_not_said_to_be_compared(problem) -> None:
    # Seven stops fit the day but for the rounding of their hours: whether another order has legal hours is not known.
    day = Crew(start=480, end=480 + 7 * 20 + 3)
    asked = problem([[0, 0], *([0.1, 0] for _ in range(7))], [20] * 7, cycle=Cycle(1, (0,)), crew=day)
    assert day_tours(asked) is None


def test_too_many_tours_are_not_listed(problem) -> None:
    asked = problem([[0, 0], *([k, 0] for k in range(6))], [10] * 6)
    assert len(day_tours(asked) or []) == 2**6 - 1
    assert day_tours(asked, most=20) is None
