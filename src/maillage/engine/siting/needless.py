"""A smaller question of coverage with the same answer: sites that another can stand for, places that are as one.

If a site covers all that another covers, and the wishes treat both alike, it can stand wherever the other does, so what
the other covers need not be looked at. Places that the same sites cover are then one, with their weights together.
Source of the first: Toregas & ReVelle (1972), Optimal location under time or distance constraints, Papers in Regional
Science 28(1), for set cover.
"""

from __future__ import annotations

from itertools import chain, pairwise

import numpy as np
from scipy import sparse

from .bounds import Bounds
from .ranked import Ranked


def without_needless(costs: Ranked, bounds: Bounds) -> Ranked:
    """The same question in fewer entries and places, all sites kept; every cost of ``costs`` must be 0."""
    kept = ~_dominated(costs, bounds.alike())[costs.site]
    site, ends = costs.site[kept].tolist(), np.append(0, np.cumsum(kept))[costs.indptr].tolist()
    # Each set of sites once, in the order in which places first have it.
    number: dict[tuple[int, ...], int] = {}
    as_one = [number.setdefault(tuple(site[first:last]), len(number)) for first, last in pairwise(ends)]
    indptr = np.cumsum([0, *map(len, number)])
    return Ranked(
        indptr,
        np.fromiter(chain.from_iterable(number), dtype=np.int32, count=indptr[-1]),
        np.zeros(indptr[-1]),
        np.bincount(as_one, costs.beyond),
        costs.n_sites,
    )


def _dominated(costs: Ranked, alike: np.ndarray) -> np.ndarray:
    """The sites ``(m,)`` that cover nothing that another one, ``alike (m,)``, does not; of equals all but the first."""
    entries = (np.ones(len(costs.site)), costs.site, costs.indptr)
    covers = sparse.csr_array(entries, shape=(len(costs.beyond), costs.n_sites))
    shared = (covers.T @ covers).tocoo()
    size = np.bincount(costs.site, minlength=costs.n_sites)
    one, other = shared.coords
    stands_for = (size[other] > size[one]) | ((size[other] == size[one]) & (other < one))
    needless = (shared.data == size[one]) & stands_for & (alike[one] == alike[other])
    dominated = np.zeros(costs.n_sites, dtype=bool)
    dominated[one[needless]] = True
    return dominated
