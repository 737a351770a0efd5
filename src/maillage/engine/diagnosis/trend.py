"""The published APL over the years: of a territory and of France."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..access.inputs import divide
from .columns import APL_YEARS
from .figures import population_year


def trend(inside: pd.DataFrame, france: pd.DataFrame, *, threshold: float) -> pd.DataFrame:
    """One row a year (``year`` index) of the published APL of ``inside`` and of ``france``: reference communes.

    ``apl``, ``apl_france``: means of the communes published that year, weighted by standardised population as the DREES
    asks. ``share_known``, ``share_known_france``: their share of all people, 0 to 1. Before 2022 there is no figure for
    Corsica, nor for Paris, Lyon and Marseille as communes, so that a mean of then and one of now are not of the same
    people: ``apl_alike`` and ``apl_france_alike`` are means of the communes published in every year in which anything
    of ``inside`` is, and only those may be subtracted. ``people_under_threshold``, ``share_under_threshold``: of the
    communes published that year. NaN where none is. Years before 2022 are weighted by the populations of the APL 2022.
    """
    here, everywhere = _Published.of(inside), _Published.of(france)
    years = np.isfinite(here.apl).any(axis=0)
    return pd.DataFrame(
        {
            "apl": here.means(),
            "apl_france": everywhere.means(),
            "share_known": here.shares_known(),
            "share_known_france": everywhere.shares_known(),
            "apl_alike": here.alike(years).means(),
            "apl_france_alike": everywhere.alike(years).means(),
            "people_under_threshold": here.people_under(threshold),
            "share_under_threshold": _ratio(here.people_under(threshold), here.people_known()),
        },
        index=pd.Index(APL_YEARS, name="year"),
    )


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


@dataclass(frozen=True)
class _Published:
    """Arrays ``(communes, years)``; ``apl`` is NaN where it is not published, populations are zero where withheld."""

    apl: np.ndarray
    standardised: np.ndarray
    people: np.ndarray

    @classmethod
    def of(cls, communes: pd.DataFrame) -> _Published:
        def table(name: str, years: Sequence[int]) -> np.ndarray:
            return communes[[f"{name}_{year}" for year in years]].to_numpy(float)

        populations = [population_year(year) for year in APL_YEARS]
        return cls(
            table("apl", APL_YEARS),
            np.nan_to_num(table("standardised_population", populations)),
            np.nan_to_num(table("total_population", populations)),
        )

    @property
    def known(self) -> np.ndarray:
        return np.isfinite(self.apl)

    def alike(self, years: np.ndarray) -> _Published:
        """Only the communes published in each of ``years`` (bool)."""
        always = self.known[:, years].all(axis=1)
        return _Published(self.apl[always], self.standardised[always], self.people[always])

    def means(self) -> np.ndarray:
        weights = np.where(self.known, self.standardised, 0.0)
        return _ratio((np.nan_to_num(self.apl) * weights).sum(axis=0), weights.sum(axis=0))

    def people_known(self) -> np.ndarray:
        return np.where(self.known, self.people, 0.0).sum(axis=0)

    def shares_known(self) -> np.ndarray:
        return _ratio(self.people_known(), self.people.sum(axis=0))

    def people_under(self, threshold: float) -> np.ndarray:
        return np.where(self.apl < threshold, self.people, 0.0).sum(axis=0)


def _ratio(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    return divide(part, whole, otherwise=np.nan)
