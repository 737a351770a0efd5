"""Traffic: OSRM's times are those of free roads; a declared factor by density class makes peak hours of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...errors import TravelError
from ...territory.places import DENSITY_LEVELS


@dataclass(frozen=True)
class TimeFactors:
    """By what a time on free roads is multiplied, by density class from the densest; the mean of both ends counts.

    The default changes nothing. ``name`` says which hours they stand for. Never fitted commune by commune.
    Raises TravelError where there is not one positive factor a class.
    """

    by_density: tuple[float, ...] = (1.0,) * len(DENSITY_LEVELS)
    name: str = "free roads"

    def __post_init__(self) -> None:
        values = np.asarray(self.by_density, dtype=float)
        if len(values) != len(DENSITY_LEVELS) or not np.isfinite(values).all() or values.min() <= 0:
            raise TravelError(
                f"{', '.join(map(str, self.by_density))} are not factors of time.",
                hint=f"Give {len(DENSITY_LEVELS)} positive numbers, one a density class from the densest: "
                "1.5,1.4,1.2,1.2,1.1,1,1.",
            )

    @property
    def least(self) -> float:
        return min(self.by_density)

    @property
    def changes(self) -> bool:
        """Whether any time differs from that of free roads."""
        return any(factor != 1 for factor in self.by_density)

    def of(self, origin_density: np.ndarray, destination_density: np.ndarray) -> np.ndarray:
        """Factors of pairs ``(k,)`` from the density classes of their ends."""
        factor = np.asarray(self.by_density, dtype=float)
        return (factor[origin_density] + factor[destination_density]) / 2
