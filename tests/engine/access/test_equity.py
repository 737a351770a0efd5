"""How evenly access is shared: definitions over each person, published examples, and what must always hold."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.engine.access.equity import (
    concentration_index,
    gini,
    lorenz_curve,
    palma_ratio,
    people_under,
    theil_t,
    weighted_mean,
    weighted_quantiles,
)
from maillage.engine.errors import IndicatorError

# The example of the R package `accessibility` (ipeaGIT).
ACCESS = [26_774, 22_239, 36_567, 42_372, 55_571]
PEOPLE = [0, 852, 394, 1_969, 2_189]
INCOME = [math.nan, 4_757.8, 1_627.8, 543.1, 3_822]

# A few communes: access, number of people, income.
communes = st.lists(
    st.tuples(st.integers(0, 8).map(float), st.integers(0, 6), st.integers(1, 5)), min_size=1, max_size=7
).filter(lambda rows: any(people and access for access, people, _ in rows))


def persons(rows):
    """One entry for each person instead of one for each commune."""
    return np.array([access for access, people, _ in rows for _ in range(people)])


def columns(rows):
    return tuple(list(column) for column in zip(*rows, strict=True))


def test_the_published_example_of_ipeagit():
    assert gini(ACCESS, PEOPLE) == pytest.approx(0.1386, abs=5e-5)
    assert concentration_index(ACCESS, PEOPLE, rank_by=INCOME) == pytest.approx(-0.0248, abs=5e-5)
    assert theil_t([13_991, *ACCESS[1:]], [1_011, *PEOPLE[1:]]) == pytest.approx(0.0852, abs=5e-5)


@given(communes)
def test_gini_is_half_the_relative_mean_difference_between_any_two_people(rows):
    access, people, _ = columns(rows)
    each = persons(rows)
    difference = np.abs(each[:, np.newaxis] - each).mean() / (2 * each.mean())
    assert gini(access, people) == pytest.approx(difference, abs=1e-9)


@given(communes)
def test_theil_is_its_sum_over_people(rows):
    access, people, _ = columns(rows)
    relative = persons(rows) / persons(rows).mean()
    expected = sum(r * math.log(r) for r in relative if r > 0) / len(relative)
    assert theil_t(access, people) == pytest.approx(expected, abs=1e-9)


@given(communes)
def test_concentration_is_the_covariance_of_access_with_the_mid_rank(rows):
    access, people, income = columns(rows)
    each = persons(rows)
    ranked_by = np.array([income for _, number, income in rows for _ in range(number)])
    mid_rank = np.array([(np.sum(ranked_by < r) + np.sum(ranked_by <= r)) / 2 for r in ranked_by]) / len(each)
    expected = 2 * np.mean((each - each.mean()) * (mid_rank - 0.5)) / each.mean()
    assert concentration_index(access, people, rank_by=income) == pytest.approx(expected, abs=1e-9)


@given(communes)
def test_ranked_by_itself_the_concentration_is_the_gini(rows):
    access, people, _ = columns(rows)
    assert concentration_index(access, people, rank_by=access) == pytest.approx(gini(access, people))


@given(communes)
def test_the_lorenz_curve_rises_ever_more_steeply_under_the_diagonal(rows):
    curve = lorenz_curve(*columns(rows)[:2])
    steps = np.diff(curve, axis=0)
    slopes = steps[:, 1] / steps[:, 0]
    assert (curve[0].tolist(), curve[-1].tolist()) == ([0, 0], [1, 1])
    assert (np.diff(slopes) > 0).all()
    assert (curve[:, 1] <= curve[:, 0] + 1e-12).all()


@given(communes)
def test_palma_splits_people_and_not_communes(rows):
    access, people, _ = columns(rows)
    # Ten equal shares for each person make tenths and four tenths come out whole.
    shares = np.repeat(np.sort(persons(rows)), 10)
    n = len(shares) // 10
    worst, best = shares[: 4 * n].sum(), shares[-n:].sum()
    expected = best / worst if worst else math.inf
    assert palma_ratio(access, people) == pytest.approx(expected)


@given(communes, st.sampled_from([0, 0.1, 0.25, 0.5, 0.9, 1]))
def test_a_quantile_is_the_access_of_the_person_who_stands_there(rows, share):
    access, people, _ = columns(rows)
    each = np.sort(persons(rows))
    # The first person at whom a share of all has been counted; the tolerance is for 0.1 · 30 = 3.0000000000000004.
    position = max(math.ceil(share * len(each) - 1e-9), 1) - 1
    assert weighted_quantiles(access, people, [share]).tolist() == [each[position]]


def test_a_share_without_exact_binary_form_names_the_place_it_means():
    assert 0.55 * 100 > 55
    assert weighted_quantiles([1.0, 2.0], [55, 45], [0.55]).tolist() == [1.0]


@given(communes, st.floats(0, 8), st.booleans())
def test_people_under_are_counted_one_by_one(rows, threshold, inclusive):
    access, people, _ = columns(rows)
    each = persons(rows)
    expected = (each <= threshold).sum() if inclusive else (each < threshold).sum()
    found = people_under(access, people, threshold, inclusive=inclusive)
    assert found.people == expected
    assert found.share == pytest.approx(expected / len(each))
    assert found.places == sum(
        1 for x, number, _ in rows if number and (x < threshold or (inclusive and x == threshold))
    )


@given(communes, st.floats(0.1, 50))
def test_no_measure_depends_on_the_unit_of_access(rows, factor):
    access, people, _ = columns(rows)
    scaled = np.multiply(access, factor)
    assert gini(scaled, people) == pytest.approx(gini(access, people), abs=1e-9)
    assert theil_t(scaled, people) == pytest.approx(theil_t(access, people), abs=1e-9)
    assert palma_ratio(scaled, people) == pytest.approx(palma_ratio(access, people))


def test_if_all_have_the_same_nothing_is_unequal():
    same, people = [3.0, 3.0, 3.0], [5, 70, 200]
    assert gini(same, people) == pytest.approx(0)
    assert theil_t(same, people) == pytest.approx(0)
    assert palma_ratio(same, people) == pytest.approx(0.25)


def test_the_mean_weighs_people():
    assert weighted_mean([1.0, 4.0], [900, 100]) == pytest.approx(1.3)


@pytest.mark.parametrize("measure", [gini, theil_t, palma_ratio, lorenz_curve, weighted_mean])
@pytest.mark.parametrize(
    ("values", "population", "message"),
    [
        ([1.0, np.nan], [1, 1], "values is missing or infinite at position 1"),
        ([1.0, -1.0], [1, 1], "values is negative"),
        ([1.0, 2.0], [0, 0], "Nobody lives in any of the places"),
        ([1.0, 2.0], [1, -1], "population is negative"),
        ([1.0, 2.0], [1, 1, 1], "population has 3 values, and 2 were expected"),
    ],
)
def test_numbers_that_cannot_be_compared_are_refused(measure, values, population, message):
    with pytest.raises(IndicatorError, match=message):
        measure(values, population)


@pytest.mark.parametrize("measure", [gini, theil_t, palma_ratio])
def test_nothing_cannot_be_shared(measure):
    with pytest.raises(IndicatorError, match="nothing to share"):
        measure([0.0, 0.0], [10, 20])


@pytest.mark.parametrize(
    ("compute", "message"),
    [
        (lambda: weighted_quantiles([1.0], [1], [50]), "between 0 and 1"),
        (lambda: concentration_index([1.0, 2.0], [1, 1], rank_by=[1.0]), "not about the same places"),
        (lambda: concentration_index([1.0, 2.0], [1, 1], rank_by=[1.0, np.nan]), "rank_by is missing"),
    ],
)
def test_questions_that_make_no_sense(compute, message):
    with pytest.raises(IndicatorError, match=message):
        compute()
