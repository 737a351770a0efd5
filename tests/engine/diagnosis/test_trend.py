"""The trend: means of different people are never subtracted from one another."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from maillage.engine.diagnosis.columns import APL_YEARS, POPULATION_YEARS
from maillage.engine.diagnosis.trend import trend
from maillage.engine.sources.reference import load_reference


def communes(*rows: tuple[float, list[float]]) -> pd.DataFrame:
    """One row a commune: people, and the APL of each year."""
    table = pd.DataFrame({f"apl_{year}": [apl[k] for _, apl in rows] for k, year in enumerate(APL_YEARS)})
    for year in POPULATION_YEARS:
        table[f"total_population_{year}"] = table[f"standardised_population_{year}"] = [people for people, _ in rows]
    return table


FALLING = (1_000.0, [4.0, 3.9, 3.8, 3.7, 3.6, 3.4, 3.2, 3.0])
LATE = (3_000.0, [np.nan] * 6 + [6.0, 6.0])


def test_a_city_published_late_does_not_turn_a_fall_into_a_rise():
    years = trend(communes(FALLING, LATE), communes(FALLING, LATE), threshold=2.5)
    assert years.loc[2023, "apl"] - years.loc[2015, "apl"] > 0
    assert years.loc[2023, "apl_alike"] - years.loc[2015, "apl_alike"] == pytest.approx(-1.0)
    assert years["share_known"].tolist() == [0.25] * 6 + [1.0, 1.0]


def test_france_is_compared_over_the_years_that_the_territory_has():
    years = trend(communes(LATE), communes(FALLING, LATE), threshold=2.5)
    assert years["apl_alike"].isna().tolist() == [True] * 6 + [False] * 2
    assert years.loc[2023, "apl_france_alike"] == pytest.approx((3.0 * 1_000 + 6.0 * 3_000) / 4_000)


def test_a_territory_that_is_never_published_has_no_trend():
    nothing = (500.0, [np.nan] * 8)
    years = trend(communes(nothing), communes(FALLING, LATE), threshold=2.5)
    assert years[["apl", "apl_alike", "share_under_threshold"]].isna().all(axis=None)


def test_bouches_du_rhone_falls_as_its_communes_do():
    """Marseille, four people in ten, has no figure before 2022: 4.660 and 4.578 are not of the same people."""
    france = load_reference().communes
    here = france[france["departement"] == "13"]
    years = trend(here, france, threshold=2.5)
    assert (years.loc[2015, "apl"], years.loc[2023, "apl"]) == pytest.approx((4.660, 4.578), abs=5e-4)
    outside = trend(here.drop(index="13055"), france, threshold=2.5)
    change = outside.loc[2023, "apl"] - outside.loc[2015, "apl"]
    assert years.loc[2023, "apl_alike"] - years.loc[2015, "apl_alike"] == pytest.approx(change)
    assert change < -0.4
