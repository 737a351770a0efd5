"""A question asked of an index: which entries, in which order, how many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from maillage.engine.territory.sphere import km_of_chord, unit_vectors
from maillage.engine.travel.crow_flight import CrowFlight

from .filters import Filters
from .index import Index
from .masks import Clocks, ServiceMasks, counts, kind_counts, kinds_mask, open_mask, step_free_mask
from .order import LAST, Position, foremost
from .question import Term
from .scores import scores

# What has half of what is sought may as well be this far away for half of it.
LOST_MINUTES = 30.0


@dataclass(frozen=True, slots=True)
class Start:
    """Where somebody comes from: degrees, and the density class of the commune."""

    lat: float
    lon: float
    density: int


@dataclass(frozen=True, slots=True)
class Answer:
    """``rows``: of the index, in order; ``last``: where the last of them stands, None if nothing follows."""

    rows: np.ndarray
    entries: list[int] = field(default_factory=list)
    total: int = 0
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    loosely: bool = False
    last: Position | None = None


def answer(
    index: Index,
    terms: Sequence[Term],
    filters: Filters,
    *,
    clocks: Clocks,
    start: Start | None = None,
    at_most: int,
    after: Position | None = None,
) -> Answer:
    """Best first: by minutes and by what each lacks of what is sought, else by that alone, else by name."""
    there = index.rows["alive"].copy()
    if start and filters.within_minutes is not None:
        there &= minutes_from(index, start, there) <= filters.within_minutes
    worth = scores(index, terms, there) if terms else None
    if worth is not None:
        there &= worth.worth > 0
    if filters.open_at is not None:
        there &= open_mask(index, filters.open_at, there, clocks)
    kinds, step_free = kinds_mask(index, filters), step_free_mask(index, filters)
    masks = ServiceMasks(index, filters)
    of_services = masks.rows()
    found = there & kinds & step_free & of_services
    rows = np.flatnonzero(found)
    minutes = minutes_from(index, start, found)[rows] if start else None
    cost = _cost(worth.worth[rows] if worth else None, minutes, len(rows))
    name, entry = index.rows["name"][rows], index.rows["entry"][rows]
    # One more than is wanted tells whether anything follows.
    first = foremost(rows, cost, name, entry, at_most=at_most + 1, after=after)
    shown = first[:at_most]
    return Answer(
        rows=shown,
        entries=index.rows["entry"][shown].tolist(),
        total=len(rows),
        counts=counts(index, there & kinds & step_free, masks)
        | {
            "kinds": kind_counts(index, there & step_free & of_services),
            "step_free": _step_free_count(index, there & kinds & of_services),
        },
        loosely=bool(worth and worth.loosely),
        last=_position(index, shown[-1], rows, cost) if len(first) > at_most else None,
    )


def minutes_from(index: Index, start: Start, among: np.ndarray) -> np.ndarray:
    """By car ``(n,)``, by the model of the crow's flight; infinite for what nobody knows where it is, and for what is
    not ``among`` those that are asked about."""
    found = np.full(len(index), np.inf)
    rows = np.flatnonzero(among & index.rows["placed"])
    [here] = unit_vectors([start.lat], [start.lon])
    # To a metre: the square of a chord is twice what the product of two unit vectors lacks.
    chords = np.sqrt(np.maximum(2 - 2 * (index.where @ here)[rows], 0))
    densities = np.full(len(rows), start.density, dtype=np.int8)
    found[rows] = CrowFlight().minutes(km_of_chord(chords), densities, index.rows["density"][rows])
    return found


def _cost(worth: np.ndarray | None, minutes: np.ndarray | None, many: int) -> np.ndarray:
    lacks = np.zeros(many) if worth is None else 1 - worth / max(float(worth.max(initial=0)), 1e-9)
    return lacks if minutes is None else np.minimum(minutes, LAST) + LOST_MINUTES * lacks


def _position(index: Index, row: int, rows: np.ndarray, cost: np.ndarray) -> Position:
    own = round(float(cost[np.searchsorted(rows, row)]), 6)
    return Position(own, int(index.rows["name"][row]), int(index.rows["entry"][row]))


def _step_free_count(index: Index, entries: np.ndarray) -> dict[str, int]:
    many = int(np.count_nonzero(entries & step_free_mask(index, Filters(step_free=True))))
    return {"yes": many} if many else {}
