"""The part of a map that does not depend on what it shows: drawn once, coloured as often as there are indicators."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from .geometry import BACKGROUND_TOLERANCE, Frame, paths

INSET = 84.0


@dataclass(frozen=True)
class Basemap:
    """Paths by commune code, the territory's edge and its neighbours (one path each), and the point of each name.

    ``frame``: where degrees of the mainland come to lie; None where nothing is drawn.
    """

    width: float
    height: float
    communes: dict[str, str]
    points: dict[str, tuple[float, float]]
    edge: str
    ring: str
    frame: Frame | None = None

    @classmethod
    def of(
        cls,
        outlines: gpd.GeoSeries,
        ring: gpd.GeoSeries | None = None,
        *,
        width: float = 640,
        max_height: float = 760,
    ) -> Basemap:
        """Outlines (EPSG:4326, indexed by code); missing ones are left out. Overseas parts stand in a column of
        insets when there is a mainland beside them.
        """
        drawn = _present(outlines)
        if not len(drawn):
            return cls(width, 0.0, {}, {}, "", "")
        groups = _panels(drawn.index)
        frames = _frames([_bounds(drawn.loc[group]) for group in groups], width, max_height)
        shapes = pd.Series(dtype=object)
        for group, frame in zip(groups, frames, strict=True):
            shapes = pd.concat(
                [shapes, pd.Series(frame.shapes(drawn.loc[group].to_numpy()), index=group, dtype=object)]
            )
        main, geometries = frames[0], shapes.to_numpy()
        height = max(frame.top + frame.height for frame in frames)
        centres = shapely.get_coordinates(shapely.point_on_surface(geometries))
        codes = [str(code) for code in shapes.index]
        around = _ring(ring, main, Frame.fit((0, 0, 1, 1), width=width, max_height=height)) if ring is not None else ""
        return cls(
            width,
            height,
            dict(zip(codes, paths(geometries), strict=True)),
            {code: (float(x), float(y)) for code, (x, y) in zip(codes, centres, strict=True)},
            paths(np.array([_union(geometries)]))[0],
            around,
            main,
        )


def _present(outlines: gpd.GeoSeries) -> pd.Series:
    """Those that can be drawn, as plain objects."""
    series = pd.Series(np.asarray(outlines.array, dtype=object), index=outlines.index)
    return series[~(shapely.is_missing(series.to_numpy()) | shapely.is_empty(series.to_numpy()))]


def _union(shapes: np.ndarray) -> shapely.Geometry:
    """All shapes in one. Fast where neighbours share their borders exactly; official outlines do not everywhere."""
    try:
        return shapely.coverage_union_all(shapes)
    except shapely.errors.GEOSException:
        return shapely.union_all(shapely.set_precision(shapes, 0.1))


def _bounds(outlines: pd.Series) -> tuple[float, float, float, float]:
    west, south, east, north = shapely.total_bounds(outlines.to_numpy())
    return float(west), float(south), float(east), float(north)


def _panels(codes: pd.Index) -> Sequence[pd.Index]:
    """Codes by panel, the mainland first: overseas codes begin with 97 or 98 and three characters name the place."""
    places = pd.Series([code[:3] if code[:2] in {"97", "98"} else "" for code in codes], index=codes)
    return [places.index[places == place] for place in sorted(places.unique())]


def _frames(bounds: Sequence[tuple[float, float, float, float]], width: float, max_height: float) -> list[Frame]:
    """One frame fills the drawing; with insets, the first one leaves them a column on the left."""
    if len(bounds) == 1:
        return [Frame.fit(bounds[0], width=width, max_height=max_height)]
    main = Frame.fit(bounds[0], width=width - INSET, max_height=max_height, left=INSET)
    insets = [Frame.fit(each, width=INSET, max_height=INSET, top=(INSET + 4) * k) for k, each in enumerate(bounds[1:])]
    return [main, *insets]


def _ring(outlines: gpd.GeoSeries, frame: Frame, drawing: Frame) -> str:
    present = _present(outlines).to_numpy()
    if not len(present):
        return ""
    shapes = frame.shapes(present, tolerance=BACKGROUND_TOLERANCE)
    return "".join(paths(shapely.clip_by_rect(shapes, 0, 0, drawing.width, drawing.height)))
