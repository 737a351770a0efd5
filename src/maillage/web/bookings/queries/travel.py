"""From where somebody comes, and how long it takes them to each place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from django.db.models import QuerySet

from maillage.engine.territory.places import DENSITY_RANK, USUAL_DENSITY, Places
from maillage.engine.travel.crow_flight import CrowFlight
from maillage.web.isochrones.queries.places import asked, place_at
from maillage.web.places.models import Place
from maillage.web.territories.queries import reference


@dataclass(frozen=True)
class Origin:
    """A point (degrees) and the commune that holds it, by code and name; both empty outside France."""

    lat: float
    lon: float
    commune: str = ""
    name: str = ""


class UnknownOriginError(LookupError):
    """``suggestions``: (code, name, context) of the communes that may be meant; none for what is unknown."""

    def __init__(self, text: str, suggestions: Sequence[tuple[str, str, str]]) -> None:
        super().__init__(text)
        self.text, self.suggestions = text, suggestions


class Way(NamedTuple):
    place: int
    minutes: float
    approximate: bool


def origin_of(where: str | tuple[float, float]) -> Origin:
    """From the name, code or postcode of a commune, or from a latitude and longitude.

    Raises UnknownOriginError for what is unknown, or may be several communes.
    """
    found = place_at(*where) if isinstance(where, tuple) else asked(where).place or asked("", where).place
    if found is None:
        raise UnknownOriginError(str(where), asked(str(where)).suggestions)
    return Origin(found.lat, found.lon, found.commune, found.name)


def minutes_from(origin: Origin, places: QuerySet[Place], *, within_minutes: float | None = None) -> list[Way]:
    """To each of the places by car, from the nearest."""
    rows = list(places.order_by("pk").values_list("pk", "lat", "lon", "commune"))
    if not rows:
        return []
    here = _places([(0, origin.lat, origin.lon, origin.commune)])
    bound = 10_000.0 if within_minutes is None else within_minutes
    pairs = CrowFlight().pairs(here, _places(rows), within_minutes=bound)
    ways = [
        Way(rows[row][0], float(minutes), approximate=True)
        for row, minutes in zip(pairs.destination.tolist(), pairs.minutes.tolist(), strict=True)
    ]
    return sorted(ways, key=lambda way: (way.minutes, way.place))


def _places(rows: Sequence[tuple[int, float, float, str]]) -> Places:
    numbers, lat, lon, communes = zip(*rows, strict=True)
    classes = reference().communes["density_class"]
    density = [DENSITY_RANK.get(classes.get(commune), DENSITY_RANK[USUAL_DENSITY]) for commune in communes]
    return Places(np.array(numbers).astype(str), np.array(lat), np.array(lon), np.array(density, dtype=np.int8))
