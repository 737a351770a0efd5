"""How wrong a router is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class BandError:
    """Error of the model on real pairs whose real time lies in ``[from_minutes, to_minutes)``; all in minutes."""

    from_minutes: float
    to_minutes: float
    pairs: int
    mean_absolute: float
    bias: float
    p90_absolute: float
