"""Everything that the page about a place shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import shapely
from django.conf import settings
from django.utils.translation import gettext as _

from maillage.engine.travel.errors import BandError
from maillage.web.networks import MODE_WORDS, modes
from maillage.web.territories import queries as territories

from ..rules import MINUTES, Band, bands, told
from .crow_flight import MODEL_ERRORS, modelled
from .places import Place
from .reaches import Collection, reach

# How an address names a mode.
SLUGS = {"car": "voiture", "foot": "pied", "bicycle": "velo"}
# The sentence above the page is about this area.
TOLD_MINUTES = 15.0
AROUND_DEGREES = 0.15


@dataclass(frozen=True)
class Area:
    """Estimates, to three figures."""

    band: Band
    people: int
    people_75_plus: int
    communes: int


@dataclass(frozen=True)
class Living:
    """A commune and the share of it that lies in each area, from the fewest minutes."""

    code: str
    name: str
    shares: list[float | None]
    people: int


@dataclass(frozen=True)
class Reach:
    """How far one gets in one mode. ``areas``: from the fewest minutes; ``communes``: those with most people first."""

    mode: str
    collection: Collection
    areas: list[Area]
    communes: list[Living]

    @property
    def slug(self) -> str:
        return SLUGS[self.mode]

    @property
    def words(self) -> str:
        return str(MODE_WORDS[self.mode])

    @property
    def is_model(self) -> bool:
        return "network" not in self.collection

    @property
    def at_edge(self) -> bool:
        return self.collection["at_edge"]

    @property
    def resolution_m(self) -> float:
        return self.collection["resolution_m"]

    @property
    def network(self) -> str:
        return self.collection["network"]

    @property
    def main(self) -> Area:
        """The area that the sentence above the page is about."""
        return min(self.areas, key=lambda area: abs(area.band.minutes - TOLD_MINUTES))

    @property
    def errors(self) -> tuple[BandError, ...]:
        """Of the model."""
        return MODEL_ERRORS

    @property
    def box(self) -> tuple[float, float, float, float]:
        """West, south, east, north of the largest area; an area too small to draw is empty, and has none."""
        largest = self.shapes[max(self.shapes)]
        at = self.collection["at"]
        seen = shapely.Point(at["lon"], at["lat"]).buffer(AROUND_DEGREES) if largest.is_empty else largest
        return tuple(shapely.bounds(seen).round(4).tolist())

    @property
    def shapes(self) -> dict[float, shapely.Geometry]:
        """Minutes → area (EPSG:4326), the largest first."""
        return {
            feature["properties"]["minutes"]: shapely.geometry.shape(feature["geometry"])
            for feature in self.collection["features"]
        }


def reaches(place: Place, *, charge: Callable[[], None], only: str = "") -> list[Reach]:
    """One for each mode that a network knows here; the model's where none does, and none outside France then.

    ``only``: how an address names a mode; where it is known here, the others are not computed. See
    :func:`~.reaches.reach` for ``charge`` and for what is raised.
    """
    wanted = sorted(modes(), key=lambda mode: SLUGS[mode] != only)
    found: list[Reach] = []
    for mode in wanted:
        collection = reach(place.lat, place.lon, mode, MINUTES, charge=charge)
        if collection is not None:
            found.append(_reach(mode, collection))
            if found[0].slug == only:
                break
    if not found and (model := modelled(place, MINUTES)):
        return [_reach("car", model)]
    return found


def chosen(found: list[Reach], slug: str) -> Reach | None:
    """The one whose mode an address names, else the first."""
    return next((each for each in found if each.slug == slug), found[0] if found else None)


def seen(place: Place | None, found: Reach | None) -> tuple[float, float, float, float]:
    """West, south, east, north of what the map opens on: the areas, else the place, else the authority's territory."""
    if found:
        return found.box
    if place:
        return (
            place.lon - AROUND_DEGREES,
            place.lat - AROUND_DEGREES,
            place.lon + AROUND_DEGREES,
            place.lat + AROUND_DEGREES,
        )
    return territories.box_of(territories.get_territory([settings.TERRITORY]).codes)


def drawn_areas(found: Reach) -> dict[str, Any]:
    """What the map draws: areas without the lists of communes."""
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"minutes": feature["properties"]["minutes"], "label": label(feature)},
                "geometry": feature["geometry"],
            }
            for feature in found.collection["features"]
            if feature["geometry"]["coordinates"]
        ],
    }


def label(feature: Mapping[str, Any]) -> str:
    return _("%(minutes)d min") % {"minutes": feature["properties"]["minutes"]}


def _reach(mode: str, collection: Collection) -> Reach:
    ascending = [feature["properties"] for feature in reversed(collection["features"])]
    return Reach(
        mode,
        collection,
        [
            Area(band, told(area["people"]), told(area["people_75_plus"]), len(area["communes"]))
            for band, area in zip(bands([area["minutes"] for area in ascending]), ascending, strict=True)
        ],
        _communes(ascending),
    )


def _communes(areas: list[Mapping[str, Any]]) -> list[Living]:
    """Those of the largest area, from the most people in it."""
    shares = [{each["code"]: each["share"] for each in area["communes"]} for area in areas]
    return [
        Living(each["code"], each["name"], [share.get(each["code"]) for share in shares], told(each["people"]))
        for each in areas[-1]["communes"]
    ]
