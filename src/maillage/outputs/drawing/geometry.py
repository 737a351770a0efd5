"""From degrees to the drawing: project, simplify to what the eye can see, write short paths."""

from __future__ import annotations

from dataclasses import dataclass

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
        cls,
        bounds: tuple[float, float, float, float],
        *,
        width: float,
        max_height: float,
        margin: float = 8,
        left: float = 0,
        top: float = 0,
    ) -> Frame:
        """The frame of ``bounds`` (west, south, east, north in degrees), ``width`` wide and at most ``max_height``;
        its own corner lies at ``left``, ``top``.
        """
        west, south, east, north = map(float, bounds)
        squeeze = float(np.cos(np.radians((south + north) / 2)))
        across, down = max((east - west) * squeeze, 1e-6), max(north - south, 1e-6)
        scale = min((width - 2 * margin) / across, (max_height - 2 * margin) / down)
        height = down * scale + 2 * margin
        return cls(west, north, scale, squeeze, left + (width - across * scale) / 2, top + margin, width, height)

    def project(self, points: np.ndarray) -> np.ndarray:
        """``(n, 2)`` longitudes and latitudes to the drawing's x and y."""
        return np.column_stack(
            (
                (points[:, 0] - self.west) * self.squeeze * self.scale + self.left,
                (self.north - points[:, 1]) * self.scale + self.top,
            )
        )

    def shapes(self, outlines: np.ndarray, *, tolerance: float = TOLERANCE) -> np.ndarray:
        """Outlines ``(n,)`` in degrees, none missing, in the drawing's units; simplified together, so that no gap
        opens between two neighbours.
        """
        return shapely.coverage_simplify(shapely.transform(outlines, self.project), tolerance)


def paths(shapes: np.ndarray) -> list[str]:
    """The ``d`` of each polygon or multipolygon: relative moves, one decimal; rings too small to see are left out.

    Tenths are counted as integers, so that rounding never adds up along a ring.
    """
    polygons, owner = shapely.get_parts(shapes, return_index=True)
    areas = shapely.get_type_id(polygons) == shapely.GeometryType.POLYGON
    rings, polygon = shapely.get_rings(polygons[areas], return_index=True)
    points, ring = shapely.get_coordinates(rings, return_index=True)
    tenths = np.round(points * 10).astype(int)
    starts = np.searchsorted(ring, np.arange(len(rings) + 1))
    written = [""] * len(shapes)
    for k, shape in enumerate(owner[areas][polygon].tolist()):
        written[shape] += _ring(tenths[starts[k] : starts[k + 1] - 1])
    return written


def _ring(tenths: np.ndarray) -> str:
    """One closed ring ``(n, 2)`` whose last point, the first again, is left out."""
    steps = np.diff(tenths, axis=0)
    steps = steps[(steps != 0).any(axis=1)]
    if len(steps) < 2:
        return ""
    return f"M{_numbers(tenths[0])}l{_numbers(steps.ravel())}z"


def _numbers(tenths: np.ndarray) -> str:
    """Numbers side by side, with a space only where two would run into one: 12 -5 30 → 1.2-.5 3."""
    return " ".join(map(_tenth, tenths.tolist())).replace(" -", "-")


def _tenth(tenths: int) -> str:
    """12 → 1.2, -5 → -.5, 30 → 3."""
    sign, (whole, rest) = ("-" if tenths < 0 else ""), divmod(abs(tenths), 10)
    if not rest:
        return f"{sign}{whole}"
    return f"{sign}{whole or ''}.{rest}"
