"""Minutes by car from the distance as the crow flies: a declared model, with its error.

    minutes = terminal_minutes + km · (pace(origin) + pace(destination)) / 2        0 inside a commune

``pace`` (minutes a crow-flight km) depends on the density class of each end. The defaults were fitted by
:mod:`.calibrate` on the real OSRM matrix between the 512 communes of Isère (2021, OpenStreetMap, ODbL); the fit
is repeated by the tests. It knows neither rivers nor mountains nor traffic: that is what its error measures.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.spatial import cKDTree

from ..sources.density import DENSITY_LEVELS
from ..territory.places import Places
from ..territory.sphere import chord_of_km, km_of_chord
from .errors import BandError
from .pairs import Pairs

# Measured on Isère by the fit that gave the default coefficients below; the tests measure it again.
ISERE_ERRORS = (
    BandError(0, 10, 2417, 1.6, 0.9, 3.3),
    BandError(10, 15, 3934, 2.2, 0.2, 4.5),
    BandError(15, 20, 5924, 3.0, 0.2, 6.4),
    BandError(20, 30, 17581, 4.4, 1.3, 9.8),
)


@dataclass(frozen=True)
class CrowFlight:
    """The model; immutable. ``pace_minutes_per_km`` has one value a density class, from the densest."""

    terminal_minutes: float = 2.35
    pace_minutes_per_km: tuple[float, ...] = (1.43, 1.37, 1.45, 1.42, 1.35, 1.63, 2.18)
    calibrated_on: str = "Isère, 512 communes, temps OSRM 2021"
    errors: tuple[BandError, ...] = ISERE_ERRORS

    def __post_init__(self) -> None:
        if len(self.pace_minutes_per_km) != len(DENSITY_LEVELS):
            raise ValueError(f"one pace a density class is needed: {len(DENSITY_LEVELS)}")
        if self.terminal_minutes < 0 or min(self.pace_minutes_per_km) <= 0:
            raise ValueError("terminal minutes must be >= 0 and paces > 0")

    @property
    def label(self) -> str:
        """Shown beside every figure that uses it."""
        return f"modèle à vol d'oiseau calé sur des temps réels ({self.calibrated_on})"

    @property
    def approximate(self) -> bool:
        """Always: it is a model."""
        return True

    def reach_km(self, minutes: float) -> float:
        """The farthest that any pair can be within ``minutes``."""
        return max(minutes - self.terminal_minutes, 0.0) / min(self.pace_minutes_per_km)

    def minutes(self, km: np.ndarray, origin_density: np.ndarray, destination_density: np.ndarray) -> np.ndarray:
        """Minutes of pairs ``(n,)`` from km and density classes ``(n,)``; places on the same point: 0."""
        pace = np.asarray(self.pace_minutes_per_km)
        along = km * (pace[origin_density] + pace[destination_density]) / 2
        return np.where(km > 0, self.terminal_minutes + along, 0.0)

    def pairs(self, origins: Places, destinations: Places, *, within_minutes: float) -> Pairs:
        """All pairs within the bound; memory grows with the pairs found, never with all pairs."""
        near = _near(origins, destinations, self.reach_km(within_minutes))
        origin, destination = near["i"], near["j"]
        minutes = self.minutes(km_of_chord(near["v"]), origins.density[origin], destinations.density[destination])
        shape = (len(origins), len(destinations))
        return Pairs.from_lists(origin, destination, minutes, shape=shape, within_minutes=within_minutes)


def _near(origins: Places, destinations: Places, km: float) -> np.ndarray:
    """Structured array (i, j, v = chord) of the pairs within ``km``, equal points included."""
    here = cKDTree(origins.unit_vectors())
    there = here if origins is destinations else cKDTree(destinations.unit_vectors())
    return here.sparse_distance_matrix(there, chord_of_km(km), output_type="ndarray")
