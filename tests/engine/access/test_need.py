"""Standardised population with the official age weights, and weights for coarser groups."""

from __future__ import annotations

import csv

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.engine.access.need import FIVE_YEAR_BANDS, fitted_group_weights, need_index, standardised_population
from maillage.engine.errors import IndicatorError

OFFICIAL_2023 = (1.12, 0.58, 0.51, 0.60, 0.75, 0.79, 0.82, 0.85, 0.89, 0.93, 1.03, 1.15, 1.18, 1.23, 1.46, 1.57, 1.63)
OFFICIAL_2023 += (1.89, 2.26)

bands = st.lists(st.integers(0, 2_000), min_size=19, max_size=19)


@given(st.lists(bands, min_size=1, max_size=5))
def test_the_nation_keeps_its_number(communes):
    if np.sum(communes) == 0:
        return
    standardised = standardised_population(communes, OFFICIAL_2023)
    assert standardised.sum() == pytest.approx(np.sum(communes))


def test_an_old_commune_counts_for_more_and_in_the_ratio_of_the_weights():
    young, old = np.zeros(19), np.zeros(19)
    young[FIVE_YEAR_BANDS.index(10)] = 100
    old[FIVE_YEAR_BANDS.index(90)] = 100
    of_young, of_old = standardised_population([young, old], OFFICIAL_2023)
    assert of_old / of_young == pytest.approx(2.26 / 0.51)


def test_one_commune_is_scaled_as_the_nation_and_not_by_itself():
    nation = np.full(19, 1_000.0)
    commune = np.full(19, 10.0)
    commune[-1] += 50
    alone = standardised_population([commune], OFFICIAL_2023, national_by_band=nation)
    among = standardised_population([commune, nation - commune], OFFICIAL_2023)
    assert alone[0] == pytest.approx(among[0])
    assert alone[0] > commune.sum()


def test_the_weights_above_are_those_of_the_official_sheet(shared):
    with (shared / "data/national/apl_mg_drees_parametres.csv").open(encoding="utf-8") as sheet:
        official = [float(row["valeur_2023"]) for row in csv.DictReader(sheet) if row["parametre"] == "poids_age"]
    assert tuple(official) == OFFICIAL_2023


@pytest.mark.parametrize(
    ("population", "weights", "message"),
    [
        ([[1, 2], [3, 4]], [1], "age_weights has 1 values, and 2 were expected"),
        ([1, 2], [1, 1], "no age bands"),
        ([[0, 0]], [1, 1], "Nobody lives in any band"),
        ([[1, -1]], [1, 1], "population_by_band is negative at position 0, 1"),
    ],
)
def test_populations_that_cannot_be_standardised(population, weights, message):
    with pytest.raises(IndicatorError, match=message):
        standardised_population(population, weights)


def test_need_index_is_unknown_where_nobody_lives():
    assert need_index([110, 0], [100, 0]) == pytest.approx([1.1, np.nan], nan_ok=True)


def test_fitted_weights_are_found_again():
    draw = np.random.default_rng(3)
    groups, weights = draw.integers(1, 900, (200, 4)), np.array([0.7, 0.95, 1.35, 1.8])
    assert fitted_group_weights(groups, groups @ weights) == pytest.approx(weights)


def test_the_fit_weighs_each_head_alike():
    draw = np.random.default_rng(5)
    groups = draw.integers(1, 900, (300, 4)) * draw.integers(1, 50, (300, 1))
    standardised = groups @ np.array([0.7, 0.95, 1.35, 1.8]) * draw.uniform(0.8, 1.2, 300)
    weights, people = fitted_group_weights(groups, standardised), groups.sum(axis=1)
    a_head_error = (standardised - groups @ weights) / people
    # At the least sum of P_i · error², no weight can be moved either way: the slopes are zero.
    assert groups.T @ a_head_error == pytest.approx(np.zeros(4), abs=1e-9 * people.sum())


def test_ages_that_explain_nothing_are_refused():
    with pytest.raises(IndicatorError, match="less than nothing"):
        fitted_group_weights([[10, 1], [10, 2], [10, 3]], [30, 20, 10])
