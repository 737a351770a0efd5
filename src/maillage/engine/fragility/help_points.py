"""Where somebody helps with digital matters, how far it is, and what a new point would change."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..access.coverage import population_served
from ..access.nearest import nearest
from ..errors import IndicatorError
from ..territory.places import Places
from ..territory.ring import located
from ..travel.router import Router
from .axes import FARTHEST_MINUTES

type Point = tuple[str, str, str, str, float, float]
COLUMNS = ("name", "kind", "commune", "lat", "lon")
# A quarter of an hour: what people do to be helped, as in the diagnosis.
WITHIN_MINUTES = 15.0
SAME_PLACE_DECIMALS = 3


def point_table(rows: Sequence[Point], density_class: pd.Series) -> pd.DataFrame:
    """Points from (key, name, kind, commune, lat, lon), indexed by key, with the density of their communes:
    ``density_class`` by code, of all France, since the nearest point may be beyond any border."""
    table = (
        pd.DataFrame(rows, columns=["key", *COLUMNS]).set_index("key").astype({"lat": np.float64, "lon": np.float64})
    )
    return table.assign(density_class=table["commune"].map(density_class))


def one_a_place(points: pd.DataFrame) -> pd.DataFrame:
    """Of points on the same spot, to about 100 m, the first: a place of two lists stands once."""
    return points[~points[["lat", "lon"]].round(SAME_PLACE_DECIMALS).duplicated()]


def at_town_hall(code: str, communes: pd.DataFrame) -> Point:
    """A point that opens at a commune's town hall. Raises IndicatorError for a commune without coordinates."""
    if code not in communes.index or communes["lat"].isna()[code]:
        raise IndicatorError(
            f"No help can be placed in commune {code!r}.", hint="Give the code of a commune that has coordinates."
        )
    name, lat, lon = (communes[column][code] for column in ("name", "lat", "lon"))
    return (f"+{code}", str(name), "new", code, float(lat), float(lon))


def minutes_to_help(communes: pd.DataFrame, points: pd.DataFrame, router: Router) -> pd.DataFrame:
    """``minutes`` from each commune to its nearest point, FARTHEST_MINUTES where that is farther, and its ``key``
    (missing then); both unknown for a commune without coordinates.

    ``communes``: reference table; ``points``: of :func:`point_table`.
    """
    here = located(communes)
    found = pd.DataFrame(
        {"minutes": np.where(communes["lat"].notna(), FARTHEST_MINUTES, np.nan), "key": None}, index=communes.index
    )
    if points.empty or here.empty:
        return found
    pairs = router.pairs(Places.of_communes(here), Places.of_communes(points), within_minutes=FARTHEST_MINUTES)
    near = nearest(pairs, np.ones(len(points)))
    reached = near.destination >= 0
    found.loc[here.index[reached], "minutes"] = near.minutes[reached]
    found.loc[here.index[reached], "key"] = points.index.to_numpy()[near.destination[reached]]
    return found


@dataclass(frozen=True)
class Effect:
    """Minutes to help before and after, by commune, and what that is for people.

    ``gained``: people who had no point within ``within_minutes`` and now have one; ``lost``: the other way round.
    """

    before: pd.Series
    after: pd.Series
    within_minutes: float
    people_before: float
    people_after: float
    gained: float
    lost: float
    mean_before: float
    mean_after: float

    @property
    def changed(self) -> pd.Index:
        """Communes whose minutes change, those that gain the most first."""
        difference = (self.after - self.before).round(6).dropna()
        return difference[difference != 0].sort_values(kind="stable").index


def effect(
    communes: pd.DataFrame,
    population: pd.Series,
    points: pd.DataFrame,
    *,
    added: pd.DataFrame,
    removed: Collection[str] = (),
    router: Router,
    within_minutes: float = WITHIN_MINUTES,
) -> Effect:
    """Of opening ``added`` points and closing those whose keys are ``removed``, on ``communes``.

    ``population``: whom a commune counts, people or people in difficulty (NaN: none).
    """
    unknown = [key for key in removed if key not in points.index]
    if unknown:
        raise IndicatorError(f"There is no point of help {unknown[0]!r} to close.", hint="Give the key of one.")
    kept = pd.concat([points.drop(index=list(removed)), added])
    before = minutes_to_help(communes, points, router)["minutes"]
    after = minutes_to_help(communes, kept, router)["minutes"]
    people = population.reindex(communes.index).fillna(0)
    near_before, near_after = before <= within_minutes, after <= within_minutes
    return Effect(
        before=before,
        after=after,
        within_minutes=within_minutes,
        people_before=float(people[near_before].sum()),
        people_after=float(people[near_after].sum()),
        gained=float(people[near_after & ~near_before].sum()),
        lost=float(people[near_before & ~near_after].sum()),
        mean_before=_mean(before, people),
        mean_after=_mean(after, people),
    )


def gains(
    communes: pd.DataFrame,
    population: pd.Series,
    before: pd.Series,
    *,
    router: Router,
    within_minutes: float = WITHIN_MINUTES,
) -> pd.DataFrame:
    """What a point at the town hall of each located commune would bring to the people of ``communes``, the best first.

    ``people`` whom it would bring within ``within_minutes``: those of whom ``before`` says that they are farther;
    ``saved``: minutes saved by all, summed over people. Ordered by people, then by minutes saved, then by code.
    """
    here = located(communes)
    places, people = Places.of_communes(here), population.reindex(here.index).fillna(0).to_numpy(float)
    now = before.reindex(here.index).to_numpy(float)
    pairs = router.pairs(places, places, within_minutes=FARTHEST_MINUTES)
    brought = population_served(pairs, np.where(now > within_minutes, people, 0.0), within_minutes)
    saved = people[pairs.origin] * np.maximum(now[pairs.origin] - pairs.minutes, 0.0)
    found = pd.DataFrame(
        {"people": brought, "saved": np.bincount(pairs.destination, saved, minlength=len(here))}, index=here.index
    )
    return found.sort_index().round(6).sort_values(["people", "saved"], ascending=False, kind="stable")


def _mean(minutes: pd.Series, people: pd.Series) -> float:
    counted = people.where(minutes.notna(), 0.0)
    return float((minutes.fillna(0) * counted).sum() / counted.sum()) if counted.sum() > 0 else np.nan
