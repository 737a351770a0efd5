"""Plans on the way from one plan to another, one exchange of sites at a time: none far from a good one.

Source: Glover, Laguna & Martí (2000), Fundamentals of scatter search and path relinking, Control and Cybernetics 29(3).
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from .bounds import Bounds
from .exchange import NONE, Exchange
from .goals import Axis, Terms
from .wishes import rules


def way(
    terms: Terms, axes: tuple[Axis, Axis], ranges: tuple[float, float], start: np.ndarray, end: np.ndarray
) -> Iterator[np.ndarray]:
    """Numbers of the sites of each plan after ``start``, all within the wishes, as long as there is one nearer ``end``.

    At each step the exchange that is best for both goals together, each as a share of its range.
    """
    m = len(terms.problem.candidates)
    bounds = Bounds.of(rules(terms.problem), m)
    judges = [(axis, Exchange(terms, axis), span) for axis, span in zip(axes, ranges, strict=True)]
    is_open, target = np.zeros(m, dtype=bool), np.zeros(m, dtype=bool)
    is_open[start], target[end] = True, True
    while (is_open != target).any():
        best, chosen = -np.inf, None
        for closing in (*np.flatnonzero(is_open & ~target).tolist(), NONE):
            room = _room(bounds, is_open, target, closing)
            if not len(room):
                continue
            worth = np.zeros(len(room))
            for axis, exchange, span in judges:
                worth += axis.gain(exchange.values(is_open, closing, room), over=0.0) / span
            first = int(np.argmax(worth))
            if worth[first] > best:
                best, chosen = worth[first], (closing, int(room[first]))
        if chosen is None:
            return
        for site, state in zip(chosen, (False, True), strict=True):
            if site != NONE:
                is_open[site] = state
        yield np.flatnonzero(is_open)


def _room(bounds: Bounds, is_open: np.ndarray, target: np.ndarray, closing: int) -> np.ndarray:
    """Sites of the target that may open when ``closing`` closes; with NONE if the wishes hold without any."""
    others = is_open.copy()
    if closing != NONE:
        others[closing] = False
    room = np.flatnonzero(bounds.may_open(bounds.rows @ others.astype(float)) & target & ~is_open)
    return np.append(room, NONE) if closing != NONE and bounds.hold(others) else room
