"""Both relaxations of what a site would take, against every choice of places."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.engine.siting.knapsacks import UNITS, Counted, Divided

AMOUNT = st.floats(0.5, 9.5).map(lambda amount: round(amount, 1))


@settings(max_examples=50)
@given(st.lists(st.tuples(AMOUNT, AMOUNT, AMOUNT), min_size=1, max_size=5), st.sampled_from([4.0, 7.3, 12.0, 30.0]))
def test_no_filling_is_worth_less_than_they_say(places, capacity):
    cost, price, weight = (np.array(column) for column in zip(*places, strict=True))
    room = np.array([capacity])
    least, least_with = 0.0, np.full(len(cost), np.inf)
    for chosen in itertools.product([False, True], repeat=len(cost)):
        taken = np.array(chosen)
        if weight[taken].sum() <= capacity:
            value = (cost - price)[taken].sum()
            least = min(least, value)
            least_with[taken] = np.minimum(least_with[taken], value)
    for way in (Divided(cost[np.newaxis], weight, room), Counted.of(cost[np.newaxis], weight, room)):
        assert way.filled(price).value[0] <= least + 1e-9
        assert (way.with_one(price)[0] <= least_with + 1e-9).all()


@settings(max_examples=30)
@given(st.lists(st.tuples(AMOUNT, AMOUNT, st.integers(1, 20)), min_size=1, max_size=6), st.integers(1, UNITS // 4))
def test_small_whole_numbers_are_counted_exactly(places, capacity):
    cost, price, weight = (np.array(column, dtype=float) for column in zip(*places, strict=True))
    found = Counted.of(cost[np.newaxis], weight, np.array([float(capacity)])).filled(price)
    taken = found.taken[0] > 0
    assert weight[taken].sum() <= capacity
    assert abs(found.value[0] - (cost - price)[taken].sum()) < 1e-9
    best = min(
        (cost - price)[np.array(chosen)].sum()
        for chosen in itertools.product([False, True], repeat=len(cost))
        if weight[np.array(chosen)].sum() <= capacity
    )
    assert abs(found.value[0] - best) < 1e-9
