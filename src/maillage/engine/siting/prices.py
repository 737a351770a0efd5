"""What no assignment with capacities can cost less than: prices for serving each place, and each site for itself.

Whoever serves a place is paid its price; a site that opens takes whom it gains most by (:mod:`.knapsacks`), the wishes
say which sites may open together, and a place is free to go without. The prices climb to where the sum is greatest, by
subgradients. What would cost more than a plan that is known, at the best prices, can be left out for good.

Source: Pirkul (1987), Efficient algorithms for the capacitated concentrator location problem, Computers & Operations
Research 14(3); Lorena & Senne (2004), A column generation approach to capacitated p-median problems, Computers &
Operations Research 31(6).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import highspy
import numpy as np

from .branch import WHOLE
from .knapsacks import Counted, Divided
from .milp import SEED, Model, relaxation
from .wishes import Rule

# Prices are tried so often at most; a step that never helps halves after so many.
TRIED = 300
PATIENCE = 10
SHORTER = 0.7
SHORTEST = 1e-3
# Part of the way that prices came by, which they keep: they zigzag less.
KEPT = 0.3
# Numbers that are looked at in a second, to tell without a clock how long it takes.
LOOKED_AT_A_SECOND = 2e7


class Priced(NamedTuple):
    """``bound``; ``price (n,)``; ``open (m,)``: how much each site opens there; ``reduced (m,)`` cost of opening it."""

    bound: float
    price: np.ndarray
    open: np.ndarray
    reduced: np.ndarray


class Climbed(NamedTuple):
    """``choices``: how much each site opened ``(m,)`` on the way, the last first; ``seconds`` that it took, about."""

    best: Priced
    choices: list[np.ndarray]
    seconds: float


class Sites:
    """The least sum of the values of sites that open, within the wishes (in part, if that is less)."""

    def __init__(self, found: Sequence[Rule], n_sites: int, *, seed: int = SEED) -> None:
        model = Model()
        columns = model.columns(n_sites)
        for rule in found:
            model.rows((columns, rule.matrix), lower=rule.lower, upper=rule.upper)
        self._highs, self._columns = relaxation(model, seed=seed), columns

    def best(self, value: np.ndarray) -> tuple[float, np.ndarray, np.ndarray]:
        """The sum, how much each site opens ``(m,)``, and the reduced costs."""
        self._highs.changeColsCost(len(value), self._columns, value)
        self._highs.run()
        if self._highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            raise AssertionError("wishes that some sites fulfil are fulfilled by parts of sites")
        solution = self._highs.getSolution()
        least = self._highs.getInfo().objective_function_value
        return least, np.array(solution.col_value), np.array(solution.col_dual)


@dataclass(frozen=True)
class Pricing:
    """``cost (m, n)``, infinite for who never goes there; ``beyond (n,)``: of going without."""

    cost: np.ndarray
    beyond: np.ndarray
    divided: Divided
    counted: Counted
    sites: Sites

    @classmethod
    def of(
        cls,
        cost: np.ndarray,
        beyond: np.ndarray,
        weight: np.ndarray,
        capacity: np.ndarray,
        found: Sequence[Rule],
        *,
        seed: int = SEED,
    ) -> Pricing:
        """``weight (n,)``, ``capacity (m,)``; infinity is room for all."""
        capacity = np.minimum(capacity, weight.sum())
        # Who weighs nothing fits anywhere.
        some = np.maximum(weight, weight.sum() * 1e-12)
        counted = Counted.of(cost, weight, capacity)
        return cls(cost, beyond, Divided(cost, some, capacity), counted, Sites(found, len(capacity), seed=seed))

    def climbed(self, cost: float, *, seconds: float) -> Climbed:
        """The best prices found, towards a plan of that ``cost``."""
        nth = min(len(self.cost), 1 + len(self.cost) // 15) - 1
        first = np.minimum(np.partition(self.cost, nth, axis=0)[nth], self.beyond)
        best, took, choices = self._at(first), 0.0, []
        for way in (self.divided, self.counted):
            each = way.looked_at / LOOKED_AT_A_SECOND
            best, tried = self._climb(way, best, cost, int(min(TRIED, seconds / 2 / each)))
            took, choices = took + len(tried) * each, [*tried[::-1], *choices]
        return Climbed(best, choices, took)

    def worth_it(self, best: Priced, cost: float) -> tuple[np.ndarray, np.ndarray]:
        """Sites ``(m,)`` and services ``(m, n)`` that some plan of less than ``cost`` may use."""
        value = self._values(best.price)
        rise = np.where(best.open <= WHOLE, np.maximum(best.reduced, 0.0), 0.0)
        forced = np.maximum(self.divided.with_one(best.price), self.counted.with_one(best.price))
        least = best.bound + rise[:, np.newaxis] + forced - value[:, np.newaxis]
        sites = best.bound + rise < cost
        return sites, sites[:, np.newaxis] & np.isfinite(self.cost) & (least < cost)

    def _climb(self, way: Divided | Counted, best: Priced, cost: float, times: int) -> tuple[Priced, list[np.ndarray]]:
        price, step, stale, direction = best.price, 1.0, 0, np.zeros_like(best.price)
        choices: list[np.ndarray] = []
        for _ in range(times):
            filled = way.filled(price)
            least, opened, _ = self.sites.best(filled.value)
            choices.append(opened)
            bound = float(price.sum()) + least
            if bound > best.bound * (1 + 1e-9):
                best, stale = Priced(bound, price, opened, best.reduced), 0
            else:
                stale += 1
            if stale >= PATIENCE:
                price, step, stale = best.price, step * SHORTER, 0
            lacking = 1.0 - opened @ filled.taken
            # Going without is as cheap as being served.
            lacking[(price >= self.beyond) & (lacking > 0)] = 0.0
            direction = lacking + KEPT * direction
            length = float(direction @ direction)
            if length < 1e-12 or step < SHORTEST or bound >= cost:
                break
            price = np.clip(price + step * (cost - bound) / length * direction, 0.0, self.beyond)
        return self._at(best.price), choices

    def _at(self, price: np.ndarray) -> Priced:
        """What prices prove: of both ways to relax a site, the one that says more."""
        least, opened, reduced = self.sites.best(self._values(price))
        return Priced(float(price.sum()) + least, price, opened, reduced)

    def _values(self, price: np.ndarray) -> np.ndarray:
        return np.maximum(self.divided.filled(price).value, self.counted.filled(price).value)
