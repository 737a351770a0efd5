"""The travel times that a diagnosis is asked to use, as one writes them. Plain values in, decisions out."""

from __future__ import annotations

import re
from collections.abc import Mapping

CAR, FOOT, BICYCLE = "car", "foot", "bicycle"


def numbers_of(text: str) -> list[float]:
    """``1,5 1,4 1,2``, ``1,5; 1,4; 1,2`` or ``1.5,1.4,1.2`` → numbers.

    A comma is a decimal point where spaces or semicolons separate. Raises ValueError where a part is no number.
    """
    together = text.strip().replace(", ", ",")
    separated = re.split(r"[\s;]+", together)
    parts = together.split(",") if len(separated) == 1 else [part.replace(",", ".") for part in separated]
    return [float(part) for part in parts if part]


def mode_of(roads: Mapping[str, object]) -> str:
    """How one travels in a diagnosis, from what is kept of its roads; the crow-flight model travels by car."""
    return str(roads.get("mode", CAR))
