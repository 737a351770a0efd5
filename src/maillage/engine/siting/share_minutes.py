"""The minutes that a share of the people do not exceed (P90: nine in ten), as a goal inside a model; in whole minutes.

A column a minute is 1 when the share has no longer way, and a row of the people who have one allows it. Exact to the
minute, rounded up; to hold the goal at a level is to hold these columns, which leaves plain rows of coverage.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from .formulations import paid
from .milp import Model
from .objective import Objective
from .ranked import Ranked

# Minutes are sums of floats: so little over a whole minute is none.
A_HAIR = 1e-9


@dataclass(frozen=True)
class ShareMinutes(Objective):
    """``columns[t]``: whether the share is served within ``t`` minutes; each that is saves one."""

    def demand(self, model: Model, level: float) -> None:
        """Holds the minutes from the level on. Their sum alone would let the relaxation spread itself over all."""
        held = self.columns[int(level + A_HAIR) :]
        model.rows((held, sparse.eye_array(len(held))), lower=1.0)


def share_minutes(
    model: Model, sites: np.ndarray, minutes: Ranked, weight: np.ndarray, share: float, *, sight: np.ndarray
) -> ShareMinutes:
    """The least whole minutes within which ``share`` of ``weight (n,)`` is; out of reach counts ``minutes.beyond``.

    ``sight`` as in :mod:`.formulations`.
    """
    whole, weight = _whole(minutes), weight / weight.mean()
    last = int(whole.beyond.max(initial=0.0))
    within = model.columns(last, integer=True)
    farther, certain, steps = _farther(model, sites, whole, weight, last, sight=sight)
    everyone = weight.sum()
    model.rows((steps, farther), (within, sparse.eye_array(last) * (share * everyone)), upper=everyone - certain)
    model.rows((within, sparse.eye_array(last - 1, last) - sparse.eye_array(last - 1, last, k=1)), upper=0.0)
    return ShareMinutes(within, np.full(last, -1.0), constant=float(last))


def _farther(
    model: Model, sites: np.ndarray, whole: Ranked, weight: np.ndarray, last: int, *, sight: np.ndarray
) -> tuple[sparse.csr_array, np.ndarray, np.ndarray]:
    """Whose way is longer than each of ``last`` minutes: ``matrix (last, k) @ v[columns] + certain (last,)``."""
    each = paid(model, sites, whole, sight=sight)
    steps = sparse.coo_array(each.matrix)
    place, minutes = steps.row, np.rint(steps.data).astype(int)
    passed = np.cumsum(minutes) - minutes
    first = np.searchsorted(place, place)
    begins = np.rint(each.base[place]).astype(int) + passed - passed[first]
    # Between one step and the next, the same column says that the way is longer.
    step = np.repeat(np.arange(len(minutes)), minutes)
    at = np.repeat(begins - passed, minutes) + np.arange(len(step))
    matrix = sparse.csr_array((weight[place[step]], (at, steps.col[step])), shape=(last, len(each.columns)))
    certain = (np.arange(last)[:, np.newaxis] < each.base) @ weight
    return matrix, certain, each.columns


def _whole(minutes: Ranked) -> Ranked:
    """The same in whole minutes, rounded up, without what is then no shorter than being out of reach."""
    place, cost, beyond = minutes.place, _up(minutes.cost), _up(minutes.beyond)
    kept = cost < beyond[place]
    indptr = np.append(0, np.cumsum(kept))[minutes.indptr]
    return Ranked(indptr, minutes.site[kept], cost[kept], beyond, minutes.n_sites)


def whole_minutes_of_share(minutes: np.ndarray, weight: np.ndarray, share: float) -> np.ndarray:
    """The same of minutes ``(..., n)`` → ``(...)``.

    >>> whole_minutes_of_share(np.array([[3.2, 8.0, 40.0], [9.5, 0.0, 1.0]]), np.array([50.0, 45.0, 5.0]), 0.9)
    array([ 8., 10.])
    """
    whole = _up(minutes).astype(int).reshape(-1, len(weight))
    last = int(whole.max(initial=0)) + 1
    at = whole + last * np.arange(len(whole))[:, np.newaxis]
    people = np.bincount(at.ravel(), np.broadcast_to(weight, whole.shape).ravel(), last * len(whole))
    reached = np.cumsum(people.reshape(len(whole), last), axis=1)
    enough = reached >= share * (1 - 1e-12) * reached[:, -1:]
    return enough.argmax(axis=1).astype(float).reshape(minutes.shape[:-1])


def _up(minutes: np.ndarray) -> np.ndarray:
    return np.ceil(minutes - A_HAIR)
