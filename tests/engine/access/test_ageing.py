"""Everyone grows older: the closed form against people moved one by one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.engine.access.ageing import age_forward, aged_need_index
from maillage.engine.access.need import COARSE_GROUPS, FIVE_YEAR_BANDS
from maillage.engine.errors import IndicatorError

SURVIVAL = (0.9998, 0.9975, 0.985, 0.925)


def slow(population, lower_ages, survival, years, *, slices=360):
    """One group cut into many slices of equal ages, each moved by itself; the newborn cut alike."""
    later = np.zeros(len(lower_ages))

    def settle(age, people):
        later[max(g for g, lower in enumerate(lower_ages) if lower <= age)] += people

    for group, people in enumerate(population[:-1]):
        width = lower_ages[group + 1] - lower_ages[group]
        for part in range(slices):
            age = lower_ages[group] + (part + 0.5) * width / slices
            settle(age + years, people / slices * survival[group] ** years)
    later[-1] += population[-1] * survival[-1] ** years
    for part in range(slices):
        settle((part + 0.5) * years / slices, population[0] / lower_ages[1] * years / slices)
    return later


@given(st.lists(st.integers(0, 9_000), min_size=4, max_size=4), st.sampled_from([0, 1, 5, 8, 10, 25]))
def test_coarse_groups_age_like_people_moved_one_by_one(population, years):
    closed = age_forward([population], lower_ages=COARSE_GROUPS, yearly_survival=SURVIVAL, years=years)[0]
    assert closed == pytest.approx(slow(population, COARSE_GROUPS, SURVIVAL, years), rel=2e-3, abs=2e-3 * 9_000)


@given(st.lists(st.integers(0, 9_000), min_size=19, max_size=19))
def test_five_years_move_five_year_bands_by_exactly_one(population):
    survival = np.linspace(1, 0.8, 19)
    later = age_forward([population], lower_ages=FIVE_YEAR_BANDS, yearly_survival=survival, years=5)[0]
    survivors = np.multiply(population, survival**5)
    assert later[0] == pytest.approx(population[0])  # births stay what they were
    assert later[1:-1] == pytest.approx(survivors[:-2])
    assert later[-1] == pytest.approx(survivors[-2] + survivors[-1])


def test_no_year_changes_nothing():
    now = np.array([[100.0, 300, 50, 40], [0, 0, 0, 0]])
    assert age_forward(now, lower_ages=COARSE_GROUPS, yearly_survival=SURVIVAL, years=0) == pytest.approx(now)


@given(st.lists(st.integers(0, 9_000), min_size=4, max_size=4), st.floats(0, 30))
def test_nobody_is_lost_but_by_death_and_nobody_comes_but_by_birth(population, years):
    immortal = age_forward([population], lower_ages=COARSE_GROUPS, yearly_survival=[1] * 4, years=years)
    assert immortal.sum() == pytest.approx(sum(population) + population[0] / 18 * years)


def test_an_ageing_commune_needs_more_a_head():
    now = np.array([[180.0, 600, 160, 60]])
    later = age_forward(now, lower_ages=COARSE_GROUPS, yearly_survival=SURVIVAL, years=8)
    weights = [0.7, 0.95, 1.35, 1.8]
    a_head_now, a_head_later = (float(p @ weights / p.sum()) for p in (now[0], later[0]))
    assert aged_need_index([1.1], now, later, weights) == pytest.approx([1.1 * a_head_later / a_head_now])
    assert a_head_later > a_head_now


def test_where_nobody_lives_no_need_is_foreseen():
    assert np.isnan(aged_need_index([1.0], [[0, 0]], [[0, 0]], [1, 2]))


ASKED = {"population_by_group": [[1, 2]], "lower_ages": (0, 65), "yearly_survival": (1, 0.9), "years": 5}


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"lower_ages": (0, 65, 75)}, "does not have 3 age groups"),
        ({"population_by_group": [1, 2]}, "does not have 2 age groups"),
        ({"lower_ages": (5, 65)}, "do not part a population"),
        ({"lower_ages": (0, 0)}, "do not part a population"),
        ({"lower_ages": (0,)}, "do not part a population"),
        ({"yearly_survival": (1, 1.2)}, "More than everyone survives"),
        ({"yearly_survival": (1, -0.2)}, "yearly_survival is negative"),
        ({"years": -1}, "cannot age by -1 years"),
    ],
)
def test_scenarios_that_make_no_sense(wrong, message):
    with pytest.raises(IndicatorError, match=message):
        age_forward(**(ASKED | wrong))


def test_populations_of_different_places_are_not_compared():
    with pytest.raises(IndicatorError, match="differ in shape"):
        aged_need_index([1.0], [[1, 2]], [[1, 2], [3, 4]], [1, 1])
