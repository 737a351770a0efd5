"""The bus's stops and bases as the engine plans with them: places found, people counted, ways timed."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import pandas as pd

from ..engine.access.nearest import nearest
from ..engine.diagnosis.columns import LATEST_YEAR
from ..engine.errors import SitingError, TerritoryError
from ..engine.siting.tour.calendar import RHYTHMS
from ..engine.siting.tour.problem import MINUTES_OF_DAY, Base, Stop
from ..engine.sources.reference import Reference
from ..engine.territory.gazetteer import gazetteer
from ..engine.territory.names import Gazetteer
from ..engine.territory.places import Places
from ..engine.territory.ring import located
from ..engine.territory.sphere import unit_vectors
from ..engine.travel.router import Router

POINT = re.compile(r"(-?\d+(?:\.\d+)?)\s*,\s*(-?\d+(?:\.\d+)?)")
# Beyond it, no bus goes to a stop.
FARTHEST_MINUTES = 300.0


def bases_of(words: Sequence[str], reference: Reference) -> tuple[Base, ...]:
    """Each word is a commune (its code or name) or a point ``lat,lon``, with a name before ``=`` if one wishes.

    Raises TerritoryError, SitingError.
    """
    return tuple(_base(word, gazetteer(reference)) for word in dict.fromkeys(words))


def _base(word: str, names: Gazetteer) -> Base:
    name, _, place = word.rpartition("=")
    if point := POINT.fullmatch(place.strip()):
        lat, lon = float(point[1]), float(point[2])
        if abs(lat) > 90 or abs(lon) > 180:
            raise SitingError(f"{place!r} is not a point.", hint="Write latitude,longitude in degrees.")
        return Base(word, name or place, lat, lon)
    code, row = commune_of(place, names)
    return Base(code, name or str(row["name"]), float(row["lat"]), float(row["lon"]))


def commune_of(word: str, names: Gazetteer) -> tuple[str, pd.Series]:
    """The commune that a word names, with its figures. Raises TerritoryError where it is none, or has no place."""
    communes = names.communes
    code = word.strip().zfill(5) if word.strip().isdecimal() else word.strip().upper()
    code = str(names.successions.get(code, code))
    if code not in communes.index:
        code = names.code_of(word.strip())
    if code not in communes.index:
        raise TerritoryError(f"{word!r} is not a commune.", hint="Give the code or the name of one, or lat and lon.")
    commune = communes.loc[[code]].iloc[0]
    if not np.isfinite(commune[["lat", "lon"]].to_numpy(float)).all():
        raise TerritoryError(f"{commune['name']} has no coordinates here.", hint="Give lat and lon.")
    return code, commune


def stops_of(
    table: pd.DataFrame,
    reference: Reference,
    router: Router,
    *,
    within_minutes: float,
    threshold: float = 2.5,
    rhythms: Sequence[str] = RHYTHMS,
    setup_minutes: float = 15.0,
) -> tuple[Stop, ...]:
    """The rows of :func:`~..engine.sources.tour_stops.read_tour_stops` as stops.

    Where a row gives no ``people``, they are those of the under-served communes (published APL at or under the
    threshold) for which the stop is the nearest, within some minutes. ``rhythms``, ``setup_minutes``: where a row gives
    none. Raises TerritoryError, SitingError.
    """
    rows = [_placed(row, gazetteer(reference)) for row in table.to_dict("records")]
    served = underserved(rows, reference, router, within_minutes=within_minutes, threshold=threshold)
    taken: dict[str, int] = {}
    stops = []
    for row, people in zip(rows, served.tolist(), strict=True):
        # Two stops of one commune need names of their own: the second is told by its number.
        taken[row["name"]] = taken.get(row["name"], 0) + 1
        again = f" ({taken[row['name']]})" if taken[row["name"]] > 1 else ""
        stops.append(
            Stop(
                key=row["name"] + again,
                name=row["name"] + again,
                lat=row["lat"],
                lon=row["lon"],
                people=people if np.isnan(row["people"]) else row["people"],
                service_minutes=row["minutes"],
                setup_minutes=setup_minutes if np.isnan(row["setup"]) else row["setup"],
                rhythms=tuple(rhythm for rhythm in RHYTHMS if rhythm in (row["rhythm"] or rhythms)),
                weekdays=frozenset(row["weekdays"] or range(7)),
                opens=0.0 if np.isnan(row["from"]) else row["from"],
                closes=MINUTES_OF_DAY if np.isnan(row["until"]) else row["until"],
            )
        )
    return tuple(stops)


def _placed(row: dict, names: Gazetteer) -> dict:
    if row["commune"]:
        _, commune = commune_of(row["commune"], names)
        if np.isnan(row["lat"]) or np.isnan(row["lon"]):
            row = {**row, "lat": float(commune["lat"]), "lon": float(commune["lon"])}
        return {**row, "name": row["name"] or str(commune["name"])}
    return {**row, "name": row["name"] or f"{row['lat']:.4f}, {row['lon']:.4f}"}


def underserved(
    rows: Sequence[dict], reference: Reference, router: Router, *, within_minutes: float, threshold: float
) -> np.ndarray:
    """People ``(n_stops,)`` of the under-served communes that have each stop as their nearest, within some minutes."""
    communes = located(reference.communes)
    poor = communes[communes[f"apl_{LATEST_YEAR}"] <= threshold]
    stops = places(rows, reference)
    near = router.pairs(Places.of_communes(poor), stops, within_minutes=within_minutes)
    stop = nearest(near, np.ones(len(rows))).destination
    people = poor["population"].fillna(0).to_numpy(float)
    return np.bincount(stop[stop >= 0], weights=people[stop >= 0], minlength=len(rows))


def places(points: Sequence[dict], reference: Reference) -> Places:
    """Points (``name``, ``lat``, ``lon``) as places: each has the density class of the nearest town hall."""
    communes = located(reference.communes)
    lat, lon = (np.array([point[each] for point in points], dtype=float) for each in ("lat", "lon"))
    halls = Places.of_communes(communes)
    nearest = np.argmax(unit_vectors(lat, lon) @ halls.unit_vectors().T, axis=1)
    codes = np.array([str(point["name"]) for point in points])
    return Places(codes, lat, lon, halls.density[nearest])


def minutes_between(bases: Sequence[Base], stops: Sequence[Stop], reference: Reference, router: Router) -> np.ndarray:
    """``(b + n, b + n)`` minutes from the bases, then the stops, to each; infinite beyond five hours or without way."""
    points = places([vars(place) for place in (*bases, *stops)], reference)
    minutes = router.pairs(points, points, within_minutes=FARTHEST_MINUTES).dense()
    np.fill_diagonal(minutes, 0.0)
    return minutes
