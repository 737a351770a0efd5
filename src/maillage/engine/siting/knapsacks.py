"""Whom each site would rather serve at given prices, if it had nobody else to think of: one knapsack a site.

    value_j = min Σ_i (cost_ij − price_i) x_ij    subject to  Σ_i weight_i x_ij ≤ capacity_j

Relaxed in one of two ways, both for all sites at once: people may be divided, or are counted in few units, downwards.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

# Units that a capacity is counted in at most. Small whole numbers are counted as they are.
UNITS = 250


class Filled(NamedTuple):
    """``value (m,)``: no filling is worth less; ``taken (m, n)``: whom each site takes, perhaps in part."""

    value: np.ndarray
    taken: np.ndarray


@dataclass(frozen=True)
class Divided:
    """Places may be divided. ``cost (m, n)``, infinite for who never goes there; ``weight (n,)``; ``capacity (m,)``."""

    cost: np.ndarray
    weight: np.ndarray
    capacity: np.ndarray

    @property
    def looked_at(self) -> float:
        """Numbers that one filling looks at."""
        return self.cost.size

    def filled(self, price: np.ndarray) -> Filled:
        gain, order, part = self._parts(price)
        taken = np.zeros_like(gain)
        np.put_along_axis(taken, order, part, axis=1)
        return Filled(-(gain * taken).sum(axis=1), taken)

    def with_one(self, price: np.ndarray) -> np.ndarray:
        """``(m, n)``: no filling that holds a place is worth less; room for it is taken from those who gain least."""
        filled, (gain, order, part) = self.filled(price), self._parts(price)
        weight = self.weight[order]
        full = (part * weight).sum(axis=1) >= self.capacity * (1 - 1e-12)
        last = np.where(part > 0, np.arange(part.shape[1]), -1).max(axis=1).clip(0)[:, np.newaxis]
        ratio = np.take_along_axis(np.take_along_axis(gain, order, 1), last, 1) / np.take_along_axis(weight, last, 1)
        room = np.where(full, ratio[:, 0], 0.0)
        return np.maximum(
            self.cost - price + filled.value[:, np.newaxis] + np.outer(room, self.weight), filled.value[:, np.newaxis]
        )

    def _parts(self, price: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Gains ``(m, n)``, the order of places by gain for their weight, and the part taken of each in that order."""
        gain = np.maximum(price - self.cost, 0.0)
        order = np.argsort(-gain / self.weight, axis=1, kind="stable")
        asked = np.where(np.take_along_axis(gain, order, axis=1) > 0, self.weight[order], 0.0)
        before = np.cumsum(asked, axis=1) - asked
        part = np.clip((self.capacity[:, np.newaxis] - before) / self.weight[order], 0.0, 1.0) * (asked > 0)
        return gain, order, part


@dataclass(frozen=True)
class Counted:
    """Places are whole, and their weights are rounded down to units: exact where the numbers are small and whole."""

    cost: np.ndarray
    weight: np.ndarray
    capacity: np.ndarray

    @classmethod
    def of(cls, cost: np.ndarray, weight: np.ndarray, capacity: np.ndarray) -> Counted:
        whole = (weight == np.rint(weight)).all() and (capacity == np.rint(capacity)).all()
        scale = 1.0 if whole and capacity.max() <= UNITS else UNITS / capacity.max()
        units = (np.floor(amount * scale + 1e-9).astype(int) for amount in (weight, capacity))
        return cls(np.where(weight <= capacity[:, np.newaxis], cost, np.inf), *units)

    @property
    def looked_at(self) -> float:
        """Numbers that one filling looks at, of which units are faster than the sorting of the other way."""
        return self.cost.size * (1.0 + self.capacity.max() / 30)

    def filled(self, price: np.ndarray) -> Filled:
        best, taking = self._best(price)
        site, room = np.arange(len(self.capacity)), self.capacity.copy()
        taken = np.zeros(self.cost.shape)
        for place, (sites, takes) in reversed(taking.items()):
            chosen = np.zeros(len(site), dtype=bool)
            chosen[sites] = takes[np.arange(len(sites)), room[sites]]
            taken[chosen, place] = 1.0
            room[chosen] -= self.weight[place]
        return Filled(-best[site, self.capacity], taken)

    def with_one(self, price: np.ndarray) -> np.ndarray:
        best, _ = self._best(price)
        site = np.arange(len(self.capacity))[:, np.newaxis]
        left = np.maximum(self.capacity[:, np.newaxis] - self.weight, 0)
        return np.maximum(self.cost - price - best[site, left], -best[site, self.capacity[:, np.newaxis]])

    def _best(self, price: np.ndarray) -> tuple[np.ndarray, dict[int, tuple[np.ndarray, np.ndarray]]]:
        """The most ``(m, units + 1)`` that each room is worth; and of each place, which sites take it at which room."""
        gain, most = price - self.cost, int(self.capacity.max())
        best, taking = np.zeros((len(self.capacity), most + 1)), {}
        for place in np.flatnonzero((gain > 0).any(axis=0)).tolist():
            sites, weight = np.flatnonzero(gain[:, place] > 0), self.weight[place]
            without = best[sites]
            with_it = without[:, : most + 1 - weight] + gain[sites, place, np.newaxis]
            takes = np.zeros(without.shape, dtype=bool)
            takes[:, weight:] = with_it > without[:, weight:]
            without[:, weight:] = np.maximum(without[:, weight:], with_it)
            best[sites] = without
            taking[place] = sites, takes
        return best, taking
