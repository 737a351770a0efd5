"""The figures of communes under the names of a diagnosis, whatever the vintage in the reference."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from ..errors import IndicatorError
from .columns import APL_YEARS, COLUMNS, LATEST_YEAR, POPULATION_YEARS, Column


def check_year(year: int) -> None:
    """Raises IndicatorError for a year whose APL was not published."""
    if year not in APL_YEARS:
        raise IndicatorError(
            f"The APL of {year} is not among the reference figures.",
            hint="Choose one of " + ", ".join(map(str, APL_YEARS)) + ".",
        )


def population_year(year: int) -> int:
    """The vintage whose populations go with the APL of ``year``: its own, or the nearest there is."""
    return min(POPULATION_YEARS, key=lambda known: abs(known - year))


def columns_of(year: int) -> tuple[Column, ...]:
    """The columns of a diagnosis of ``year``: :data:`~.columns.COLUMNS`, with the sources of that vintage.

    >>> next(column.sources for column in columns_of(2019) if column.name == "standardised_population")
    ('standardised_population_2022',)
    """
    populations = population_year(year)
    vintage = {
        f"apl_{LATEST_YEAR}": (f"apl_{year}",),
        # The APL to GPs under 65 is published with the populations only.
        f"apl_under_65_{LATEST_YEAR}": (f"apl_under_65_{year}",) if year in POPULATION_YEARS else (),
        f"total_population_{LATEST_YEAR}": (f"total_population_{populations}",),
        f"standardised_population_{LATEST_YEAR}": (f"standardised_population_{populations}",),
    }
    of_every_year = {f"apl_{each}" for each in APL_YEARS}
    return tuple(
        column
        if column.name in of_every_year
        else replace(column, sources=tuple(now for source in column.sources for now in vintage.get(source, (source,))))
        for column in COLUMNS
    )


def figures(communes: pd.DataFrame, epci_names: pd.Series, *, year: int) -> pd.DataFrame:
    """Identity, people, published and supply columns of a diagnosis, from reference communes.

    A collectivity that a file does not name keeps NaN: unknown, not zero. ``poverty_rate`` and the shares are
    between 0 and 1. Raises IndicatorError for an unknown year.
    """
    check_year(year)
    populations = population_year(year)
    taken = {
        "epci_name": communes["epci"].map(epci_names),
        "total_population": communes[f"total_population_{populations}"],
        "standardised_population": communes[f"standardised_population_{populations}"],
        "share_under_18": communes["share_under_18_2016"],
        "share_65_plus": communes["share_65_plus_2016"],
        "share_75_plus": communes["share_75_plus_2020"],
        "median_income": communes["median_income_2015"],
        "poverty_rate": communes["poverty_rate_2015"] / 100,
        "digital_fragility": communes[["digital_interface_2020", "digital_skills_2020"]].mean(axis=1),
        "apl": communes[f"apl_{year}"],
        "apl_under_65": communes.get(f"apl_under_65_{year}", np.nan),
        "minutes_to_emergency_published": communes["minutes_to_emergency_2019"],
        "gps": communes["gps_2019"],
        "gps_60_plus": communes["gps_60_plus_2019"],
    }
    same = ["name", "departement", "region", "epci", "postcodes", "lat", "lon", "area_km2", "density_class"]
    same += ["rurality_class", "living_basin_name", "population", *(f"apl_{known}" for known in APL_YEARS)]
    return pd.concat([communes[same], pd.DataFrame(taken, index=communes.index)], axis=1)
