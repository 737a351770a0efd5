"""The best entry of each compressed row, without a loop."""

from __future__ import annotations

import numpy as np


def argbest_by_row(best: np.ufunc, indptr: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Position in ``values`` of each row's smallest (``np.minimum``) or largest (``np.maximum``) entry.

    Shapes: ``indptr (n + 1,)``, ``values (indptr[-1],)`` → ``(n,)`` int64. The first of equal entries wins;
    an empty row gives -1.

    >>> argbest_by_row(np.minimum, np.array([0, 3, 3, 5]), np.array([7.0, 2.0, 2.0, 1.0, 4.0]))
    array([ 1, -1,  3])
    """
    position = np.full(len(indptr) - 1, -1, dtype=np.int64)
    filled = indptr[1:] > indptr[:-1]
    if not filled.any():
        return position
    starts = indptr[:-1][filled]
    extreme = best.reduceat(values, starts)
    hits = np.flatnonzero(values == np.repeat(extreme, np.diff(indptr)[filled]))
    position[filled] = hits[np.searchsorted(hits, starts)]
    return position
