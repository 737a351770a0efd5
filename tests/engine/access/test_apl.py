"""The official indicator: counted activity, edges of bands, what retirements take away."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.engine.access.apl import apl, apl_without, counted_activity, official_decay
from maillage.engine.errors import IndicatorError
from maillage.engine.sources.apl_parameters import AplParameters
from maillage.engine.travel.pairs import Pairs

SHEET = AplParameters(
    year=2023,
    decay=((10, 1), (15, 2 / 3), (20, 1 / 3)),
    activity_threshold=250,
    activity_floor=3_600,
    activity_ceiling=6_000,
    newcomer_activity=5_400,
    age_weights=((0, 1.0),),
)


@pytest.mark.parametrize(
    ("acts", "counted"),
    [
        (0, 0),
        (249, 0),
        (250, 0),
        (251, 3_600),
        (3_600, 3_600),
        (3_601, 3_601),
        (5_999, 5_999),
        (6_000, 6_000),
        (6_001, 6_000),
        (20_000, 6_000),
    ],
)
def test_activity_counts_within_the_official_bounds(acts, counted):
    assert counted_activity([acts], SHEET).tolist() == [counted]


def test_a_newcomer_counts_the_imputed_activity_even_if_nothing_is_known():
    assert counted_activity([0, np.nan], SHEET, newcomer=True).tolist() == [5_400, 5_400]


def test_a_health_centre_counts_all_its_acts():
    assert counted_activity([90, 30_000], SHEET, health_centre=True).tolist() == [90, 30_000]


def test_an_unknown_activity_is_refused_unless_it_is_a_newcomers():
    with pytest.raises(IndicatorError, match="acts is missing or infinite at position 1"):
        counted_activity([np.nan, np.nan], SHEET, newcomer=[True, False])


# Three communes in a row, 12 minutes apart.
ROW = Pairs.from_dense(np.array([[0.0, 12, 24], [12, 0, 12], [24, 12, 0]]), within_minutes=30)


def test_apl_of_three_communes_by_hand():
    people, acts = [900, 600, 300], [0, 5_000, 1_000]
    # On the middle commune fall 900·2/3 + 600 + 300·2/3 = 1,400; on the last 600·2/3 + 300 = 700.
    middle, last = 5_000 / 1_400, 1_000 / 700
    expected = [2 / 3 * middle, middle + 2 / 3 * last, 2 / 3 * middle + last]
    assert apl(ROW, people, acts, SHEET) == pytest.approx(expected)


def test_an_edge_is_read_as_within_unless_one_asks():
    assert official_decay(SHEET)(np.array([10.0])).tolist() == [1.0]
    assert official_decay(SHEET, edge_belongs="outer")(np.array([10.0])) == pytest.approx([2 / 3])


def test_times_that_stop_before_the_last_band_are_refused():
    short = Pairs.from_dense(np.array([[0.0]]), within_minutes=15)
    with pytest.raises(IndicatorError, match="The travel times stop"):
        apl(short, [1], [1], SHEET)


amounts = st.lists(st.integers(0, 5_000).map(float), min_size=3, max_size=3)


@given(amounts, amounts, st.lists(st.floats(0, 1), min_size=3, max_size=3))
def test_what_is_lost_is_what_computing_again_without_them_finds(people, acts, shares_leaving):
    leaving = np.multiply(acts, shares_leaving)
    loss = apl_without(ROW, people, acts, leaving, SHEET)
    again = apl(ROW, people, acts - leaving, SHEET)
    assert loss.before == pytest.approx(apl(ROW, people, acts, SHEET))
    assert loss.after == pytest.approx(again)
    assert loss.lost == pytest.approx(loss.before - again)
    if sum(people):
        assert loss.mean_after == pytest.approx(np.average(again, weights=people))
        assert loss.mean_lost == pytest.approx(loss.mean_before - loss.mean_after)


def test_without_people_there_is_no_mean():
    assert np.isnan(apl_without(ROW, [0, 0, 0], [1, 1, 1], [0, 0, 1], SHEET).mean_lost)


def test_nobody_leaves_who_is_not_there():
    with pytest.raises(IndicatorError, match=r"More acts leave place 2 \(9.0\) than it has \(1.0\)"):
        apl_without(ROW, [1, 1, 1], [1, 1, 1], [0, 1, 9], SHEET)
