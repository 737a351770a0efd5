"""Outlines light enough to ship and to draw, that still fit together."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

# Degrees. The first is some 50 m, less than a pixel of a département drawn on a screen.
COMMUNE_TOLERANCE = 0.0005
DEPARTEMENT_TOLERANCE = 0.01
COMMUNE_PRECISION = 1e-5
DEPARTEMENT_PRECISION = 1e-4


def simplified_communes(outlines: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Neighbours are simplified together (Visvalingam on shared edges), so that no gap opens between them."""
    light = shapely.coverage_simplify(outlines.geometry.to_numpy(), COMMUNE_TOLERANCE)
    return _with(outlines, _rounded(light, COMMUNE_PRECISION))


def departement_outlines(
    outlines: gpd.GeoDataFrame, departement: pd.Series, departements: pd.DataFrame
) -> gpd.GeoDataFrame:
    """``departements`` with the union of their communes' outlines; none where no commune has one.

    ``departement`` is that of each row of ``outlines``.
    """
    polygons = outlines.geometry.to_numpy()
    codes = departement.reindex(outlines.index).to_numpy(str)
    drawn = sorted(set(codes) & set(departements.index))
    unions = _without_gaps(np.array([_union(polygons[codes == code]) for code in drawn]))
    light = _rounded(shapely.coverage_simplify(unions, DEPARTEMENT_TOLERANCE), DEPARTEMENT_PRECISION)
    geometry = gpd.GeoSeries(light, index=drawn, crs=outlines.crs).reindex(departements.index)
    return gpd.GeoDataFrame(departements.assign(geometry=geometry), geometry="geometry", crs=outlines.crs)


def _union(polygons: np.ndarray) -> shapely.Geometry:
    try:
        union = shapely.coverage_union_all(polygons)
    except shapely.errors.GEOSException:
        union = None
    # In a few hundred places the published outlines overlap by a hair; the general union is ten times slower.
    return union if union is not None and shapely.is_valid(union) else shapely.union_all(polygons)


def _without_gaps(unions: np.ndarray) -> np.ndarray:
    """Fills the holes in which no other union lies: communes without an outline, hairs between neighbours."""
    inside = shapely.STRtree(shapely.point_on_surface(shapely.get_parts(unions)))

    def filled(polygon: shapely.Polygon) -> shapely.Polygon:
        holes = [ring for ring in polygon.interiors if len(inside.query(shapely.Polygon(ring), "contains"))]
        return shapely.Polygon(polygon.exterior, holes)

    return np.array([shapely.union_all([filled(part) for part in shapely.get_parts(union)]) for union in unions])


def _rounded(polygons: np.ndarray, precision: float) -> np.ndarray:
    """Point by point: shared edges are rounded alike. A polygon that this breaks is mended by itself."""
    rounded = shapely.set_precision(polygons, precision, mode="pointwise")
    broken = ~shapely.is_valid(rounded)
    rounded[broken] = shapely.set_precision(polygons[broken], precision, mode="valid_output")
    return rounded


def _with(outlines: gpd.GeoDataFrame, geometry: np.ndarray) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(index=outlines.index, geometry=geometry, crs=outlines.crs)
