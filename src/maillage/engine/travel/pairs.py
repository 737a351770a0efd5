"""Minutes between near places, sparse: the pairs that are too far apart are simply not there."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

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
        ordered = origin[order], destination[order], minutes[order]
        return cls.from_blocks([ordered], shape=shape, within_minutes=within_minutes)

    @classmethod
    def from_blocks(
        cls,
        blocks: Iterable[tuple[np.ndarray, np.ndarray, np.ndarray]],
        *,
        shape: tuple[int, int],
        within_minutes: float,
    ) -> Pairs:
        """From blocks of parallel arrays (origin, destination, minutes); pairs over the bound or NaN are left out.

        Each block, and the blocks that share an origin one after the other, in order of origin, then destination. At
        most twice the memory of the result is held, whatever the blocks. Raises TravelError where a pair stands twice.
        """
        rows: deque[_Rows] = deque()
        counts = np.zeros(shape[0], dtype=np.int64)
        for block in blocks:
            found = _Rows.of(*block, within_minutes)
            counts[found.origin] += found.length
            rows.append(found)
        indptr = np.concatenate(([0], np.cumsum(counts)))
        destination, minutes = np.empty(indptr[-1], dtype=np.int32), np.empty(indptr[-1])
        free = indptr[:-1].copy()
        while rows:
            found = rows.popleft()
            place = found.place(free[found.origin])
            destination[place], minutes[place] = found.destination, found.minutes
            free[found.origin] += found.length
        rising = destination[1:] > destination[:-1]
        first = indptr[1:-1]
        rising[first[(first > 0) & (first < len(destination))] - 1] = True
        if not rising.all():
            raise TravelError("A pair of places stands twice in the travel times.", hint="Keep one line a pair.")
        return cls(indptr.astype(np.int32), destination, minutes, shape, float(within_minutes))

    @classmethod
    def from_dense(cls, minutes: np.ndarray, *, within_minutes: float = np.inf) -> Pairs:
        """From a full matrix of minutes; NaN and infinity mean that a pair cannot be travelled."""
        minutes = np.asarray(minutes, dtype=float)
        near = np.isfinite(minutes) & (minutes <= within_minutes)
        indptr = np.concatenate(([0], np.cumsum(near.sum(axis=1)))).astype(np.int32)
        destination = np.broadcast_to(np.arange(near.shape[1], dtype=np.int32), near.shape)[near]
        return cls(indptr, destination, minutes[near], (near.shape[0], near.shape[1]), float(within_minutes))

    def dense(self) -> np.ndarray:
        """Minutes ``(n_origins, n_destinations)``, infinite where there is no pair: for few places."""
        minutes = np.full(self.shape, np.inf)
        minutes[self.origin, self.destination] = self.minutes
        return minutes

    def up_to(self, minutes: float) -> Pairs:
        """Those that take no more than ``minutes``."""
        near = np.flatnonzero(self.minutes <= minutes)
        indptr = np.searchsorted(near, self.indptr).astype(np.int32)
        bound = min(float(minutes), self.within_minutes)
        return Pairs(indptr, self.destination[near], self.minutes[near], self.shape, bound)

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


class _Rows(NamedTuple):
    """Part of each of some rows: its origin ``(r,)``, how many pairs it has ``(r,)``, and these ``(n,)`` in a row."""

    origin: np.ndarray
    length: np.ndarray
    destination: np.ndarray
    minutes: np.ndarray

    @classmethod
    def of(cls, origin: np.ndarray, destination: np.ndarray, minutes: np.ndarray, within_minutes: float) -> _Rows:
        near = minutes <= within_minutes
        if not near.all():
            origin, destination, minutes = origin[near], destination[near], minutes[near]
        first = np.flatnonzero(origin[1:] != origin[:-1]) + 1
        start = np.concatenate((np.zeros(min(len(origin), 1), dtype=np.int64), first))
        length = np.diff(start, append=len(origin))
        return cls(origin[start], length, destination.astype(np.int32, copy=False), minutes)

    def place(self, start: np.ndarray) -> np.ndarray | slice:
        """Where the pairs go if the parts begin at ``start (r,)``: one stretch where the parts follow each other."""
        before = np.cumsum(self.length) - self.length
        shift = start - before
        if len(shift) and (shift == shift[0]).all():
            return slice(int(start[0]), int(start[0]) + len(self.minutes))
        return np.arange(len(self.minutes)) + np.repeat(shift, self.length)
