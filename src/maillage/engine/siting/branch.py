"""Branch and cut over the sites: each node is the relaxation with some sites decided, best bound first.

HiGHS has no lazy constraints, so the tree is ours: small, because it starts from a plan that is nearly best and from
a relaxation that is nearly whole. A node costs a few steps of the dual simplex.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from .bounds import Bounds
from .cuts import Relaxation, Relaxed
from .milp import RELATIVE_GAP

# Nearer to 0 or 1 is whole.
WHOLE = 1e-6


class Best(NamedTuple):
    """The best choice found, its cost, and what no choice can be cheaper than."""

    opened: np.ndarray
    cost: float
    bound: float


@dataclass(order=True)
class Node:
    """``lower``, ``upper (m,)``: the sites decided. Of two nodes of equal bound, the later one: it is deeper."""

    bound: float
    age: int
    lower: np.ndarray = field(compare=False)
    upper: np.ndarray = field(compare=False)
    site: int = field(compare=False, default=-1)
    up: bool = field(compare=False, default=False)
    share: float = field(compare=False, default=1.0)


class PseudoCosts:
    """What deciding a site has raised the bound by until now, a unit of its fraction: which one to decide next."""

    def __init__(self, n_sites: int) -> None:
        self._total = np.zeros((2, n_sites))
        self._times = np.zeros((2, n_sites))

    def learn(self, node: Node, raised: float) -> None:
        if node.site >= 0:
            self._total[int(node.up), node.site] += max(raised, 0.0) / node.share
            self._times[int(node.up), node.site] += 1

    def choose(self, share: np.ndarray, saves: np.ndarray) -> int:
        """The undecided site whose two sides would raise the bound most (product of both).

        One that was never decided is taken to raise it as those that were, the more the more it ``saves (m,)``.
        """
        times = np.maximum(self._times, 1)
        average = self._total.sum(axis=1) / np.maximum(self._times.sum(axis=1), 1)
        unknown = np.outer(np.maximum(average, 1e-6), 1 + saves / max(saves.mean(), 1e-9))
        known = np.where(self._times > 0, self._total / times, unknown)
        score = np.maximum(known[0] * share, 1e-9) * np.maximum(known[1] * (1 - share), 1e-9)
        score[(share < WHOLE) | (share > 1 - WHOLE)] = -1.0
        return int(score.argmax())


def branch(
    relaxation: Relaxation,
    bounds: Bounds,
    best: Best,
    point: Relaxed | None,
    *,
    lower: np.ndarray,
    upper: np.ndarray,
    opening: np.ndarray,
    time_limit_seconds: float,
) -> Best:
    """The best choice within ``lower ≤ open ≤ upper``, or ``best`` if none is cheaper; with its bound.

    ``point``: the relaxation within them.
    """
    pseudo, age = PseudoCosts(len(lower)), 0
    nodes, node = [], Node(best.bound, 0, lower, upper)
    opened, cost = best.opened, best.cost
    while node is not None and relaxation.seconds < time_limit_seconds:
        following = None
        if point is not None and point.bound < worth(cost):
            site = pseudo.choose(point.open, relaxation.costs.saved_alone(point.open))
            if min(point.open[site], 1 - point.open[site]) > WHOLE:
                age += 1
                low, high = decided(point, node.lower, node.upper, cost)
                following, other = _sides(point, low, high, site, age)
                heapq.heappush(nodes, other)
            else:
                found = np.flatnonzero(point.open > 0.5)
                total = relaxation.costs.total(found) + float(opening[found].sum())
                if total < cost and bounds.hold(point.open > 0.5):
                    opened, cost = found, total
        if following is None:
            following = heapq.heappop(nodes) if nodes and nodes[0].bound < worth(cost) else None
        node = following
        if node is not None:
            relaxation.fix(node.lower, node.upper)
            point = _cut(relaxation, worth(cost))
            if point is not None:
                pseudo.learn(node, point.bound - node.bound)
            elif relaxation.stopped:
                break
    left = [each.bound for each in nodes] + ([node.bound] if node is not None else [])
    return Best(opened, cost, min([*left, cost]))


def _sides(point: Relaxed, lower: np.ndarray, upper: np.ndarray, site: int, age: int) -> tuple[Node, Node]:
    """The node with a site open, and that with it closed; first the one that the relaxation leans to."""
    share = point.open[site]
    high, low = lower.copy(), upper.copy()
    high[site], low[site] = 1.0, 0.0
    opened = Node(point.bound, -age, high, upper, site, up=True, share=1 - share)
    closed = Node(point.bound, -age, lower, low, site, up=False, share=share)
    return (opened, closed) if share > 0.5 else (closed, opened)


def worth(cost: float) -> float:
    """A bound from which no better choice can be hoped for."""
    return cost - RELATIVE_GAP * max(abs(cost), 1.0)


def _cut(relaxation: Relaxation, enough: float) -> Relaxed | None:
    """The relaxation with all its cuts, or until its bound is ``enough``."""
    while True:
        point = relaxation.solve()
        if point is None or point.bound >= enough or not relaxation.cut_off(point):
            return point


def decided(point: Relaxed, lower: np.ndarray, upper: np.ndarray, cost: float) -> tuple[np.ndarray, np.ndarray]:
    """Bounds ``(m,)`` of the sites in every choice that costs less than ``cost``, from their reduced costs."""
    gap = cost - point.bound
    closed = (point.open <= WHOLE) & (point.reduced_cost > gap)
    opened = (point.open >= 1 - WHOLE) & (-point.reduced_cost > gap)
    return np.where(opened, 1.0, lower), np.where(closed, 0.0, upper)
