"""A good plan in no time: greedy, then the best swap as long as one helps. Every exact model starts from it.

The swaps are evaluated all at once from the first and second nearest open site (Whitaker 1983; Resende & Werneck 2007,
European Journal of Operational Research 179), over those entries only that are nearer than the second.
"""

from __future__ import annotations

import numpy as np

from .bounds import Bounds
from .milp import Model, solve
from .ranked import Ranked

# Below it a saving is arithmetic, and would be made and unmade for ever.
LEAST_SAVING = 1e-9


def start(
    costs: Ranked, bounds: Bounds, *, opening: np.ndarray | None = None, guess: np.ndarray | None = None
) -> np.ndarray | None:
    """A good choice ``(m,)`` of sites; None if none fulfils the wishes.

    ``opening (m,)``: what opening each site adds to the cost, 0 without; ``guess``: a choice to begin from, not greed.
    """
    opening = np.zeros(costs.n_sites) if opening is None else opening
    is_open = greedy(costs, bounds, opening) if guess is None else guess
    if not bounds.hold(is_open):
        is_open = nearest_allowed(is_open, bounds)
    return None if is_open is None else improved(costs, bounds, opening, is_open)


def greedy(costs: Ranked, bounds: Bounds, opening: np.ndarray) -> np.ndarray:
    """One site after the other, each time the one that saves most, while the wishes leave room. ``(m,)`` bool."""
    # A wish that asks for at least as much as is possible decides for us: locked sites and those that exist.
    only = np.diff(bounds.rows.tocsr().indptr) == 1
    forced = (bounds.lower > 0) & only
    is_open = (bounds.rows.T @ forced) > 0
    reached = bounds.rows @ is_open.astype(float)
    _, now, _ = costs.two_nearest(is_open)
    saving = np.bincount(costs.site, np.maximum(now[costs.place] - costs.cost, 0.0), costs.n_sites) - opening
    by_site = costs.by_site()
    while True:
        allowed = bounds.may_open(reached, lower=False) & ~is_open
        best = int(np.where(allowed, saving, -np.inf).argmax()) if len(saving) else -1
        if best < 0 or not (allowed[best] and saving[best] > LEAST_SAVING):
            return is_open
        is_open[best] = True
        reached = reached + bounds.column(best)
        # What the others would save falls, at the places that now have something nearer, and nowhere else.
        place, cost = by_site.of(best)
        closer = cost < now[place]
        place, cost = place[closer], cost[closer]
        entries = costs.entries(place)
        site, way = costs.site[entries], costs.cost[entries]
        length = costs.indptr[place + 1] - costs.indptr[place]
        lost = np.maximum(np.repeat(now[place], length) - way, 0.0) - np.maximum(np.repeat(cost, length) - way, 0.0)
        saving -= np.bincount(site, lost, costs.n_sites)
        now[place] = cost


def nearest_allowed(part: np.ndarray, bounds: Bounds) -> np.ndarray | None:
    """The choice within the wishes that differs least from how much each site opens ``(m,)``; None if there is none."""
    if bounds.hold(part > 0.5):
        return part > 0.5
    model = Model()
    columns = model.columns(len(part), cost=1.0 - 2.0 * part, integer=True)
    model.rows((columns, bounds.rows), lower=bounds.lower, upper=bounds.upper)
    values = solve(model).values
    return None if values is None else values > 0.5


def improved(costs: Ranked, bounds: Bounds, opening: np.ndarray, is_open: np.ndarray) -> np.ndarray:
    """The best addition, removal or swap within the wishes, again and again until none saves anything."""
    is_open, place = is_open.copy(), costs.place
    while True:
        move = _best_move(costs, bounds, opening, is_open, place)
        if move is None:
            return is_open
        closing, into = move
        if closing >= 0:
            is_open[closing] = False
        if into >= 0:
            is_open[into] = True


def _best_move(
    costs: Ranked, bounds: Bounds, opening: np.ndarray, is_open: np.ndarray, place: np.ndarray
) -> tuple[int, int] | None:
    """(site to close, site to open), -1 for neither; None when nothing saves."""
    opened = np.flatnonzero(is_open)
    saving = _savings(costs, opening, is_open, opened, place)
    reached = bounds.rows @ is_open.astype(float)
    best, chosen = LEAST_SAVING, None
    # The last row stands for closing none, the last column for opening none.
    for row in np.argsort(-saving.max(axis=1), kind="stable"):
        if not saving[row].max() > best:
            break
        closing = int(opened[row]) if row < len(opened) else -1
        after = reached if closing < 0 else reached - bounds.column(closing)
        allowed = np.append(bounds.may_open(after) & ~is_open, _holds(bounds, after))
        column = int(np.where(allowed, saving[row], -np.inf).argmax())
        if allowed[column] and saving[row, column] > best:
            best = saving[row, column]
            chosen = closing, column if column < costs.n_sites else -1
    return chosen


def _savings(
    costs: Ranked, opening: np.ndarray, is_open: np.ndarray, opened: np.ndarray, place: np.ndarray
) -> np.ndarray:
    """``(k + 1, m + 1)``: what closing one open site (last row: none) and opening another (last column: none) saves."""
    k, m = len(opened), costs.n_sites
    site, now, second = costs.two_nearest(is_open)
    row_of = np.full(m + 1, k)
    row_of[opened] = np.arange(k)
    row = row_of[site]
    near = costs.below(second)
    at, where, cost = place[near], costs.site[near], costs.cost[near]
    saving = np.zeros((k + 1, m + 1))
    closer = cost < now[at]
    saving[:, :m] += np.bincount(where[closer], now[at[closer]] - cost[closer], m) - opening
    # Whoever loses their site goes to the new one if it is nearer than their second.
    kept = second[at] - np.maximum(cost, now[at])
    saving[:, :m] += np.bincount(row[at] * m + where, kept, (k + 1) * m).reshape(k + 1, m)
    loss = np.bincount(row, second - now, k + 1)
    loss[k] = 0.0
    saving[:k] += (opening[opened] - loss[:k])[:, np.newaxis]
    saving[:, opened] = -np.inf
    saving[k, m] = 0.0
    return saving


def _holds(bounds: Bounds, reached: np.ndarray) -> bool:
    return bool(((reached >= bounds.lower - 1e-6) & (reached <= bounds.upper + 1e-6)).all())


def cost_of(costs: Ranked, opening: np.ndarray, is_open: np.ndarray) -> float:
    """What a choice ``(m,)`` costs, ways and openings."""
    return float(costs.two_nearest(is_open)[1].sum() + opening[is_open].sum())
