"""Goals inside a linear model, so that any two can be combined: sought, or bounded by a row.

The models of single goals are faster, each in its own way; these are the plain ones. Where minutes matter, a place
sees only so many of its nearest sites (``sight (n,)``) and pays too little if none of them opens: whoever solves looks
at the plan, and lets those places see farther that had to.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy import sparse

from ..travel.pairs import Pairs
from .milp import Model
from .objective import Objective
from .ranked import Ranked


class Paid(NamedTuple):
    """What each place pays: ``base (n,) + matrix (n, k) @ v[columns]``."""

    columns: np.ndarray
    matrix: sparse.csr_array
    base: np.ndarray


def covered(model: Model, sites: np.ndarray, pairs: Pairs, weight: np.ndarray, within_minutes: float) -> Objective:
    """The most weight with an open site within some minutes: a column a place, no more than its open sites."""
    near = pairs.minutes <= within_minutes
    columns = model.columns(pairs.shape[0])
    reach = sparse.csr_array((np.ones(near.sum()), (pairs.origin[near], pairs.destination[near])), shape=pairs.shape)
    model.rows((sites, reach), (columns, -sparse.eye_array(len(columns))), lower=0.0)
    return Objective(columns, weight.astype(float), most=True)


def total_paid(model: Model, sites: np.ndarray, costs: Ranked, *, sight: np.ndarray) -> Objective:
    """The least sum of what all places pay."""
    each = paid(model, sites, costs, sight=sight)
    return Objective(each.columns, each.matrix.sum(axis=0), float(each.base.sum()))


def most_paid(
    model: Model, sites: np.ndarray, costs: Ranked, *, sight: np.ndarray, among: sparse.csr_array | None = None
) -> Objective:
    """The least of what the worst pays: the worst place, or, by ``among (g, n)``, the worst mean of ``g`` groups."""
    each = paid(model, sites, costs, sight=sight)
    groups = sparse.eye_array(len(each.base), format="csr") if among is None else among
    worst = model.columns(1, upper=np.inf)
    above = sparse.csr_array(np.ones((groups.shape[0], 1)))
    model.rows((worst, above), (each.columns, -(groups @ each.matrix)), lower=groups @ each.base)
    return Objective(worst, np.ones(1))


def paid(model: Model, sites: np.ndarray, costs: Ranked, *, sight: np.ndarray) -> Paid:
    """What each place pays for the cheapest open site among so many of the cheapest, in the radius form.

    A column for each place and step of its costs is 1 while no site up to that step is open; the place pays the way to
    the next step for it. Source: García, Labbé & Marín (2011), Solving large p-median problems with a radius
    formulation, INFORMS Journal on Computing 23(4).
    """
    place = costs.place
    turn = np.arange(len(place)) - costs.indptr[place]
    seen = turn < sight[place]
    cost_after = np.append(costs.cost[1:], 0.0)
    last = np.append(place[1:] != place[:-1], True)[: len(place)]
    cost_after[last] = costs.beyond[place[last]]
    place, cost, cost_after, site = place[seen], costs.cost[seen], cost_after[seen], costs.site[seen]
    # Sites of one place that cost the same make one step.
    starts = np.append(True, (place[1:] != place[:-1]) | (cost[1:] != cost[:-1]))[: len(place)]
    step = np.cumsum(starts) - 1
    step_place = place[starts]
    ends = np.append(starts[1:], True)[: len(place)]
    columns = model.columns(len(step_place))
    first = np.append(True, step_place[1:] != step_place[:-1])[: len(step_place)]
    n_steps = len(step_place)
    if n_steps:
        opens = sparse.csr_array((np.ones(len(step)), (step, site)), shape=(n_steps, costs.n_sites))
        later = np.flatnonzero(~first)
        before = sparse.csr_array((-np.ones(len(later)), (later, later - 1)), shape=(n_steps, n_steps))
        model.rows(
            (sites, opens), (columns, sparse.eye_array(n_steps, format="csr") + before), lower=first.astype(float)
        )
    base = costs.beyond.copy()
    base[step_place[first]] = cost[starts][first]
    way = (cost_after - cost)[ends]
    matrix = sparse.csr_array((way, (step_place, np.arange(n_steps))), shape=(len(base), n_steps))
    return Paid(columns, matrix, base)
