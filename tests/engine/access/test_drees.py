"""The equity measures, run on the official table of the DREES, give the figures that go with it."""

from __future__ import annotations

import pandas as pd
import pytest

from maillage.engine.access.equity import gini, people_under, weighted_mean, weighted_quantiles

YEARS = pytest.mark.parametrize("year", [2022, 2023])
MEAN = {2022: (3.789, 3.342), 2023: (3.7446, 3.295)}
UNDER = {2022: (14.88, 24.99), 2023: (16.63, 27.41)}
QUANTILES = {2022: [2.255, 3.687, 5.400], 2023: [2.178, 3.657, 5.319]}
GINI = {2022: 0.1883, 2023: 0.1941}
STANDARDISED = {2022: 67_162_154, 2023: 67_408_052}
ACTS = {2022: 254.5e6, 2023: 252.4e6}
DEPARTEMENTS_2023 = {"78": 2.577, "38": 3.817, "75": 4.957, "13": 4.578}


@pytest.fixture(scope="module")
def tables(shared) -> dict[int, pd.DataFrame]:
    table = pd.read_csv(shared / "data/national/apl_mg_drees_2022_2023.csv", dtype={"code_insee": str})
    return dict(iter(table.groupby("annee")))


@YEARS
def test_both_populations_have_the_same_sum(tables, year):
    table = tables[year]
    assert table["pop_totale"].sum() == pytest.approx(STANDARDISED[year], abs=0.5)
    assert table["pop_standardisee"].sum() == pytest.approx(STANDARDISED[year], abs=0.5)


@YEARS
def test_mean_weighs_standardised_inhabitants(tables, year):
    table = tables[year]
    means = [weighted_mean(table[apl], table["pop_standardisee"]) for apl in ("apl_mg", "apl_mg_moins65")]
    assert means == pytest.approx(MEAN[year], abs=5e-4)
    assert means[0] * table["pop_standardisee"].sum() == pytest.approx(ACTS[year], rel=5e-4)


@YEARS
def test_people_under_two_and_a_half_are_plain_inhabitants(tables, year):
    table = tables[year]
    shares = [100 * people_under(table[apl], table["pop_totale"], 2.5).share for apl in ("apl_mg", "apl_mg_moins65")]
    assert shares == pytest.approx(UNDER[year], abs=0.005)


@YEARS
def test_quantiles_and_gini_weigh_plain_inhabitants(tables, year):
    apl, people = tables[year]["apl_mg"], tables[year]["pop_totale"]
    assert weighted_quantiles(apl, people, [0.1, 0.5, 0.9]) == pytest.approx(QUANTILES[year])
    assert gini(apl, people) == pytest.approx(GINI[year], abs=5e-5)


@pytest.mark.parametrize("departement", DEPARTEMENTS_2023)
def test_departements(tables, departement):
    inside = tables[2023][tables[2023]["code_insee"].str.startswith(departement)]
    mean = weighted_mean(inside["apl_mg"], inside["pop_standardisee"])
    assert mean == pytest.approx(DEPARTEMENTS_2023[departement], abs=5e-4)


def test_yvelines(tables):
    inside = tables[2023][tables[2023]["code_insee"].str.startswith("78")]
    under = people_under(inside["apl_mg"], inside["pop_totale"], 2.5)
    assert len(inside) == 259
    assert (under.places, under.people) == (154, 563_302)
    assert inside["pop_totale"].sum() == 1_456_365
