"""Where a site could open: town halls, France services, pharmacies, multi-professional houses, one's own list.

All have the form of one table, indexed by ``key`` (unique): ``name``, ``kind``, ``owner``, ``commune`` (code), ``lat``,
``lon``, and ``cost``, ``capacity``, ``acts`` (NaN: as the scenario assumes), ``status`` (existing, locked, forbidden or
empty).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.spatial import cKDTree

from ..errors import SitingError
from ..territory.sphere import unit_vectors
from .problem import Candidates

# Whose places they are, for quotas: the authority's own list, or everybody else's.
OWN, PARTNER = "own", "partner"
COLUMNS = ("name", "kind", "owner", "commune", "lat", "lon", "cost", "capacity", "acts", "status")
# Kinds of FINESS that offer premises, with the prefix of their keys.
ESTABLISHMENTS = {"pharmacy": "pharmacie", "health_house": "msp", "health_centre": "centre", "hospital": "hopital"}


@dataclass(frozen=True)
class Cabin:
    """What one site offers where its line does not say: hypotheses of a scenario, shown wherever it is."""

    stations: int = 1
    hours_a_week: float = 30.0
    weeks_a_year: float = 47.0
    acts_an_hour: float = 3.0
    cost: float = 1.0

    def __post_init__(self) -> None:
        for name, value in vars(self).items():
            if not 0 <= value < np.inf:
                raise SitingError(f"{name} is {value:g}.", hint="Give a number, zero or more.")

    @property
    def acts(self) -> float:
        """Consultations a year."""
        return self.stations * self.hours_a_week * self.weeks_a_year * self.acts_an_hour


def town_halls(communes: pd.DataFrame) -> pd.DataFrame:
    """One site a located commune, at its town hall. ``communes``: reference table with name, lat, lon."""
    found = communes[["name", "lat", "lon"]].assign(kind="town_hall", commune=communes.index.astype(str))
    found["name"] = "Mairie · " + found["name"]
    return _table(found, "mairie-" + found["commune"])


def counters(france_services: pd.DataFrame, codes: Sequence[str]) -> pd.DataFrame:
    """The France services of some communes."""
    found = france_services[france_services["commune"].isin(codes)].assign(kind="france_services")
    return _table(found, "fs-" + found.index.to_series().astype(str))


def establishments(finess: pd.DataFrame, kind: str, codes: Sequence[str]) -> pd.DataFrame:
    """Those of one kind of :data:`ESTABLISHMENTS` in some communes that have a position; table of the source finess."""
    here = (finess["kind"] == kind) & finess["commune"].isin(codes) & finess["lat"].notna() & finess["lon"].notna()
    found = finess[here]
    return _table(found, f"{ESTABLISHMENTS[kind]}-" + found.index.to_series().astype(str))


def own_sites(listed: pd.DataFrame, communes: pd.DataFrame) -> pd.DataFrame:
    """One's own list (:func:`~..sources.own_sites.read_own_sites`); a site without a position is at its town hall.

    ``communes``: located communes of the territory and its neighbours. A site that names no commune is counted to the
    one whose town hall is nearest. Raises SitingError for a commune that is not among them.
    """
    unknown = listed.index[(listed["commune"] != "") & ~listed["commune"].isin(communes.index)]
    if len(unknown):
        raise SitingError(
            f"The site {unknown[0]!r} is in commune {listed['commune'][unknown[0]]!r}, which is not in or near the "
            "territory.",
            hint="Give a commune of the territory, or choose the territory that holds it.",
        )
    found = listed.assign(kind="own", owner=listed["owner"].mask(listed["owner"] == "", OWN))
    for side in ("lat", "lon"):
        found[side] = found[side].fillna(found["commune"].map(communes[side]))
    tree = cKDTree(unit_vectors(communes["lat"].to_numpy(float), communes["lon"].to_numpy(float)))
    _, nearest = tree.query(unit_vectors(found["lat"].to_numpy(float), found["lon"].to_numpy(float)))
    found["commune"] = found["commune"].mask(found["commune"] == "", communes.index.to_numpy()[nearest])
    return _table(found, found.index.to_series())


def joined(parts: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """One table of several. Raises SitingError without a site, or where two have the same key."""
    table = pd.concat(list(parts)) if parts else pd.DataFrame(columns=COLUMNS)
    if table.empty:
        raise SitingError(
            "There is no place where a site could open.", hint="Give a list of sites, or other kinds of candidates."
        )
    if table.index.has_duplicates:
        key = table.index[table.index.duplicated()][0]
        raise SitingError(f"Two sites have the key {key!r}.", hint="Give each site a key of its own.")
    return table


def candidates_of(table: pd.DataFrame, communes: pd.DataFrame, cabin: Cabin) -> Candidates:
    """The table as the models take it; what a line does not say is as for every ``cabin``."""
    return Candidates(
        keys=table.index.to_numpy(dtype=str),
        lat=table["lat"].to_numpy(float),
        lon=table["lon"].to_numpy(float),
        owner=table["owner"].to_numpy(dtype=str),
        commune=table["commune"].to_numpy(dtype=str),
        epci=table["commune"].map(communes["epci"]).fillna("").to_numpy(dtype=str),
        cost=table["cost"].fillna(cabin.cost).to_numpy(float),
        capacity=table["capacity"].fillna(np.inf).to_numpy(float),
        acts=table["acts"].fillna(cabin.acts).to_numpy(float),
    )


def _table(found: pd.DataFrame, keys: pd.Series) -> pd.DataFrame:
    absent = {"owner": PARTNER, "cost": np.nan, "capacity": np.nan, "acts": np.nan, "status": ""}
    table = found.assign(**{name: value for name, value in absent.items() if name not in found})
    return table[list(COLUMNS)].set_axis(pd.Index(keys.astype(str), name="key"))
