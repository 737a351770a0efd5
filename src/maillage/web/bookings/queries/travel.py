"""From where somebody comes, and how long it takes them to each place."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from django.db.models import QuerySet

from maillage.engine.errors import MaillageError
from maillage.engine.territory.places import DENSITY_RANK, USUAL_DENSITY, Places
from maillage.engine.territory.sphere import km_of_chord
from maillage.engine.travel.crow_flight import CrowFlight
from maillage.web.isochrones.queries.places import asked, place_at
from maillage.web.networks import holding, opened
from maillage.web.places.models import Place
from maillage.web.territories.queries import reference

if TYPE_CHECKING:
    from maillage.engine.sources.roads.network import NetworkRecord

log = logging.getLogger(__name__)

MODE = "car"
A_DAY_MINUTES = 24 * 60.0
# Who comes from the same commune asks the same: half a megabyte of minutes at most.
KEPT_WAYS = 256


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
    """By car; ``approximate``: by a model of roads, not by roads."""

    place: int
    minutes: float
    approximate: bool


def origin_of(where: str | tuple[float, float]) -> Origin:
    """From the code of a commune, its name or postcode, or from a latitude and longitude. Five digits that are a code
    are not taken for a postcode.

    Raises UnknownOriginError for what is unknown, or may be several communes.
    """
    if isinstance(where, tuple):
        found = place_at(*where)
        return Origin(found.lat, found.lon, found.commune, found.name)
    answer = asked(where, code=where.strip())
    if answer.place is None:
        raise UnknownOriginError(where, answer.suggestions)
    return Origin(answer.place.lat, answer.place.lon, answer.place.commune, answer.place.name)


def minutes_from(origin: Origin, places: QuerySet[Place], *, within_minutes: float | None = None) -> list[Way]:
    """From the nearest. Roads are asked where an installed network holds both ends; a place to which none leads is
    left out. Everywhere else it is the model of the crow's flight."""
    rows = list(places.order_by("pk").values_list("pk", "lat", "lon", "commune"))
    if not rows:
        return []
    numbers, lat, lon, communes = zip(*rows, strict=True)
    minutes, on_roads = minutes_to(origin, lat, lon, communes)
    bound = A_DAY_MINUTES if within_minutes is None else within_minutes
    ways = zip(numbers, minutes.tolist(), on_roads.tolist(), strict=True)
    found = [Way(number, way, approximate=not real) for number, way, real in ways if way <= bound]
    return sorted(found, key=lambda way: (way.minutes, way.place))


def minutes_to(
    origin: Origin, lat: Sequence[float], lon: Sequence[float], communes: Sequence[str]
) -> tuple[np.ndarray, np.ndarray]:
    """Minutes to some points (degrees), each in its commune ``(n,)``, NaN where no road leads; and whether roads were
    asked ``(n,)``."""
    there = _places(lat, lon, communes)
    minutes = _modelled(_places([origin.lat], [origin.lon], [origin.commune]), there)
    on_roads = np.zeros(len(there), dtype=bool)
    for record in holding(origin.lat, origin.lon, MODE)[:1]:
        on_roads, driven = _driven(record, origin, there)
        minutes = np.where(on_roads, driven, minutes)
    return minutes, on_roads


def density_of(commune: str) -> int:
    """The class of a commune by its code, 0 the densest; the usual one for what the figures do not name."""
    return _density_ranks().get(commune, DENSITY_RANK[USUAL_DENSITY])


def _modelled(here: Places, there: Places) -> np.ndarray:
    """Minutes from the one place here ``(n,)``."""
    km = km_of_chord(np.linalg.norm(there.unit_vectors() - here.unit_vectors(), axis=1))
    return CrowFlight().minutes(km, here.density, there.density)


def _driven(record: NetworkRecord, origin: Origin, there: Places) -> tuple[np.ndarray, np.ndarray]:
    """Whether the network holds the origin and each place ``(n,)``, and minutes ``(n,)``, NaN where no way leads."""
    try:
        return _asked_of(record, origin.lat, origin.lon, there.lat.tobytes(), there.lon.tobytes())
    except MaillageError as error:
        log.warning("Minutes are those of the model: %s", error)
        return np.zeros(len(there), dtype=bool), np.full(len(there), np.nan)


@lru_cache(maxsize=KEPT_WAYS)
def _asked_of(record: NetworkRecord, lat: float, lon: float, lats: bytes, lons: bytes) -> tuple[np.ndarray, np.ndarray]:
    """Imported here: who asks where no network is installed does not wait for the road engine."""
    from maillage.engine.sources.roads.network import positions
    from maillage.engine.travel.roads.journey import FARTHEST_M

    network = opened(record)
    start, points = positions(np.array([lat]), np.array([lon])), positions(np.frombuffer(lats), np.frombuffer(lons))
    seconds, on_road = network.spread(start[0], points)
    west, south, east, north = record.cut or record.bounds
    inside = (points >= (west, south)).all(axis=1) & (points <= (east, north)).all(axis=1)
    near = network.place(start).metres[0] <= FARTHEST_M
    return near & inside & (on_road.metres <= FARTHEST_M), seconds / 60


def _places(lat: Sequence[float], lon: Sequence[float], communes: Sequence[str]) -> Places:
    density = [density_of(commune) for commune in communes]
    return Places(np.array(communes), np.array(lat), np.array(lon), np.array(density, dtype=np.int8))


@lru_cache(maxsize=1)
def _density_ranks() -> Mapping[str, int]:
    return reference().communes["density_class"].map(DENSITY_RANK).dropna().astype(int).to_dict()
