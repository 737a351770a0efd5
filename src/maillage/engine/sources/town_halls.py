"""Where a commune is: at its town hall, unless the published point cannot be right."""

from __future__ import annotations

from dataclasses import replace

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from .source import Table

# A few metres over the border are drawing; beyond this, an address was looked up in another place.
TOLERANCE_M = 500.0
METRES_PER_DEGREE = 111_195.0


def at_town_halls(communes: Table, outlines: gpd.GeoDataFrame) -> Table:
    """``lat``, ``lon``: the town hall, or the centre of a commune whose town hall is unknown or outside its outline.

    ``communes`` has ``lat``, ``lon`` (town halls) and ``centre_lat``, ``centre_lon``, which are dropped; ``outlines``
    (EPSG:4326) are indexed by commune code. Says in its notes how many were placed at their centre, and why.
    """
    frame = communes.frame
    centred = frame["centre_lat"].notna()
    unknown = frame["lat"].isna() & centred
    elsewhere = (metres_outside(frame, outlines) > TOLERANCE_M) & centred
    moved = unknown | elsewhere
    placed = frame.assign(
        lat=frame["lat"].mask(moved, frame["centre_lat"]), lon=frame["lon"].mask(moved, frame["centre_lon"])
    )
    counted = {
        "communes placées à leur centre, faute de mairie": int(unknown.sum()),
        "communes placées à leur centre, la mairie étant donnée hors de la commune": int(elsewhere.sum()),
        "communes sans coordonnées": int(placed["lat"].isna().sum()),
    }
    notes = [f"{number} {what}" for what, number in counted.items() if number]
    return replace(communes, frame=placed.drop(columns=["centre_lat", "centre_lon"]), notes=(*notes, *communes.notes))


def metres_outside(points: pd.DataFrame, outlines: gpd.GeoDataFrame) -> pd.Series:
    """Metres ``(n,)`` from each point (``lat``, ``lon``) to the outline of the same code; 0 inside, NaN unknown."""
    shapes = outlines.geometry.reindex(points.index)
    known = points["lat"].notna() & shapes.notna()
    at = shapely.points(points.loc[known, "lon"], points.loc[known, "lat"])
    ends = shapely.get_coordinates(shapely.shortest_line(at, shapes[known].to_numpy())).reshape(-1, 2, 2)
    east, north = (ends[:, 1] - ends[:, 0]).T
    east = east * np.cos(np.radians(ends[:, 0, 1]))
    metres = pd.Series(np.nan, index=points.index)
    metres[known] = np.hypot(east, north) * METRES_PER_DEGREE
    return metres
