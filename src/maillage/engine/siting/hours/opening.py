"""The people a timetable reaches, as columns and rows of a model."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import sparse

from ..milp import Model
from .demand import KINDS, Demand, Slot, slot_of
from .problem import RosterProblem

# Where the curve 1 − exp(−x) is touched from above; between two of them it is at most 0.9 % of one group too high.
TOUCHED = -2 * np.log1p(-np.arange(8) / 8)


@dataclass(frozen=True)
class Public:
    """What the openings of a problem mean to people: the slot of each, and who is near."""

    demand: Demand
    site: np.ndarray
    slots: tuple[Slot, ...]

    @classmethod
    def of(cls, problem: RosterProblem) -> Public:
        """Places with the same sites within reach are one."""
        slots = tuple(slot_of(opening.session) for opening in problem.openings)
        return cls(problem.demand.gathered(), np.array([opening.site for opening in problem.openings]), slots)

    @cached_property
    def near(self) -> np.ndarray:
        """``(n_places, n_openings)``."""
        return self.demand.near[:, self.site]

    @cached_property
    def by_slot(self) -> dict[Slot, np.ndarray]:
        """Numbers of the openings of each slot, in order of the week."""
        slots = sorted(set(self.slots))
        return {slot: np.array([k for k, each in enumerate(self.slots) if each == slot]) for slot in slots}

    def served(self, opened: np.ndarray) -> np.ndarray:
        """Sessions ``(n_places, n_kinds)`` that a place is offered in a week, of ``opened (n_openings,)``."""
        served = np.zeros((len(self.near), len(KINDS)))
        for slot, openings in self.by_slot.items():
            served[:, KINDS.index(slot.kind)] += self.near[:, openings[opened[openings]]].any(axis=1)
        return served

    def people(self, opened: np.ndarray) -> float:
        """People reached, on average over weeks: ``opened (n_weeks, n_openings)``."""
        reached = [-np.expm1(-self.served(week) @ self.demand.effort.T) * self.demand.people for week in opened]
        return float(np.sum(reached) / len(opened))


@dataclass(frozen=True)
class Reached:
    """Columns of one week. ``value (v,)``: share reached of a group of a place, ``people (v,)`` in it.

    ``effort (v, s)`` of ``served (s,)`` and ``given (v,)`` make the argument of the curve. ``apart``: people reached
    elsewhere, where nothing changes.
    """

    value: np.ndarray
    people: np.ndarray
    served: np.ndarray
    effort: sparse.csr_array
    given: np.ndarray
    apart: float

    def argument(self, values: np.ndarray) -> np.ndarray:
        """x of ``1 − exp(−x)`` in a solution, ``(v,)``."""
        return self.effort @ values[self.served] + self.given


def add_reached(
    model: Model, public: Public, free: np.ndarray, opened: np.ndarray, settled: np.ndarray, *, weeks: int
) -> Reached:
    """Adds whom a week reaches; the cost counts people, negative, as one of ``weeks``.

    ``free (f,)``: numbers of the openings to decide, their columns ``opened (f,)``. ``settled (n_openings,)``: which of
    the others are open. Places that none of the free ones is near are left out: nothing changes for them.
    """
    place, kind, slot_row, slot_opening = [], [], [], []
    given = np.zeros((len(public.near), len(KINDS)))
    is_free = np.zeros(len(public.site), dtype=bool)
    is_free[free] = True
    column = np.full(len(public.site), -1)
    column[free] = np.arange(len(free))
    rows = 0
    for slot, openings in public.by_slot.items():
        mine, theirs = openings[is_free[openings]], openings[settled[openings] & ~is_free[openings]]
        already = public.near[:, theirs].any(axis=1)
        given[:, KINDS.index(slot.kind)] += already
        near = public.near[:, mine] & ~already[:, np.newaxis]
        places = np.flatnonzero(near.any(axis=1))
        at, which = np.nonzero(near[places])
        slot_row.append(at + rows)
        slot_opening.append(column[mine[which]])
        place.append(places)
        kind.append(np.full(len(places), KINDS.index(slot.kind)))
        rows += len(places)
    places, kinds, at, which = (
        np.concatenate([np.empty(0, int), *part]) for part in (place, kind, slot_row, slot_opening)
    )
    served = model.columns(rows)
    offers = sparse.csr_array((np.ones(len(at)), (at, which)), shape=(rows, len(free)))
    if rows:
        model.rows((served, sparse.eye_array(rows)), (opened, -offers), upper=0.0)
    return _add_value(model, public.demand, served, places, kinds, given, weeks)


def _add_value(
    model: Model,
    demand: Demand,
    served: np.ndarray,
    places: np.ndarray,
    kinds: np.ndarray,
    given: np.ndarray,
    weeks: int,
) -> Reached:
    n_groups = len(demand.groups)
    asked = np.zeros((len(demand.near), n_groups), dtype=bool)
    asked[np.unique(places)] = True
    asked &= demand.people > 0
    row_of = np.full(asked.shape, -1)
    at, group = np.nonzero(asked)
    row_of[at, group] = np.arange(len(at))
    row = row_of[places].T.ravel()
    effort = demand.effort[:, kinds].ravel()
    kept = (row >= 0) & (effort > 0)
    matrix = sparse.csr_array(
        (effort[kept], (row[kept], np.tile(np.arange(len(places)), n_groups)[kept])), shape=(len(at), len(places))
    )
    value = model.columns(len(at), cost=-demand.people[at, group] / weeks)
    anyway = -np.expm1(-given @ demand.effort.T) * demand.people
    found = Reached(
        value,
        demand.people[at, group],
        served,
        matrix,
        (given[at] * demand.effort[group]).sum(axis=1),
        float(anyway[~asked].sum()),
    )
    for point in TOUCHED:
        add_tangents(model, found, np.full(len(at), point))
    return found


def add_tangents(model: Model, reached: Reached, points: np.ndarray) -> None:
    """``value ≤ 1 − exp(−t) + exp(−t) (x − t)``, one row a column of value, touching at ``points (v,)``."""
    if not len(reached.value):
        return
    slope, upper = tangents(reached, points)
    scaled = sparse.csr_array(sparse.diags_array(-slope) @ reached.effort)
    model.rows((reached.value, sparse.eye_array(len(points))), (reached.served, scaled), upper=upper)


def tangents(reached: Reached, points: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Slope and right-hand side of each row: ``value − slope · effort @ served ≤ upper``."""
    slope = np.exp(-points)
    return slope, 1 - slope * (1 + points) + slope * reached.given
