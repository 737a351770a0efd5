"""A place as one writes it, minutes as one may ask for them, and how precisely an estimate is told. Plain values in,
decisions out."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

# The areas of the pages.
MINUTES = (10.0, 15.0, 20.0, 30.0)
# The areas that one question may ask for.
AREAS_AT_MOST, MINUTES_AT_MOST = 6, 60.0
# A place is told to about ten metres.
PLACE_DECIMALS = 4
FIGURES_TOLD = 3

_NUMBER = r"[+-]?\d{1,3}(?:%s\d+)?"
_PLACES = tuple(
    re.compile(rf"\s*({_NUMBER % point})\s*{between}\s*({_NUMBER % point})\s*")
    for point, between in ((r"\.", r"(?:[,;]|\s)"), (",", r"(?:;|\s|,\s)"))
)

# Line of each area, from the fewest minutes: what tells them apart without colour.
DASHES = ("", "8 3", "4 3", "1.5 3")
# Areas lie on one another, so that one pale colour gives as many shades as there are areas.
SHADE = 0.17


@dataclass(frozen=True)
class Band:
    """How the area of some minutes is drawn: ``shade`` is how opaque it is where all larger areas lie under it."""

    minutes: float
    dash: str
    width: float
    shade: float


def bands(minutes: Sequence[float]) -> list[Band]:
    """From the fewest minutes. The line of the fewest is the strongest."""
    ordered = sorted(set(minutes))
    return [
        Band(
            each,
            DASHES[min(rank, len(DASHES) - 1)],
            max(2.6 - 0.4 * rank, 1.4),
            round(1 - (1 - SHADE) ** (len(ordered) - rank), 3),
        )
        for rank, each in enumerate(ordered)
    ]


def point_of(text: str) -> tuple[float, float] | None:
    """``48.8986, 2.0936``, ``48,8986 2,0936`` or ``48,8986 ; 2,0936`` → latitude, longitude; None for other words."""
    for written in _PLACES:
        if match := written.fullmatch(text):
            lat, lon = (float(part.replace(",", ".")) for part in match.groups())
            return (lat, lon) if abs(lat) <= 90 and abs(lon) <= 180 else None
    return None


def written(lat: float, lon: float) -> str:
    """A place as its address has it: ``48.8986,2.0936``."""
    return f"{lat:.{PLACE_DECIMALS}f},{lon:.{PLACE_DECIMALS}f}"


def told(estimate: float) -> int:
    """An estimate to three figures, 97 303 → 97 300: more would claim what it does not know."""
    if estimate < 10**FIGURES_TOLD:
        return round(estimate)
    step = 10 ** (math.floor(math.log10(estimate)) + 1 - FIGURES_TOLD)
    return round(estimate / step) * step


def minutes_of(text: str) -> tuple[float, ...] | None:
    """``10,15,20`` → minutes, each once; None where a part is no whole number of minutes, or they are too many."""
    parts = text.split(",")
    if not all(re.fullmatch(r"\s*[0-9]{1,3}\s*", part) for part in parts):
        return None
    minutes = sorted({float(part) for part in parts})
    may = minutes[0] >= 1 and minutes[-1] <= MINUTES_AT_MOST and len(minutes) <= AREAS_AT_MOST
    return tuple(minutes) if may else None
