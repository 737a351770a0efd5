"""``maillage roads isochrone``: the areas around a place and who lives in them, as GeoJSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from ..engine.errors import TravelError
from ..engine.sources.reference import Reference
from ..engine.sources.roads.network import RoadNetwork
from ..engine.travel.roads.inhabitants import inhabitants
from ..engine.travel.roads.isochrone import isochrones
from ..outputs.write import replacing

# Communes whose outline meets an area have their town hall at most this far from it.
NEAR_DEGREES = 0.5
METHOD = (
    "OSRM times to the nearest road and the walk from it at 5 km/h, on a grid, linear between its points; people of a "
    "commune by the share of its surface that lies in the area"
)


def isochrone_features(
    network: RoadNetwork, reference: Reference, lat: float, lon: float, minutes: Sequence[float]
) -> dict[str, Any]:
    """A GeoJSON FeatureCollection: one feature for each of ``minutes``, the largest first so that all can be seen.

    Properties of a feature: ``minutes``, ``mode``, ``people``, ``people_75_plus`` (whole) and ``communes`` (code,
    name, share, people). Of the collection: ``at``, ``network``, ``resolution_m``, ``at_edge``, ``method``.
    Raises TravelError.
    """
    found = isochrones(network, lat, lon, minutes)
    largest = max(found.areas.values(), key=shapely.area)
    west, south, east, north = shapely.bounds(largest) + NEAR_DEGREES * np.array((-1, -1, 1, 1))
    communes = reference.communes
    near = communes["lat"].between(south, north) & communes["lon"].between(west, east)
    outlines = reference.outlines(communes.index[near].tolist())
    features = []
    for within, area in sorted(found.areas.items(), reverse=True):
        living = inhabitants(area, communes, outlines)
        properties = {
            "minutes": within,
            "mode": network.record.mode,
            "people": round(living["people"].sum()),
            "people_75_plus": round(living["people_75_plus"].sum()),
            "communes": [
                {"code": code, "name": row["name"], "share": round(row["share"], 4), "people": round(row["people"])}
                for code, row in living.fillna({"people": 0}).iterrows()
            ],
        }
        features.append({"type": "Feature", "properties": properties, "geometry": shapely.geometry.mapping(area)})
    return {
        "type": "FeatureCollection",
        "at": {"lat": lat, "lon": lon},
        "network": f"{network.record.name} ({network.record.file} {network.record.dated[:10]}".rstrip() + ")",
        "licence": "ODbL, © OpenStreetMap contributors",
        "resolution_m": round(found.resolution_m),
        "at_edge": found.at_edge,
        "method": METHOD,
        "features": features,
    }


def write_isochrones(features: dict[str, Any], out: Path) -> None:
    """Raises OutputError where ``out`` cannot be written."""
    with replacing(out) as aside:
        aside.write_text(json.dumps(features, ensure_ascii=False) + "\n", encoding="utf-8")


def place_of(text: str) -> tuple[float, float]:
    """``48.8986,2.0936`` → latitude, longitude. Raises TravelError."""
    numbers = numbers_of(text)
    if len(numbers) != 2 or not (abs(numbers[0]) <= 90 and abs(numbers[1]) <= 180):
        raise TravelError(f"--at: {text!r} is not a place.", hint="Write latitude,longitude: 48.8986,2.0936.")
    return numbers[0], numbers[1]


def minutes_of(text: str) -> tuple[float, ...]:
    """``10,15,20`` → minutes. Raises TravelError."""
    numbers = numbers_of(text)
    if not numbers:
        raise TravelError(f"--minutes: {text!r} is not a list of numbers.", hint="Write for example 10,15,20,30.")
    return numbers


def numbers_of(text: str) -> tuple[float, ...]:
    """Numbers between commas; none where any part is something else."""
    try:
        return tuple(float(part) for part in text.split(","))
    except ValueError:
        return ()
