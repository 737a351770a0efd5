"""The published APL over the years: of a territory and of France."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .columns import APL_YEARS
from .figures import population_year


def mean_apl(communes: pd.DataFrame, year: int) -> float:
    """Mean APL of reference communes, weighted by standardised population as the DREES asks; NaN if none is known."""
    return _weighted_mean(communes[f"apl_{year}"], communes[f"standardised_population_{population_year(year)}"])


def trend(inside: pd.DataFrame, france: pd.DataFrame, *, threshold: float) -> pd.DataFrame:
    """One row a year (``year`` index): ``apl``, ``apl_france``, ``people_under_threshold``, ``share_under_threshold``.

    ``inside``, ``france``: reference communes. Years before 2022 are weighted by the populations of the APL 2022.
    """
    rows = []
    for year in APL_YEARS:
        apl, people = inside[f"apl_{year}"], inside[f"total_population_{population_year(year)}"]
        known = apl.notna() & people.notna()
        under = float(people[known & (apl < threshold)].sum())
        total = float(people[known].sum())
        rows.append((year, mean_apl(inside, year), mean_apl(france, year), under, under / total if total else np.nan))
    names = ["year", "apl", "apl_france", "people_under_threshold", "share_under_threshold"]
    return pd.DataFrame(rows, columns=names).set_index("year")


def departements(france: pd.DataFrame, names: pd.Series, *, year: int, threshold: float) -> pd.DataFrame:
    """One row a département: name, communes, population, apl, people and share under the threshold, gps, gps_60_plus.

    ``france``: reference communes. Sums and weighted means of the communes; NaN where none is known.
    """
    weight = france[f"standardised_population_{population_year(year)}"]
    people = france[f"total_population_{population_year(year)}"]
    apl = france[f"apl_{year}"]
    known = apl.notna() & weight.notna()
    parts = pd.DataFrame(
        {
            "departement": france["departement"],
            "communes": 1,
            "population": france["population"].fillna(0),
            "acts": (apl * weight).where(known),
            "weight": weight.where(known),
            "people_under_threshold": people.where(known & (apl < threshold), 0.0),
            "people": people.where(known),
            "gps": france["gps_2019"],
            "gps_60_plus": france["gps_60_plus_2019"],
        }
    )
    sums = parts.groupby("departement").sum(min_count=1)
    table = sums[["communes", "population"]].assign(
        apl=sums["acts"] / sums["weight"],
        people_under_threshold=sums["people_under_threshold"],
        share_under_threshold=sums["people_under_threshold"] / sums["people"],
        gps=sums["gps"],
        gps_60_plus=sums["gps_60_plus"],
    )
    table.insert(0, "name", names.reindex(table.index).fillna(table.index.to_series()))
    return table


def _weighted_mean(values: pd.Series, weights: pd.Series) -> float:
    known = values.notna() & (weights > 0)
    total = float(weights[known].sum())
    return float((values * weights)[known].sum() / total) if total else np.nan
