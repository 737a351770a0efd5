"""Which of two moments at two places is the better one for somebody who has to get there."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

# A day earlier is worth a way that is ten minutes longer.
MINUTES_A_DAY = 10


class Order(StrEnum):
    """``BALANCED``: by minutes of travel, ten more for every day of waiting. ``NEAREST``: whatever the day.
    ``SOONEST``: whatever the way."""

    BALANCED = "balanced"
    NEAREST = "nearest"
    SOONEST = "soonest"


def rank(order: Order, minutes: float, days: int, starts_at: datetime, place: int) -> tuple[float, ...]:
    """The lower the better. It never falls while ``minutes`` or the moment grow: ``days`` from today until it."""
    at = starts_at.timestamp()
    if order is Order.SOONEST:
        return at, minutes, place
    if order is Order.NEAREST:
        return minutes, at, place
    return minutes + MINUTES_A_DAY * days, at, minutes, place
