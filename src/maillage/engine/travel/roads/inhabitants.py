"""Who lives in an area."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely

if TYPE_CHECKING:
    import geopandas as gpd


def inhabitants(area: shapely.Geometry, communes: pd.DataFrame, outlines: gpd.GeoDataFrame) -> pd.DataFrame:
    """The communes that meet an area (EPSG:4326), and how many of their people live in it, most first.

    ``communes``: indexed by code, with ``name``, ``population`` and ``share_75_plus_2020``; ``outlines`` likewise. A
    commune counts for the share of its surface that lies in the area, as if its people lived evenly over it. Columns
    ``name``, ``share`` (0 to 1), ``people`` and ``people_75_plus`` (not rounded; NaN where it is not published).
    """
    near = outlines[outlines.intersects(area)]
    whole = near.geometry.to_numpy()
    share = shapely.area(shapely.intersection(whole, area)) / shapely.area(whole)
    known = communes.loc[near.index]
    people = share * known["population"].to_numpy(float)
    table = pd.DataFrame(
        {
            "name": known["name"],
            "share": np.minimum(share, 1.0),
            "people": people,
            "people_75_plus": people * known["share_75_plus_2020"].to_numpy(float),
        },
        index=near.index,
    )
    return table[table["share"] > 0].sort_values("people", ascending=False, kind="stable")
