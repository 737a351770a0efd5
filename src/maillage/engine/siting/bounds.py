"""All wishes together, as one matrix: whether a choice respects them, and which moves they allow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy import sparse

from .wishes import Rule


@dataclass(frozen=True)
class Bounds:
    """All wishes as ``lower ≤ rows @ open ≤ upper``, with the moves that they allow."""

    rows: sparse.csc_array
    lower: np.ndarray
    upper: np.ndarray

    @classmethod
    def of(cls, found: Sequence[Rule], n_sites: int) -> Bounds:
        empty = sparse.csr_array((0, n_sites))
        rows = sparse.vstack([empty, *(rule.matrix for rule in found)]).tocsc()
        ends = (np.concatenate([np.empty(0), *(getattr(rule, end) for rule in found)]) for end in ("lower", "upper"))
        return cls(rows, *ends)

    def alike(self) -> np.ndarray:
        """``(m,)``: the same number for sites that add the same to each row, which no wish tells apart."""
        entries = list(zip(self.rows.indices.tolist(), self.rows.data.tolist(), strict=True))
        number: dict[tuple[tuple[int, float], ...], int] = {}
        columns = (tuple(entries[first:last]) for first, last in pairwise(self.rows.indptr.tolist()))
        return np.array([number.setdefault(each, len(number)) for each in columns])

    def column(self, site: int) -> np.ndarray:
        """What a site adds to each row, ``(n_rows,)``."""
        entries, added = slice(self.rows.indptr[site], self.rows.indptr[site + 1]), np.zeros(len(self.lower))
        added[self.rows.indices[entries]] = self.rows.data[entries]
        return added

    def hold(self, is_open: np.ndarray) -> bool:
        """Whether a choice respects every wish."""
        reached = self.rows @ is_open.astype(float)
        return bool(((reached >= self.lower - 1e-6) & (reached <= self.upper + 1e-6)).all())

    def may_open(self, reached: np.ndarray, *, lower: bool = True) -> np.ndarray:
        """Which sites ``(m,)`` may be added to a choice that reaches ``reached (n_rows,)``, itself too full or not.

        Without ``lower``, only what would be too much counts, as while a plan is being built up.
        """
        over = self.rows.data > (self.upper - reached)[self.rows.indices] + 1e-6
        m = self.rows.shape[1]  # pyright: ignore[reportOptionalSubscript]
        column = np.repeat(np.arange(m), np.diff(self.rows.indptr))
        allowed = np.bincount(column[over], minlength=m) == 0
        lacking = (self.lower - reached) > 1e-6
        if lower and lacking.any():
            helped = lacking[self.rows.indices] & (self.rows.data >= (self.lower - reached)[self.rows.indices] - 1e-6)
            allowed &= np.bincount(column[helped], minlength=m) == lacking.sum()
        return allowed
