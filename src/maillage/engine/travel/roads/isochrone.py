"""How far one gets from a place: areas that are reached within some minutes.

The time at a point is OSRM's to the nearest road, and the walk from there at 5 km/h. It is known on a grid
of 81 × 81 points over what can be reached (:mod:`.surface`), linear between them: what is finer than the grid is not
drawn. All areas are level sets of that one surface, so that the area of fewer minutes lies inside that of more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import shapely
from contourpy import FillType, contour_generator

from ...errors import TravelError
from ...sources.roads.network import Bounds, RoadNetwork, positions
from .journey import FARTHEST_M
from .surface import surface

WALK_M_PER_MINUTE = 5000 / 60
KM_PER_DEGREE = 111.195
# Points along each side: of the first look, which finds how far one gets, and of the grid.
LOOK, GRID = 21, 81
# Areas are given to a millionth of a degree, a tenth of a metre.
PRECISION = 1e-6


@dataclass(frozen=True)
class Isochrones:
    """``areas``: minutes → polygon or multipolygon (EPSG:4326), from the fewest minutes.

    ``resolution_m``: between two points of the grid. ``at_edge``: the largest area meets the box of the network, so
    that one may get farther than it says.
    """

    areas: dict[float, shapely.Geometry]
    resolution_m: float
    at_edge: bool


def isochrones(network: RoadNetwork, lat: float, lon: float, minutes: Sequence[float]) -> Isochrones:
    """Areas reached from a place within each of ``minutes``.

    Raises TravelError where the place is farther than 1 km from every road, or minutes are not positive.
    """
    if not minutes or not np.isfinite(minutes).all() or min(minutes) <= 0:
        raise TravelError("Areas need minutes above zero.", hint="Give for example 10,15,20,30.")
    start = positions(np.array([lat]), np.array([lon]))[0]
    metres = float(network.place(start[None, :]).metres[0])
    if metres > FARTHEST_M:
        raise TravelError(
            f"{lat:g}, {lon:g} is {metres / 1000:.1f} km from the nearest road of the network.",
            hint="Choose a place within 1 km of a road, or a network that holds it.",
        )
    box = _box(network, lat, lon, max(minutes))
    x, y = (np.linspace(low, high, GRID) for low, high in ((box[0], box[2]), (box[1], box[3])))
    borders = sorted(set(minutes))
    ceiling = 2 * borders[-1]
    values = surface(
        lambda at_x, at_y: _minutes(network, start, at_y, at_x), x, y, borders, around=(lon, lat), ceiling=ceiling
    )
    resolution_m = (
        max(np.ptp(y) * KM_PER_DEGREE, np.ptp(x) * KM_PER_DEGREE * np.cos(np.radians(lat))) / (GRID - 1) * 1000
    )
    areas = {border: _level_set(x, y, values, border) for border in borders}
    largest, whole = areas[borders[-1]], shapely.box(*network.record.bounds)
    inside = shapely.is_empty(largest) or shapely.covers(whole, largest)
    return Isochrones(areas, float(resolution_m), not inside)


def _box(network: RoadNetwork, lat: float, lon: float, minutes: float) -> Bounds:
    """A box that holds what is reached, found by a first, coarse look."""
    west, south, east, north = network.record.bounds
    walk = FARTHEST_M / 1000
    reach = network.record.top_kmh * minutes / 60 + walk
    up, across = reach / KM_PER_DEGREE, reach / KM_PER_DEGREE / np.cos(np.radians(lat))
    margin_up, margin_across = up * walk / reach, across * walk / reach
    x = np.linspace(max(lon - across, west - margin_across), min(lon + across, east + margin_across), LOOK)
    y = np.linspace(max(lat - up, south - margin_up), min(lat + up, north + margin_up), LOOK)
    grid_x, grid_y = np.meshgrid(x, y)
    seconds, _ = network.spread(
        positions(np.array([lat]), np.array([lon]))[0], positions(grid_y.ravel(), grid_x.ravel())
    )
    row, column = np.nonzero(seconds.reshape(LOOK, LOOK) <= minutes * 60)
    step_x, step_y = 1.5 * (x[1] - x[0]), 1.5 * (y[1] - y[0])
    reached_x, reached_y = np.append(x[column], lon), np.append(y[row], lat)
    wanted = (
        reached_x.min() - step_x,
        reached_y.min() - step_y,
        reached_x.max() + step_x,
        reached_y.max() + step_y,
    )
    limits = (west - margin_across, south - margin_up, east + margin_across, north + margin_up)
    low, high = np.maximum(wanted[:2], limits[:2]), np.minimum(wanted[2:], limits[2:])
    return float(low[0]), float(low[1]), float(high[0]), float(high[1])


def _minutes(network: RoadNetwork, start: np.ndarray, lat: np.ndarray, lon: np.ndarray) -> np.ndarray:
    """Minutes ``(k,)`` to points; infinite where one does not get."""
    seconds, on_road = network.spread(start, positions(lat, lon))
    minutes = seconds / 60 + on_road.metres / WALK_M_PER_MINUTE
    minutes[~np.isfinite(minutes) | (on_road.metres > FARTHEST_M)] = np.inf
    return minutes


def _level_set(x: np.ndarray, y: np.ndarray, values: np.ndarray, minutes: float) -> shapely.Geometry:
    """Where the surface is at most ``minutes``; empty where that is less than the grid can show."""
    drawn = contour_generator(x, y, values, fill_type=FillType.OuterOffset, quad_as_tri=True)
    filled: Any = drawn.filled(-1.0, minutes)
    polygons = []
    for outline, ends in zip(*filled, strict=True):
        outer, *holes = (outline[start:stop] for start, stop in pairwise(ends))
        polygons.append(shapely.Polygon(outer, holes))
    return shapely.set_precision(shapely.union_all(polygons), PRECISION) if polygons else shapely.MultiPolygon()
