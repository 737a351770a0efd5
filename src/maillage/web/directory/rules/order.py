"""The first of many in an order, and the words by which one goes on after them."""

from __future__ import annotations

import re
from typing import NamedTuple

import numpy as np

_POSITION = re.compile(r"(-?\d{1,12}(?:\.\d{1,6})?)_(\d{1,20})_(\d{1,18})")
# What is nowhere comes after what is anywhere.
LAST = 1e9


class Position(NamedTuple):
    """Where a row stands: ``cost``, the smaller the better; then ``name``; then ``entry``."""

    cost: float
    name: int
    entry: int

    def written(self) -> str:
        return f"{self.cost:.6f}_{self.name}_{self.entry}"


def read_position(text: str) -> Position | None:
    """None if it is none."""
    found = _POSITION.fullmatch(text)
    return Position(float(found[1]), int(found[2]), int(found[3])) if found and int(found[2]) < 2**64 else None


def foremost(
    rows: np.ndarray, cost: np.ndarray, name: np.ndarray, entry: np.ndarray, *, at_most: int, after: Position | None
) -> np.ndarray:
    """The first of ``rows``, in order. ``cost``, ``name``, ``entry``: of each of them ``(k,)``.

    Costs are told to a millionth, so that a position that is written and read again is the same.
    """
    cost = np.round(cost, 6)
    if after is not None:
        follows = cost > after.cost
        level = cost == after.cost
        follows |= level & (name > np.uint64(after.name))
        follows |= level & (name == np.uint64(after.name)) & (entry > after.entry)
        rows, cost, name, entry = rows[follows], cost[follows], name[follows], entry[follows]
    for key in (cost, name):
        if len(rows) > at_most:
            # Whoever costs more than the last one that is wanted cannot be among the first.
            kept = key <= np.partition(key, at_most - 1)[at_most - 1] if key is cost else _kept(cost, name, at_most)
            rows, cost, name, entry = rows[kept], cost[kept], name[kept], entry[kept]
    return rows[np.lexsort((entry, name, cost))[:at_most]]


def _kept(cost: np.ndarray, name: np.ndarray, at_most: int) -> np.ndarray:
    """Of those that cost most of all that are left, the first by name."""
    level = cost == cost.max()
    wanted = at_most - int(np.count_nonzero(~level))
    last = np.partition(name[level], wanted - 1)[wanted - 1]
    return ~level | (name <= last)
