"""An OpenStreetMap file (.osm.pbf, or Overpass JSON), read to its end before anything is built on it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import osmium
import osmium.filter
import osmium.geom
import osmium.io
import osmium.osm

from ...errors import SourceError
from .network import Bounds

# Speeds (km/h) that no road without a tag of its own exceeds in OSRM's profiles: in a car, 0.8 times 140.
FASTEST_KMH = {"car": 112.0, "bicycle": 25.0, "foot": 6.0}
# OSRM's car profile drives at this part of the speed limit.
LIMIT_SHARE = 0.8
KMH_PER_MPH = 1.609344
# OSRM rounds the time of each stretch of road to a tenth of a second.
ROUNDING = 1.1

DOWNLOAD_AGAIN = "Download it again, or choose an .osm.pbf file or the JSON of the Overpass API."


@dataclass(frozen=True)
class OsmFile:
    """``bounds``: west, south, east, north (degrees) of the data. ``dated``: when it was taken, as the file says it.

    ``fastest_kmh``: no road or ferry in the file is faster, by mode.
    """

    path: Path
    sha256: str
    bounds: Bounds
    dated: str
    roads: int
    fastest_kmh: Mapping[str, float]


def check_osm(path: Path) -> OsmFile:
    """Reads the whole file. Raises SourceError where it is not OpenStreetMap, cut short, or holds no road."""
    if not path.is_file():
        raise SourceError("no such file.", file=str(path), hint="Check the path.")
    try:
        roads, limit_kmh, has_ferry = 0, 0.0, False
        wanted = osmium.filter.KeyFilter("highway", "route")
        for way in osmium.FileProcessor(path, osmium.osm.WAY).with_filter(wanted):
            if "highway" in way.tags:
                roads += 1
                limit_kmh = max(limit_kmh, fastest_limit_kmh(dict(way.tags)))
            has_ferry |= "duration" in way.tags
        ferry_kmh = _fastest_ferry_kmh(path) if has_ferry else 0.0
        with osmium.io.Reader(path) as reader:
            header = reader.header()
            dated = header.get("osmosis_replication_timestamp") or header.get("timestamp") or ""
            box = header.box()
        if not box.valid():
            nodes: Any = osmium.FileProcessor(path, osmium.osm.NODE)
            for node in nodes:
                box.extend(node.location)
    except (RuntimeError, osmium.InvalidLocationError) as error:
        raise unreadable(path, error) from error
    if not roads:
        raise SourceError("there is no road in it.", file=path.name, hint="Choose a file that holds `highway` ways.")
    fastest = {mode: ROUNDING * max(kmh, ferry_kmh) for mode, kmh in FASTEST_KMH.items()}
    fastest["car"] = max(fastest["car"], ROUNDING * LIMIT_SHARE * limit_kmh)
    low, high = box.bottom_left, box.top_right
    return OsmFile(path, sha256_of(path), (low.lon, low.lat, high.lon, high.lat), dated, roads, fastest)


def fastest_limit_kmh(tags: Mapping[str, str]) -> float:
    """The highest speed limit (km/h) that the tags of a way give; 0 where they give no number.

    >>> round(fastest_limit_kmh({"maxspeed": "50", "maxspeed:forward": "70 mph"}), 1)
    112.7
    """
    found = [0.0]
    for key, value in tags.items():
        number = re.match(r"\d+(\.\d+)?", value) if key.startswith("maxspeed") else None
        if number:
            found.append(float(number.group()) * (KMH_PER_MPH if "mph" in value else 1.0))
    return max(found)


def hours_of_duration(text: str) -> float | None:
    """Hours of the ``duration`` tag: ``HH:MM``, ``HH:MM:SS`` or minutes; None where it is something else.

    >>> hours_of_duration("01:30"), hours_of_duration("45"), hours_of_duration("soon")
    (1.5, 0.75, None)
    """
    if re.fullmatch(r"\d+", text):
        return int(text) / 60
    if clock := re.fullmatch(r"(\d+):(\d{1,2})(?::(\d{1,2}))?", text):
        hours, minutes, seconds = (int(part or 0) for part in clock.groups())
        return hours + minutes / 60 + seconds / 3600
    return None


def unreadable(path: Path, error: Exception) -> SourceError:
    return SourceError(
        "it cannot be read to its end as OpenStreetMap data.",
        file=path.name,
        found=str(error).splitlines()[0][:160],
        hint=DOWNLOAD_AGAIN,
    )


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _fastest_ferry_kmh(path: Path) -> float:
    ways: Any = osmium.FileProcessor(path, osmium.osm.NODE | osmium.osm.WAY).with_locations()
    fastest = 0.0
    for way in ways.with_filter(osmium.filter.KeyFilter("duration")):
        hours = hours_of_duration(way.tags.get("duration", "")) if way.is_way() else None
        if hours and all(node.location.valid() for node in way.nodes):
            fastest = max(fastest, osmium.geom.haversine_distance(way.nodes) / 1000 / hours)
    return fastest
