"""Which of two moments at two places is the better one for somebody who has to get there."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from operator import itemgetter

# A day earlier is worth a way that is ten minutes longer.
MINUTES_A_DAY = 10


class Order(StrEnum):
    """``BALANCED``: by minutes of travel, ten more for every day of waiting. ``NEAREST``: whatever the day.
    ``SOONEST``: whatever the way."""

    BALANCED = "balanced"
    NEAREST = "nearest"
    SOONEST = "soonest"


def rank(order: Order, minutes: float, days: int, starts_at: datetime, place: int = 0) -> tuple[float, ...]:
    """The lower the better. It never falls while minutes, the moment or the number of the place grow; ``days``: from
    today until the moment, by the clocks of the place."""
    at = starts_at.timestamp()
    if order is Order.SOONEST:
        return at, minutes, place
    if order is Order.NEAREST:
        return minutes, at, place
    return minutes + MINUTES_A_DAY * days, at, minutes, place


class Best[Item]:
    """The ``at_most`` best of what was offered so far, from the best on."""

    def __init__(self, at_most: int) -> None:
        self.at_most = at_most
        self._kept: list[tuple[tuple[float, ...], Item]] = []

    def __iter__(self) -> Iterator[Item]:
        return (item for _, item in self._kept)

    def would_take(self, rank: tuple[float, ...]) -> bool:
        return len(self._kept) < self.at_most or rank < self._kept[-1][0]

    def offer(self, rank: tuple[float, ...], item: Item) -> None:
        if self.would_take(rank):
            insort(self._kept, (rank, item), key=itemgetter(0))
            del self._kept[self.at_most :]
