"""Numbers from which no indicator can be computed: the error says which, where and what to do."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import sparse

from maillage.engine.access.contribution import best_addition, reach
from maillage.engine.access.coverage import amount_within, people_who_reach, population_served
from maillage.engine.access.density import density
from maillage.engine.access.equity import gini
from maillage.engine.access.floating_catchment import bfca, crowding, m2sfca, spatial_availability, two_step
from maillage.engine.access.nearest import nearest
from maillage.engine.errors import IndicatorError
from maillage.engine.travel.pairs import Pairs

WEIGHTS = sparse.csr_array(np.array([[1.0, 0.5, 0.0], [0.0, 1.0, 1.0]]))
PAIRS = Pairs.from_dense(np.array([[0.0, 5.0, 9.0], [7.0, 0.0, 3.0]]))
FAMILY = pytest.mark.parametrize("indicator", [two_step, m2sfca, bfca, crowding, spatial_availability])


@FAMILY
@pytest.mark.parametrize(
    ("demand", "supply", "message"),
    [
        ([1, 2, 3], [1, 1, 1], "demand has 3 values, and 2 were expected"),
        ([1, 2], [1, 1], "supply has 2 values, and 3 were expected"),
        ([1, -2], [1, 1, 1], r"demand is negative at position 1 \(-2.0\)"),
        ([1, 2], [1, -1, -1], r"supply is negative at position 1 and 1 more"),
        ([np.nan, 2], [1, 1, 1], "demand is missing or infinite at position 0"),
        ([1, 2], [1, 1, np.inf], "supply is missing or infinite at position 2"),
        (5, [1, 1, 1], "demand has a single number"),
    ],
)
def test_the_floating_catchments_say_what_is_wrong_and_where(indicator, demand, supply, message):
    with pytest.raises(IndicatorError, match=message):
        indicator(WEIGHTS, demand, supply)


@pytest.mark.parametrize(
    "compute",
    [
        lambda: nearest(PAIRS, [1, 1]),
        lambda: amount_within(PAIRS, [1, 1], 10),
        lambda: population_served(PAIRS, [1, 1, 1], 10),
        lambda: people_who_reach(PAIRS, [1, 1, 1], [1, 1, 1], 10),
        lambda: best_addition(WEIGHTS, [1, 1, 1]),
        lambda: reach(PAIRS, [1, 1, 1], [1, 1]),
        lambda: density([1, 2], [100]),
        lambda: gini([1, 2], [100]),
    ],
)
def test_arrays_about_other_places_are_refused(compute):
    with pytest.raises(IndicatorError, match="were expected"):
        compute()


@pytest.mark.parametrize(
    "compute",
    [
        lambda near: amount_within(near, [1, 1, 1], 20),
        lambda near: population_served(near, [1, 1], 20),
        lambda near: people_who_reach(near, [1, 1], [1, 1, 1], 20),
        lambda near: reach(near, [1, 1, 1], [1, 1, 1], within_minutes=20),
    ],
)
def test_what_lies_beyond_the_times_is_not_taken_for_absent(compute):
    near = Pairs.from_dense(np.array([[0.0, 5.0, 9.0], [7.0, 0.0, 3.0]]), within_minutes=15)
    with pytest.raises(IndicatorError, match="The travel times stop at 15 minutes, and 20 are asked for"):
        compute(near)


@FAMILY
def test_nobody_and_nothing_is_an_answer_not_a_warning(indicator):
    nothing = indicator(WEIGHTS, [0, 0], [0, 0, 0])
    assert nothing.tolist() == [0.0] * len(nothing)


@FAMILY
def test_places_out_of_everybodys_reach_have_no_access(indicator):
    nowhere = sparse.csr_array((2, 3))
    assert not indicator(nowhere, [5, 5], [1, 1, 1]).any()


def test_no_place_at_all():
    empty = Pairs.from_dense(np.empty((0, 0)))
    assert nearest(empty, []).minutes.shape == (0,)
    assert two_step(empty.weights(np.ones_like), [], []).shape == (0,)


def test_integers_and_pandas_columns_are_numbers_too():
    import pandas as pd

    demand, supply = pd.Series([10, 20], index=["a", "b"]), pd.Series([1, 2, 3], index=["x", "y", "z"])
    assert two_step(WEIGHTS, demand, supply) == pytest.approx(two_step(WEIGHTS, [10.0, 20.0], [1.0, 2.0, 3.0]))


@FAMILY
def test_an_indicator_leaves_its_inputs_as_they_were(indicator):
    demand, supply, before = np.array([10.0, 20.0]), np.array([1.0, 2.0, 3.0]), WEIGHTS.toarray()
    indicator(WEIGHTS, demand, supply)
    assert (demand.tolist(), supply.tolist()) == ([10, 20], [1, 2, 3])
    assert (WEIGHTS.toarray() == before).all()
