"""Where France is: its communes of today, and whether a point can be in one of them."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
from scipy.spatial import cKDTree

from ..reference import load_reference

EARTH_RADIUS_KM = 6371.0088
# From the point of a commune to its farthest house: a square of its size, and what addresses err by.
MARGIN_KM = 20.0
# Around the point of the nearest commune: the largest communes of mainland France are some 30 km across.
MAINLAND_REACH_KM = 25.0
# South, west, north, east, in degrees. Mainland and Corsica, then each territory overseas.
MAINLAND = (41.2, -5.3, 51.2, 9.7)
OVERSEAS = (
    (15.7, -61.9, 16.6, -60.9),  # Guadeloupe
    (17.8, -63.3, 18.2, -62.7),  # Saint-Martin, Saint-Barthélemy
    (14.3, -61.3, 15.0, -60.7),  # Martinique
    (2.0, -54.7, 5.9, -51.5),  # Guyane
    (-21.5, 55.1, -20.8, 55.9),  # La Réunion
    (-13.1, 44.9, -12.5, 45.4),  # Mayotte
    (46.7, -56.5, 47.2, -56.0),  # Saint-Pierre-et-Miquelon
    (-23.0, 163.0, -19.0, 168.5),  # Nouvelle-Calédonie
    (-28.5, -155.0, -7.5, -134.0),  # Polynésie française
    (-14.5, -178.4, -13.0, -176.0),  # Wallis-et-Futuna
)


@dataclass(frozen=True, slots=True)
class Commune:
    """``lat``, ``lon``: its point, None where it has none. ``reach_km``: how far from it the commune may go."""

    code: str
    name: str
    lat: float | None
    lon: float | None
    reach_km: float


@dataclass(frozen=True)
class France:
    """``communes`` of today by code, ``successor`` of those that were, ``by_postcode``: the codes of each postcode."""

    communes: Mapping[str, Commune]
    successor: Mapping[str, str]
    by_postcode: Mapping[str, tuple[str, ...]]

    def commune(self, code: str) -> Commune | None:
        """The commune of today that has, or has taken in, this code: of Paris for its districts."""
        return self.communes.get(code) or self.communes.get(self.successor.get(code, ""))

    def commune_named(self, city: str, postcode: str) -> Commune | None:
        """The one commune of that name, or the only one of the postcode if it names none."""
        codes = self.by_postcode.get(postcode, ())
        wanted = name_key(city)
        named = [code for code in codes if name_key(self.communes[code].name) == wanted]
        only = named or (codes if not city else ())
        return self.communes[only[0]] if len(only) == 1 else None

    def holds(self, lat: float, lon: float) -> bool:
        """Whether the point is in France, near enough to one of its communes."""
        if any(_within(box, lat, lon) for box in OVERSEAS):
            return True
        if not _within(MAINLAND, lat, lon):
            return False
        chord = 2 * math.sin(MAINLAND_REACH_KM / EARTH_RADIUS_KM / 2)
        distance, _ = self._points.query(_vector(lat, lon), distance_upper_bound=chord)
        return bool(np.isfinite(distance))

    @cached_property
    def _points(self) -> cKDTree:
        points = ((each.lat, each.lon) for each in self.communes.values())
        known = [_vector(lat, lon) for lat, lon in points if lat is not None and lon is not None]
        return cKDTree(np.array(known))


def may_hold(commune: Commune, lat: float, lon: float) -> bool:
    """Whether the point can be in that commune. One that has no point may hold any."""
    if commune.lat is None or commune.lon is None:
        return True
    return km_between(commune.lat, commune.lon, lat, lon) <= commune.reach_km


def km_between(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Great-circle distance.

    >>> round(km_between(48.8566, 2.3522, 45.764, 4.8357))
    391
    """
    phi, other_phi = math.radians(lat), math.radians(other_lat)
    half = math.sin((other_phi - phi) / 2) ** 2
    half += math.cos(phi) * math.cos(other_phi) * math.sin(math.radians(other_lon - lon) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(half)))


def name_key(name: str) -> str:
    """A name of a place without what people write in several ways.

    >>> name_key("SAINT ETIENNE CEDEX 2") == name_key("St-Étienne")
    True
    """
    plain = unicodedata.normalize("NFKD", name.lower().replace("œ", "oe").replace("æ", "ae"))
    letters = re.sub(r"[^a-z0-9]+", " ", "".join(sign for sign in plain if not unicodedata.combining(sign)))
    letters = re.sub(r"\bcedex\b.*", "", letters)
    return re.sub(r"\bst(e?)\b", r"saint\1", letters).strip()


@cache
def france() -> France:
    """Of the figures that ship with the package."""
    reference = load_reference()
    frame = reference.commune_columns(["name", "postcodes", "lat", "lon", "area_km2"])
    communes, by_postcode = {}, {}
    for code, name, postcodes, lat, lon, area in frame.itertuples():
        placed = lat == lat
        communes[code] = Commune(
            code, name, lat if placed else None, lon if placed else None, MARGIN_KM + math.sqrt(area if area > 0 else 0)
        )
        for postcode in str(postcodes or "").split():
            by_postcode.setdefault(postcode, []).append(code)
    former = dict(reference.successions)
    return France(communes, former, {postcode: tuple(codes) for postcode, codes in by_postcode.items()})


def _within(box: tuple[float, float, float, float], lat: float, lon: float) -> bool:
    south, west, north, east = box
    return south <= lat <= north and west <= lon <= east


def _vector(lat: float, lon: float) -> tuple[float, float, float]:
    phi, lam = math.radians(lat), math.radians(lon)
    return math.cos(phi) * math.cos(lam), math.cos(phi) * math.sin(lam), math.sin(phi)
