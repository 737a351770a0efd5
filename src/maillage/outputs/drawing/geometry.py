"""From degrees to the drawing: project, simplify to what the eye can see, write short paths."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely

# In units of the drawing: the square root of the area that a corner must enclose to be kept.
# The neighbours matter less.
TOLERANCE = 2.5
BACKGROUND_TOLERANCE = 5.0


@dataclass(frozen=True)
class Frame:
    """An equirectangular projection, true to scale at its middle latitude, fitted into a drawing.

    Good to a thousandth for a département; for the whole of France it flattens the north by a few percent.
    """

    west: float
    north: float
    scale: float
    squeeze: float
    left: float
    top: float
    width: float
    height: float

    @classmethod
    def fit(
        cls, bounds: tuple[float, float, float, float], *, width: float, max_height: float, margin: float = 8
    ) -> Frame:
        """The frame of ``bounds`` (west, south, east, north in degrees), ``width`` wide and at most ``max_height``."""
        west, south, east, north = bounds
        squeeze = float(np.cos(np.radians((south + north) / 2)))
        across, down = max((east - west) * squeeze, 1e-6), max(north - south, 1e-6)
        scale = min((width - 2 * margin) / across, (max_height - 2 * margin) / down)
        height = down * scale + 2 * margin
        return cls(west, north, scale, squeeze, (width - across * scale) / 2, margin, width, height)

    def project(self, points: np.ndarray) -> np.ndarray:
        """``(n, 2)`` longitudes and latitudes to the drawing's x and y."""
        return np.column_stack(
            (
                (points[:, 0] - self.west) * self.squeeze * self.scale + self.left,
                (self.north - points[:, 1]) * self.scale + self.top,
            )
        )

    def geometries(self, outlines: gpd.GeoSeries, *, tolerance: float = TOLERANCE) -> np.ndarray:
        """Outlines in the drawing's units, ``(n,)``, none missing; simplified together, so that no gap opens between
        two neighbours.
        """
        projected = shapely.transform(np.asarray(outlines.array, dtype=object), self.project)
        return shapely.coverage_simplify(projected, tolerance)


def path(geometry: shapely.Geometry) -> str:
    """The ``d`` of a polygon or of several: relative moves, one decimal; rings too small to see are left out."""
    return "".join(_ring(shapely.get_coordinates(ring)) for ring in _rings(geometry))


def _rings(geometry: shapely.Geometry) -> np.ndarray:
    polygons = shapely.get_parts(geometry)
    return shapely.get_rings(polygons[shapely.get_type_id(polygons) == 3])


def _ring(points: np.ndarray) -> str:
    """Tenths are counted as integers, so that rounding never adds up along the ring."""
    tenths = np.round(points[:-1] * 10).astype(int)
    moved = np.ones(len(tenths), dtype=bool)
    moved[1:] = np.any(np.diff(tenths, axis=0) != 0, axis=1)
    tenths = tenths[moved]
    if len(tenths) < 3:
        return ""
    return f"M{_numbers(tenths[0])}l{_numbers(np.diff(tenths, axis=0).ravel())}z"


def _numbers(tenths: np.ndarray) -> str:
    """Numbers side by side, with a space only where two would run into one: 12 -5 30 → 1.2-.5 3."""
    return " ".join(map(_tenth, tenths.tolist())).replace(" -", "-")


def _tenth(tenths: int) -> str:
    """12 → 1.2, -5 → -.5, 30 → 3."""
    sign, (whole, rest) = ("-" if tenths < 0 else ""), divmod(abs(tenths), 10)
    if not rest:
        return f"{sign}{whole}"
    return f"{sign}{whole or ''}.{rest}"
