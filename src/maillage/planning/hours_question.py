"""Sites, mediators and the people around them, as the model of hours takes them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from ..engine.errors import SitingError
from ..engine.siting.hours.demand import KINDS, Demand
from ..engine.siting.hours.people import GROUPS, Group, people_of, shares_of
from ..engine.siting.hours.problem import Mediator, RosterProblem, Site
from ..engine.siting.hours.working_time import LocalRules
from ..engine.sources.hours_files import read_groups, read_hours_sites, read_mediators
from ..engine.sources.reference import Reference
from ..engine.territory.gazetteer import gazetteer
from ..engine.territory.places import Places
from ..engine.territory.ring import located
from ..engine.territory.sphere import chord_of_km, unit_vectors
from ..engine.travel.router import Router
from .tour_question import commune_of, places

# Nobody is sent farther between two sites of a day.
FARTHEST_BETWEEN_MINUTES = 60.0
HOUR = 60


@dataclass(frozen=True)
class HoursQuestion:
    """The problem, where its sites are (``name``, ``commune``, ``lat``, ``lon``), and what it was made with."""

    problem: RosterProblem
    sites: pd.DataFrame
    groups: tuple[Group, ...]
    within_minutes: float
    travel: str


def question_of(
    sites: Path,
    mediators: Path,
    groups: Path | None,
    reference: Reference,
    router: Router,
    *,
    within_minutes: float,
    way_minutes: float,
    weeks: int,
    rules: LocalRules,
) -> HoursQuestion:
    """The files as a problem. ``way_minutes``: from home to a site, where a mediator's line gives none.

    Raises SourceError, TerritoryError, SitingError.
    """
    site_rows, who_rows = (_placed(table, reference) for table in (read_hours_sites(sites), read_mediators(mediators)))
    chosen = groups_of(groups)
    at, homes = (places(rows.to_dict("records"), reference) for rows in (site_rows, who_rows))
    communes = _around(located(reference.communes), at, router.reach_km(within_minutes))
    near = np.isfinite(router.pairs(Places.of_communes(communes), at, within_minutes=within_minutes).dense())
    if not near.any():
        raise SitingError(
            f"No commune is within {within_minutes:g} minutes of a site.",
            hint="Give more minutes, or check the places.",
        )
    way = who_rows["minutes"].fillna(way_minutes)
    problem = RosterProblem(
        tuple(_site(number, row) for number, row in enumerate(site_rows.to_dict("records"))),
        tuple(_mediator(row, float(most)) for row, most in zip(who_rows.to_dict("records"), way, strict=True)),
        router.pairs(homes, at, within_minutes=float(way.max()) + FARTHEST_BETWEEN_MINUTES).dense(),
        router.pairs(at, at, within_minutes=FARTHEST_BETWEEN_MINUTES).dense(),
        Demand(tuple(group.name for group in chosen), people_of(communes, chosen), shares_of(chosen), near),
        weeks,
        rules,
    )
    return HoursQuestion(problem, site_rows, chosen, within_minutes, router.label)


def groups_of(path: Path | None) -> tuple[Group, ...]:
    """Those of a file, or the usual ones. Raises SourceError; SitingError where the groups of an age are over all."""
    if path is None:
        return GROUPS
    rows = read_groups(path).to_dict("records")
    found = tuple(Group(row["group"], row["age"], row["share"], tuple(row[kind] for kind in KINDS)) for row in rows)
    for age in {group.age for group in found}:
        total = sum(group.share for group in found if group.age == age)
        if total > 1 + 1e-6:
            raise SitingError(
                f"The groups of age {age} are {total:g} of it together.", hint="Give shares that make at most 1 an age."
            )
    return found


def _placed(table: pd.DataFrame, reference: Reference) -> pd.DataFrame:
    """With the point of the town hall where a row names a commune and no point."""
    names = gazetteer(reference)
    rows = table.to_dict("records")
    for row in rows:
        if np.isnan(row["lat"]) or np.isnan(row["lon"]):
            code, commune = commune_of(row["commune"], names)
            row.update(commune=code, lat=float(commune["lat"]), lon=float(commune["lon"]))
    return pd.DataFrame(rows)


def _around(communes: pd.DataFrame, at: Places, km: float) -> pd.DataFrame:
    """Those whose town hall may be within reach of a place."""
    here = unit_vectors(communes["lat"].to_numpy(float), communes["lon"].to_numpy(float))
    nearest = (here @ at.unit_vectors().T).max(axis=1)
    return communes[np.sqrt(np.maximum(2 - 2 * nearest, 0)) <= chord_of_km(km)]


def _site(number: int, row: dict) -> Site:
    return Site(
        str(number + 1),
        row["name"],
        row["sessions"],
        row["required"],
        0 if np.isnan(row["at_least"]) else round(row["at_least"] * HOUR),
        None if np.isnan(row["at_most"]) else round(row["at_most"] * HOUR),
        bool(row["autonomous"]),
    )


def _mediator(row: dict, most_way_minutes: float) -> Mediator:
    return Mediator(row["name"], round(row["hours"] * HOUR), bool(row["evenings"]), row["saturdays"], most_way_minutes)
