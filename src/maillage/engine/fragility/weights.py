"""How much each axis counts: a political choice, shown beside the index and open to change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from ..errors import IndicatorError
from .axes import AXES, NAMES

DEFAULTS = {axis.name: axis.weight for axis in AXES}


@dataclass(frozen=True)
class Weights:
    """Any non-negative numbers by axis; an axis that is not named counts for nothing.

    Raises IndicatorError for an unknown axis, a number that is negative or none, and if nothing counts.

    >>> Weights({"age": 2, "help": 1}).of("age"), Weights({"age": 2, "help": 1}).of("income")
    (2.0, 0.0)
    """

    by_axis: Mapping[str, float] = field(default_factory=lambda: DEFAULTS)

    def __post_init__(self) -> None:
        unknown = [name for name in self.by_axis if name not in NAMES]
        if unknown:
            raise IndicatorError(f"No axis is called {unknown[0]!r}.", hint="Choose among " + ", ".join(NAMES) + ".")
        wrong = [name for name, weight in self.by_axis.items() if not 0 <= weight < np.inf]
        if wrong:
            raise IndicatorError(
                f"The weight of {' and '.join(wrong)} is negative or missing.",
                hint="Give zero or more; zero leaves an axis out.",
            )
        if not any(self.by_axis.values()):
            raise IndicatorError("No axis has any weight.", hint="Give at least one of them some.")

    def of(self, axis: str) -> float:
        return float(self.by_axis.get(axis, 0.0))

    def array(self, axes: tuple[str, ...]) -> np.ndarray:
        """``(k,)``, in the order of ``axes``."""
        return np.array([self.of(axis) for axis in axes])
