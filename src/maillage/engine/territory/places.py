"""Places that one travels between."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..sources.density import DENSITY_LEVELS
from .sphere import unit_vectors


@dataclass(frozen=True)
class Places:
    """``n`` points: codes (str), latitude and longitude (degrees, WGS 84), density class (0 densest … 6)."""

    codes: np.ndarray
    lat: np.ndarray
    lon: np.ndarray
    density: np.ndarray

    def __post_init__(self) -> None:
        lengths = {len(self.codes), len(self.lat), len(self.lon), len(self.density)}
        if len(lengths) != 1:
            raise ValueError(f"codes, lat, lon and density differ in length: {sorted(lengths)}")
        if not (np.isfinite(self.lat).all() and np.isfinite(self.lon).all()):
            raise ValueError("a place has no coordinates; leave it out and say so")

    def __len__(self) -> int:
        return len(self.codes)

    def __getitem__(self, chosen: np.ndarray) -> Places:
        """Some of the places, by number or by mask."""
        return Places(self.codes[chosen], self.lat[chosen], self.lon[chosen], self.density[chosen])

    @classmethod
    def of_communes(cls, communes: pd.DataFrame) -> Places:
        """Town halls of a table indexed by commune code with columns lat, lon, density_class."""
        density = communes["density_class"].map(DENSITY_RANK).fillna(DENSITY_RANK[USUAL_DENSITY])
        return cls(
            communes.index.to_numpy(dtype=str),
            communes["lat"].to_numpy(float),
            communes["lon"].to_numpy(float),
            density.to_numpy(np.int8),
        )

    def unit_vectors(self) -> np.ndarray:
        """``(n, 3)`` points on the unit sphere."""
        return unit_vectors(self.lat, self.lon)


DENSITY_RANK = {level: rank for rank, level in enumerate(DENSITY_LEVELS)}
# More than half of all communes; stands in for the few that the grid does not name.
USUAL_DENSITY = "Rural à habitat dispersé"
