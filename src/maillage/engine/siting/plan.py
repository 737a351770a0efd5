"""The answer of every siting model: the sites, whom each serves, and how far from the best it may be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from ..access.nearest import nearest
from ..travel.pairs import Pairs


class Conflict(NamedTuple):
    """Wishes that cannot hold together: without any one of them, the others can.

    ``would_give``: what each would have to become if it alone gave way, in words; empty where no value helps.
    """

    wishes: tuple[str, ...]
    would_give: dict[str, str]


@dataclass(frozen=True)
class Plan:
    """``goal``: the model; ``opened (k,)``: numbers of the open candidates, those that exist included, in order.

    ``value`` of the goal, and its proven ``bound``: no plan can be better (below it where the goal is to be least,
    above it where it is to be most). ``site (n,)``: the open candidate that serves each place of demand, the nearest
    unless capacities are wished; -1 where none is in reach. ``minutes (n,)``: to it; NaN where none.
    """

    goal: str
    opened: np.ndarray
    value: float
    bound: float
    site: np.ndarray
    minutes: np.ndarray

    feasible = True

    @property
    def gap(self) -> float:
        """How far from the best it may be, as a share of the value; 0 when proven best."""
        return abs(self.value - self.bound) / max(abs(self.value), 1e-9)

    @property
    def proven(self) -> bool:
        """Within the solver's arithmetic of the best (1e-6)."""
        return self.gap <= 1e-6


@dataclass(frozen=True)
class NoPlan:
    """No choice of sites fulfils the wishes (``conflict``); or none was found before time was up (no conflict)."""

    goal: str
    conflict: Conflict | None

    feasible = False


def nearest_open(pairs: Pairs, opened: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Which open candidate is nearest to each place, and its minutes: ``(n,)`` -1 and NaN where none is in reach.

    Of two that are equally near, the first of the list.
    """
    is_open = np.zeros(pairs.shape[1])
    is_open[opened] = 1.0
    found = nearest(pairs, is_open)
    return found.destination, found.minutes
