"""Colours and classes of the maps: readable by colour-blind people, and the same in legend, list and PDF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

# ColorBrewer BrBG (Cynthia Brewer), brown for little and teal for plenty; the two palest classes meet at the threshold.
BROWN_TO_TEAL = ("#543005", "#8c510a", "#bf812d", "#dfc27d", "#c7eae5", "#80cdc1", "#35978f", "#01665e")
# After cividis (Nuñez, Anderton and Renslow 2018), made for colour-blind readers, its yellow end paler: large communes
# are often in the first class. Dark means much.
CIVIDIS = ("#f9eba8", "#dcc978", "#b0a573", "#858378", "#5c6377", "#2c4770", "#00204c")

# Both stand 3:1 from the light and from the dark paper, so lines need not change with the theme.
TEAL = "#2f8f87"
BROWN = "#b87728"
GREY = "#7d858c"
RING = "#ebe8e1"
NO_DATA = "#9aa1a6"


@dataclass(frozen=True)
class Scale:
    """Classes of values: ascending ``breaks``, one more colour; class k holds breaks[k-1] ≤ value < breaks[k]."""

    breaks: tuple[float, ...]
    colours: tuple[str, ...]

    def __post_init__(self) -> None:
        if len(self.colours) != len(self.breaks) + 1:
            raise ValueError(f"{len(self.breaks)} breaks need {len(self.breaks) + 1} colours, not {len(self.colours)}")
        if list(self.breaks) != sorted(set(self.breaks)):
            raise ValueError(f"breaks must ascend: {self.breaks}")

    def classify(self, values: np.ndarray) -> np.ndarray:
        """Class of each value, ``(n,)`` int; -1 where the value is missing."""
        values = np.asarray(values, dtype=float)
        return np.where(np.isnan(values), -1, np.searchsorted(self.breaks, values, side="right"))

    def colour(self, value: float) -> str:
        """The colour of one value, a grey when it is missing."""
        class_index = int(self.classify(np.array([value]))[0])
        return NO_DATA if class_index < 0 else self.colours[class_index]


# The same classes for every territory, so that two maps can be compared.
APL_SCALE = Scale((1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0), BROWN_TO_TEAL)
MINUTES_SCALE = Scale((5.0, 10.0, 15.0, 20.0, 30.0), tuple(CIVIDIS[i] for i in (0, 1, 2, 4, 5, 6)))


def sequential(values: np.ndarray, classes: int = 6) -> Scale:
    """Classes of about equal counts whose breaks are round numbers; fewer classes when values are few."""
    values = np.asarray(values, dtype=float)
    breaks = round_breaks(values[np.isfinite(values)], min(classes, len(CIVIDIS)))
    picks = np.linspace(0, len(CIVIDIS) - 1, len(breaks) + 1).round().astype(int)
    return Scale(breaks, tuple(CIVIDIS[i] for i in picks))


def round_breaks(values: np.ndarray, classes: int) -> tuple[float, ...]:
    """Quantiles rounded to a step of 1, 2 or 5 times a power of ten, each inside the values and once."""
    if len(values) == 0 or values.min() == values.max():
        return ()
    step = nice_step(float(np.quantile(values, 0.9) - np.quantile(values, 0.1)) or float(np.ptp(values)), 2 * classes)
    quantiles = np.quantile(values, np.linspace(0, 1, classes + 1)[1:-1])
    rounded = {round(float(np.round(q / step) * step), 10) for q in quantiles}
    return tuple(sorted(b for b in rounded if values.min() < b <= values.max()))


def nice_step(span: float, parts: int) -> float:
    """The step of 1, 2 or 5 times a power of ten that cuts ``span`` into at most about ``parts``."""
    rough = span / max(parts, 1)
    power = 10.0 ** np.floor(np.log10(rough))
    return float(next(m * power for m in (1, 2, 5, 10) if m * power >= rough * 0.999))


def ticks(low: float, high: float, about: int = 5) -> Sequence[float]:
    """Round numbers from ``low`` to ``high``, about as many as asked."""
    if not high > low:
        return (low,)
    step = nice_step(high - low, about)
    return tuple(round(float(t), 10) for t in np.arange(np.ceil(low / step - 1e-9) * step, high + step * 1e-6, step))
