"""Which of two offers is better."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from maillage.web.bookings.rules.order import Best, Order, rank

TODAY = datetime(2026, 3, 2, tzinfo=UTC)
minutes = st.floats(0, 300)
hours = st.integers(0, 24 * 42)


def of(order: Order, way: float, hour: int, place: int = 0) -> tuple[float, ...]:
    return rank(order, way, hour // 24, TODAY + timedelta(hours=hour), place)


@given(st.sampled_from(Order), minutes, minutes, hours, hours, st.integers(0, 9))
def test_a_longer_way_and_a_later_moment_are_never_better(
    order: Order, way: float, more: float, hour: int, later: int, place: int
) -> None:
    """What lets the search leave out places and days."""
    assert of(order, way, hour) <= of(order, way + more, hour + later, place)


def test_a_day_is_worth_ten_minutes() -> None:
    assert of(Order.BALANCED, 9, 24) < of(Order.BALANCED, 20, 0) < of(Order.BALANCED, 11, 24)
    assert of(Order.NEAREST, 19, 40 * 24) < of(Order.NEAREST, 20, 0)
    assert of(Order.SOONEST, 200, 1) < of(Order.SOONEST, 1, 2)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9))), st.integers(1, 6))
def test_the_best_are_kept(ranks: list[tuple[int, int]], at_most: int) -> None:
    best: Best[tuple[int, int]] = Best(at_most)
    for each in ranks:
        taken = best.would_take(each)
        best.offer(each, each)
        assert taken == (each in list(best)) or ranks.count(each) > 1
    assert list(best) == sorted(ranks)[:at_most]
