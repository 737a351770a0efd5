"""What a goal would be worth if one open site gave way to another: all that could take its place are judged at once."""

from __future__ import annotations

import numpy as np

from .effects import minutes_beyond
from .goals import Axis, Terms
from .problem import Problem

# In the place of a site: none.
NONE = -1


class Exchange:
    """Exchanges of sites as one goal sees them."""

    def __init__(self, terms: Terms, axis: Axis) -> None:
        self._terms, self._axis = terms, axis
        m = len(terms.problem.candidates)
        # One row more than sites, for none: NONE is the last of them.
        if axis.sees == "apl":
            self._of_site = np.vstack((terms.access.gain.toarray().T, np.zeros(len(terms.access.today))))
        elif axis.sees == "minutes":
            self._of_site = _minutes_to_each(terms.problem)
        else:
            self._of_site = np.vstack((np.eye(m), np.zeros(m)))

    def values(self, is_open: np.ndarray, closing: int, room: np.ndarray) -> np.ndarray:
        """``(k,)`` values of the goal if ``closing`` closes and each of ``room (k,)`` opens, from ``is_open (m,)``.

        Either may be :data:`NONE`.
        """
        others = is_open.copy()
        if closing != NONE:
            others[closing] = False
        of_others, of_new = self._of_site[:-1][others], self._of_site[room]
        if self._axis.sees == "apl":
            seen = self._terms.access.today + of_others.sum(axis=0) + of_new
        elif self._axis.sees == "minutes":
            seen = np.minimum(of_others.min(axis=0, initial=np.inf), of_new)
        else:
            seen = of_others.sum(axis=0) + of_new
        return self._axis.value(self._terms, seen)


def _minutes_to_each(problem: Problem) -> np.ndarray:
    """``(m + 1, n)`` minutes from each place to each candidate, and to none; out of reach as it counts."""
    pairs = problem.pairs
    minutes = np.full((pairs.shape[1] + 1, pairs.shape[0]), minutes_beyond(pairs))
    minutes[pairs.destination, pairs.origin] = pairs.minutes
    return minutes
