"""Cuts that count on some sites: what a place lacks beyond them, other sites give in whole, or it stays under.

    under_i + Σ_j min(1, max(0, part_ij - counted_ik) / beyond_i) · open_j ≥ 1        beyond_i = 1 - Σ_k counted_ik > 0

At most one site of each group ``k`` opens (of a commune, if that is wished; else each site is a group), and what is
counted on of a group is as if it were open for sure. The relaxation opens many sites a little, and counts the little
of each; beyond what it opens nearly in whole, it may no longer.

Source: Carr, Fleischer, Leung & Phillips (2000), Strengthening integrality gaps for capacitated network design and
covering problems, SODA (knapsack covers); widened here to groups.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from scipy import sparse

from .lacking import Lacking
from .wishes import Rule

# A site, or those of its group that give as much or more, is counted on when the relaxation opens so much of it.
NEARLY_WHOLE = (0.1, 0.25, 0.5, 0.75, 0.9, 0.999)
# Of a need: a cut that is violated by less is not worth its row, and a lack that is less is arithmetic.
VIOLATED = 0.01
LEAST_BEYOND = 1e-3


class Cuts(NamedTuple):
    """``under[place] + parts @ open ≥ 1``, a row for each of some places ``(q,)``; ``parts (q, m)``."""

    place: np.ndarray
    parts: sparse.csr_array


class CountedOn:
    """Finds the cuts of some places, of which each can be lifted."""

    def __init__(self, lacking: Lacking, found: Sequence[Rule]) -> None:
        parts = sparse.coo_array(lacking.parts)
        self._shape = parts.shape
        group = _groups(found, lacking.gain.shape[1])[parts.col]  # pyright: ignore[reportOptionalSubscript]
        # Of each place, its groups; of each group, the site that gives most first.
        order = np.lexsort((-parts.data, group, parts.row))
        self._part, self._site, place, group = (each[order] for each in (parts.data, parts.col, parts.row, group))
        begins = np.append(True, (np.diff(place) != 0) | (np.diff(group) != 0))
        self._first = np.flatnonzero(begins)
        self._pair = np.cumsum(begins) - 1
        self._place = place
        self._first_pair = np.searchsorted(place[self._first], np.arange(len(lacking.place)))

    def violated(self, is_open: np.ndarray, under: np.ndarray) -> Cuts:
        """The most violated cut of each place that has one, at a solution ``is_open (m,)``, ``under (k,)``."""
        share = is_open[self._site]
        opened = np.cumsum(share)
        before = (opened - share)[self._first]
        so_far = opened - before[self._pair]
        worst, coefficient = np.full(len(under), VIOLATED), np.zeros(len(self._site))
        for enough in NEARLY_WHOLE:
            counted = np.maximum.reduceat(np.where(so_far >= enough, self._part, 0.0), self._first)
            beyond = 1.0 - np.add.reduceat(counted, self._first_pair)
            lacks = beyond > LEAST_BEYOND
            more = np.maximum(self._part - counted[self._pair], 0.0)
            tried = np.minimum(more / np.where(lacks, beyond, 1.0)[self._place], 1.0)
            violation = 1.0 - under - np.bincount(self._place, tried * share, len(under))
            better = lacks & (violation > worst)
            worst = np.where(better, violation, worst)
            coefficient = np.where(better[self._place], tried, coefficient)
        place = np.flatnonzero(worst > VIOLATED)
        every = sparse.csr_array((coefficient, (self._place, self._site)), shape=self._shape)
        every.eliminate_zeros()
        return Cuts(place, sparse.csr_array(every[place]))


def _groups(found: Sequence[Rule], n_sites: int) -> np.ndarray:
    """A number for each site ``(m,)``: of those with the same one, no more than one opens."""
    group = np.arange(n_sites)
    for rule in found:
        if rule.wish == "one_per_commune":
            for row in np.flatnonzero(rule.upper == 1.0):
                members = rule.matrix.indices[slice(*rule.matrix.indptr[row : row + 2])]
                group[members] = members.min()
    return group
