"""The ring: neighbours without which an indicator is wrong at the edge, because people cross borders."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.spatial import cKDTree

from ..errors import TerritoryError
from .sphere import chord_of_km, unit_vectors


def located(communes: pd.DataFrame) -> pd.DataFrame:
    """The communes that have coordinates (a few collectivities overseas have none in the reference)."""
    return communes[communes["lat"].notna() & communes["lon"].notna()]


def ring(communes: pd.DataFrame, codes: tuple[str, ...], *, km: float) -> pd.Index:
    """Codes of the located communes outside ``codes`` whose point is within ``km`` of one of theirs.

    With ``km`` = three reaches of the decay, every indicator inside the territory equals that of the national
    computation: supply one reach away, the demand on it two away, and what else that demand can choose, three.
    Raises TerritoryError if no commune of the territory can be located.
    """
    # Of all France and its many columns, only the points are wanted.
    placed = located(communes[["lat", "lon"]])
    inside = placed.index.isin(codes)
    if not inside.any():
        raise TerritoryError(
            "No commune of this territory has coordinates in the reference figures.",
            hint="Collectivities without published outlines cannot be computed.",
        )
    points = unit_vectors(placed["lat"].to_numpy(float), placed["lon"].to_numpy(float))
    outside = np.flatnonzero(~inside)
    if not len(outside):
        return placed.index[:0]
    distance, _ = cKDTree(points[inside]).query(points[outside], distance_upper_bound=chord_of_km(km))
    return placed.index[outside[np.isfinite(distance)]]
