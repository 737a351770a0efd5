"""Minutes between near places, sparse: the pairs that are too far apart are simply not there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from ..errors import TravelError


@dataclass(frozen=True)
class Pairs:
    """Minutes of the pairs within a bound, in compressed rows (one row an origin).

    Shapes: ``indptr (n_origins + 1,)``, ``destination (n_pairs,)``, ``minutes (n_pairs,)``.
    A pair that is absent is farther than ``within_minutes``, or cannot be travelled: it is not zero.
    """

    indptr: np.ndarray
    destination: np.ndarray
    minutes: np.ndarray
    shape: tuple[int, int]
    within_minutes: float

    def __post_init__(self) -> None:
        if len(self.minutes) and not (np.isfinite(self.minutes).all() and self.minutes.min() >= 0):
            raise TravelError(
                "A travel time is negative or missing.", hint="Leave out the pairs that cannot be travelled."
            )

    def __len__(self) -> int:
        return len(self.minutes)

    @classmethod
    def from_lists(
        cls,
        origin: np.ndarray,
        destination: np.ndarray,
        minutes: np.ndarray,
        *,
        shape: tuple[int, int],
        within_minutes: float,
    ) -> Pairs:
        """From parallel arrays in any order; pairs over the bound are left out. A pair may stand once."""
        near = minutes <= within_minutes
        origin, destination, minutes = origin[near], destination[near], minutes[near]
        # Stable sorting is fast on rows that are in order already, which is how most routers give them.
        order = np.argsort(origin.astype(np.int64) * shape[1] + destination, kind="stable")
        origin, destination = origin[order], destination[order]
        if len(origin) > 1 and bool(np.any((np.diff(origin) == 0) & (np.diff(destination) == 0))):
            raise TravelError("A pair of places stands twice in the travel times.", hint="Keep one line a pair.")
        indptr = np.concatenate(([0], np.cumsum(np.bincount(origin, minlength=shape[0]))))
        return cls(
            indptr.astype(np.int32),
            destination.astype(np.int32),
            minutes[order].astype(np.float64),
            shape,
            float(within_minutes),
        )

    @classmethod
    def from_dense(cls, minutes: np.ndarray, *, within_minutes: float = np.inf) -> Pairs:
        """From a full matrix of minutes; NaN and infinity mean that a pair cannot be travelled."""
        origin, destination = np.nonzero(np.isfinite(minutes))
        return cls.from_lists(
            origin,
            destination,
            np.asarray(minutes, dtype=float)[origin, destination],
            shape=(minutes.shape[0], minutes.shape[1]),
            within_minutes=within_minutes,
        )

    def weights(self, decay: Callable[[np.ndarray], np.ndarray]) -> sparse.csr_array:
        """``W (n_origins, n_destinations)``: the decay of each pair's minutes, zero weights dropped."""
        weight = decay(self.minutes)
        matrix = sparse.csr_array((weight, self.destination, self.indptr), shape=self.shape, copy=False)
        if np.any(weight == 0):
            matrix = matrix.copy()
            matrix.eliminate_zeros()
        return matrix

    @property
    def origin(self) -> np.ndarray:
        """Origin of each pair, ``(n_pairs,)``."""
        return np.repeat(np.arange(self.shape[0], dtype=np.int32), np.diff(self.indptr))
