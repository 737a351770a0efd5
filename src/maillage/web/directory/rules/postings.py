"""For each number of a code or a word, the rows that have it, as arrays that grow at their end."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np


def _none(dtype: type) -> np.ndarray:
    return np.zeros(0, dtype=dtype)


@dataclass(frozen=True, slots=True)
class Postings:
    """Compressed rows: those of ``number`` are ``rows[starts[number]:starts[number + 1]]``, in order, each with its
    weight."""

    starts: np.ndarray = field(default_factory=lambda: np.zeros(1, dtype=np.int64))
    rows: np.ndarray = field(default_factory=lambda: _none(np.int32))
    weights: np.ndarray = field(default_factory=lambda: _none(np.uint8))

    def __len__(self) -> int:
        """How many numbers there are."""
        return len(self.starts) - 1

    def of(self, number: int | None) -> tuple[np.ndarray, np.ndarray]:
        """Rows and weights; none for a number that is not known yet."""
        if number is None or number >= len(self):
            return self.rows[:0], self.weights[:0]
        here = slice(self.starts[number], self.starts[number + 1])
        return self.rows[here], self.weights[here]

    def counts(self) -> np.ndarray:
        """How many rows each number has."""
        return np.diff(self.starts)

    def numbers(self) -> np.ndarray:
        """The number that stands beside each of ``rows``."""
        return np.repeat(np.arange(len(self), dtype=np.int32), self.counts())

    def grown(self, numbers: np.ndarray, rows: np.ndarray, weights: np.ndarray, *, many: int) -> Postings:
        """With more rows, each greater than all that there are; ``many`` numbers then exist."""
        order = np.argsort(numbers, kind="stable")
        starts = np.concatenate([self.starts, np.full(many + 1 - len(self.starts), self.starts[-1])])
        at = starts[numbers[order] + 1]
        more = np.bincount(numbers, minlength=many)
        return Postings(
            starts + np.concatenate([[0], np.cumsum(more)]),
            np.insert(self.rows, at, rows[order]),
            np.insert(self.weights, at, weights[order]),
        )
