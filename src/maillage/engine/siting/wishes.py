"""What a plan must respect, whatever its goal; each wish as rows over the choice of sites.

A wish about what is new (number, budget, quotas) does not count the sites that exist; a wish about the map (one a
commune, one in each EPCI, distance) does.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy import sparse
from scipy.spatial import cKDTree

from ..errors import SitingError
from ..territory.sphere import chord_of_km, unit_vectors

if TYPE_CHECKING:
    from .problem import Problem


class Quota(NamedTuple):
    """How many of the new sites belong to ``owner``."""

    owner: str
    at_least: int = 0
    at_most: int | None = None


@dataclass(frozen=True)
class Wishes:
    """``None``, empty or False: not wished.

    ``count``: at most so many new sites; ``budget``: their costs together; ``existing``: keys of sites open today;
    ``locked``: must open; ``forbidden``: must not; ``one_per_commune``: at most one site a commune; ``each_epci``: at
    least one site in each EPCI that has a candidate; ``apart_km``: no two sites nearer, as the crow flies;
    ``capacities``: no site serves more than its capacity, and each place of demand has one site.
    """

    count: int | None = None
    budget: float | None = None
    existing: tuple[str, ...] = ()
    locked: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    quotas: tuple[Quota, ...] = ()
    one_per_commune: bool = False
    each_epci: bool = False
    apart_km: float | None = None
    capacities: bool = False

    def __post_init__(self) -> None:
        for name, value in (("count", self.count), ("budget", self.budget), ("apart_km", self.apart_km)):
            if value is not None and not 0 <= value < math.inf:
                raise SitingError(f"{name} is {value:g}.", hint="Give a number, zero or more.")
        both = set(self.locked) & set(self.forbidden)
        if both:
            raise SitingError(f"The site {min(both)!r} is both locked and forbidden.", hint="Choose one of the two.")
        owners = [quota.owner for quota in self.quotas]
        if len(owners) != len(set(owners)):
            raise SitingError("An owner has two quotas.", hint="Give one quota an owner.")


class Rule(NamedTuple):
    """A wish as ``lower ≤ matrix @ open ≤ upper``; ``open (m,)`` is 1 for a site that is open, new or existing."""

    wish: str
    matrix: sparse.csr_array
    lower: np.ndarray
    upper: np.ndarray


def rules(problem: Problem) -> list[Rule]:
    """One :class:`Rule` a wish that is made, in the order of :class:`Wishes`."""
    wishes, candidates, existing = problem.wishes, problem.candidates, problem.existing
    new = ~existing
    found = [_fixed("existing", existing, 1.0)] if wishes.existing else []
    if wishes.count is not None:
        found.append(_sum("count", new, upper=wishes.count))
    if wishes.budget is not None:
        found.append(_sum("budget", np.where(new, candidates.cost, 0.0), upper=wishes.budget))
    for name, keys, value in (("locked", wishes.locked, 1.0), ("forbidden", wishes.forbidden, 0.0)):
        if keys:
            chosen = np.zeros(len(candidates), dtype=bool)
            chosen[candidates.numbers(keys)] = True
            found.append(_fixed(name, chosen & new, value))
    for quota in wishes.quotas:
        own = new & (candidates.owner == quota.owner)
        upper = np.inf if quota.at_most is None else quota.at_most
        found.append(_sum(f"quota {quota.owner}", own, lower=quota.at_least, upper=upper))
    if wishes.one_per_commune:
        members = _membership(candidates.commune)
        # Two sites of today may share a commune; they admit no third.
        found.append(_rows("one_per_commune", members, upper=np.maximum(members @ existing.astype(float), 1.0)))
    if wishes.each_epci:
        found.append(_rows("each_epci", _membership(candidates.epci), lower=1.0))
    if wishes.apart_km is not None:
        found.append(_apart(problem, wishes.apart_km))
    return [rule for rule in found if rule.matrix.shape[0]]


def _fixed(wish: str, chosen: np.ndarray, value: float) -> Rule:
    number = np.flatnonzero(chosen)
    each = sparse.csr_array(
        (np.ones(len(number)), number, np.arange(len(number) + 1)), shape=(len(number), len(chosen))
    )
    return _rows(wish, each, value, value)


def _sum(wish: str, amounts: np.ndarray, *, lower: float = -np.inf, upper: float = np.inf) -> Rule:
    return _rows(wish, sparse.csr_array(np.asarray(amounts, dtype=float)[np.newaxis]), lower, upper)


def _rows(
    wish: str, matrix: sparse.csr_array, lower: np.ndarray | float = -np.inf, upper: np.ndarray | float = np.inf
) -> Rule:
    n_rows = matrix.shape[0]  # pyright: ignore[reportOptionalSubscript]
    return Rule(
        wish, matrix, np.broadcast_to(lower, n_rows).astype(float), np.broadcast_to(upper, n_rows).astype(float)
    )


def _membership(groups: np.ndarray) -> sparse.csr_array:
    """``(n_groups, m)``: 1 where a candidate is in a group; a candidate without one (empty) is in none."""
    named = np.flatnonzero(groups != "")
    names, group = np.unique(groups[named], return_inverse=True)
    return sparse.csr_array((np.ones(len(named)), (group, named)), shape=(len(names), len(groups)))


def _apart(problem: Problem, km: float) -> Rule:
    """One row a pair that is too near; pairs that both exist are left as they are."""
    candidates, existing = problem.candidates, problem.existing
    points = unit_vectors(candidates.lat, candidates.lon)
    near = cKDTree(points).query_pairs(chord_of_km(km), output_type="ndarray")
    near = near[~existing[near].all(axis=1)]
    row = np.repeat(np.arange(len(near)), 2)
    matrix = sparse.csr_array((np.ones(2 * len(near)), (row, near.ravel())), shape=(len(near), len(candidates)))
    return _rows("apart_km", matrix, upper=1.0)
