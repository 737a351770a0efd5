"""A surface of minutes over a grid, asked only where a border of an area can pass.

From a coarse grid each step halves the distance between two points. New points are asked in the squares that a border
can cross, and are linear between their neighbours elsewhere: inside an area or far from it, more points say nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product

import numpy as np

# Squares of the first grid have sides of so many of the last: a power of two.
COARSEST = 8
# A border may pass through a square if its corners come this near to it: between them the time is not quite linear.
SLACK_MINUTES = 1.0

# Positions of points (k,) along x and y -> minutes (k,); infinite where one does not get.
MinutesAt = Callable[[np.ndarray, np.ndarray], np.ndarray]


def surface(
    minutes_at: MinutesAt,
    x: np.ndarray,
    y: np.ndarray,
    borders: Sequence[float],
    *,
    around: tuple[float, float],
    ceiling: float,
) -> np.ndarray:
    """Minutes ``(len(y), len(x))``, right where a border passes; none is above ``ceiling``.

    ``len(x)`` and ``len(y)`` are one more than a multiple of :data:`COARSEST`. ``around``: the place (x, y) where one
    starts, which an area may surround without meeting another point of the coarse grid.
    """
    step = COARSEST
    coarse_x, coarse_y = np.meshgrid(x[::step], y[::step])
    minutes = minutes_at(coarse_x.ravel(), coarse_y.ravel()).reshape(coarse_x.shape)
    minutes = np.minimum(minutes, ceiling)
    asked = np.ones(minutes.shape, dtype=bool)
    while step > 1:
        squares = _crossed(minutes, borders)
        squares[_last_before(y[::step], around[1]), _last_before(x[::step], around[0])] = True
        step //= 2
        wanted = _corners(squares)
        minutes, asked = _between(minutes), _spread_out(asked)
        row, column = np.nonzero(wanted & ~asked)
        minutes[row, column] = np.minimum(minutes_at(x[column * step], y[row * step]), ceiling)
        asked[row, column] = True
    return minutes


def _crossed(minutes: np.ndarray, borders: Sequence[float]) -> np.ndarray:
    """``(r - 1, c - 1)``: the squares between the points ``(r, c)`` that a border can cross."""
    corners = np.stack((minutes[:-1, :-1], minutes[1:, :-1], minutes[:-1, 1:], minutes[1:, 1:]))
    low, high = corners.min(axis=0) - SLACK_MINUTES, corners.max(axis=0) + SLACK_MINUTES
    return np.any([(low <= border) & (border < high) for border in borders], axis=0)


def _last_before(axis: np.ndarray, position: float) -> int:
    """The number of the square of a rising ``axis`` that holds a position, or is nearest to it."""
    return int(np.clip(np.searchsorted(axis, position) - 1, 0, len(axis) - 2))


def _corners(squares: np.ndarray) -> np.ndarray:
    """``(2r + 1, 2c + 1)``: the corners of some of ``squares (r, c)``, the middles of their sides, and their own."""
    rows, columns = squares.shape
    points = np.zeros((2 * rows + 1, 2 * columns + 1), dtype=bool)
    for down, right in product(range(3), repeat=2):
        points[down : down + 2 * rows : 2, right : right + 2 * columns : 2] |= squares
    return points


def _between(minutes: np.ndarray) -> np.ndarray:
    """``(r, c)`` → ``(2r - 1, 2c - 1)``: linear between neighbours."""
    finer = np.empty((2 * minutes.shape[0] - 1, 2 * minutes.shape[1] - 1))
    finer[::2, ::2] = minutes
    finer[1::2, ::2] = (minutes[:-1] + minutes[1:]) / 2
    finer[:, 1::2] = (finer[:, :-2:2] + finer[:, 2::2]) / 2
    return finer


def _spread_out(asked: np.ndarray) -> np.ndarray:
    """``(r, c)`` → ``(2r - 1, 2c - 1)``: no new point is asked yet."""
    finer = np.zeros((2 * asked.shape[0] - 1, 2 * asked.shape[1] - 1), dtype=bool)
    finer[::2, ::2] = asked
    return finer
