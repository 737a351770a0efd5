"""The choice of sites of least cost, proven: a good plan, the relaxation, what it rules out, and the tree of the rest.

p-median, Kolm-Pollak, location with opening costs and coverage are this one search with other costs.
"""

from __future__ import annotations

import numpy as np

from .bounds import Bounds
from .branch import Best, branch, decided, worth
from .cuts import Relaxation, Relaxed
from .milp import RELATIVE_GAP, SEED
from .polish import polished, rounded
from .ranked import Ranked
from .start import cost_of, start

# With so few places in reach of sites, counted once for each, the tree ends sooner than a polish.
SMALL = 20_000


def least_cost(
    costs: Ranked,
    bounds: Bounds,
    *,
    opening: np.ndarray | None = None,
    time_limit_seconds: float = 60.0,
    seed: int = SEED,
) -> Best | None:
    """The best choice within the wishes and the time; None if no choice fulfils the wishes."""
    opening = np.zeros(costs.n_sites) if opening is None else opening
    small = len(costs.site) <= SMALL
    root = Relaxation(costs, bounds, opening=opening, time_limit_seconds=time_limit_seconds, seed=seed)
    # Whole at once, it is a better guide than greed.
    point = root.solve() if root.whole else None
    is_open = start(costs, bounds, opening=opening, guess=None if point is None else rounded(bounds, point))
    if is_open is None:
        return None
    cost = cost_of(costs, opening, is_open)
    root.add_around(is_open)
    point, bound = _relaxed(root, point, enough=cost * (1 - RELATIVE_GAP))
    if point is None:
        return Best(np.flatnonzero(is_open), cost, bound)
    if bound < worth(cost) and not small:
        is_open = polished(costs, bounds, opening, is_open, point, seed=seed)
        cost = cost_of(costs, opening, is_open)
    best = Best(np.flatnonzero(is_open), cost, min(bound, cost))
    if root.stopped or bound >= worth(cost):
        return best
    lower, upper = decided(point, np.zeros(costs.n_sites), np.ones(costs.n_sites), cost)
    rest, time_left = root, time_limit_seconds
    if not (root.whole and small):
        time_left -= root.seconds
        left = costs.only(upper > 0, lower > 0)
        rest = Relaxation(left, bounds, opening=opening, time_limit_seconds=time_left, seed=seed)
        place, level = root.tight_cuts()
        rest.add_all(place, np.minimum(level, left.beyond[place]))
    return branch(rest, bounds, best, point, lower=lower, upper=upper, opening=opening, time_limit_seconds=time_left)


def _relaxed(root: Relaxation, point: Relaxed | None, *, enough: float) -> tuple[Relaxed | None, float]:
    """The relaxation with all its cuts, or until its bound is ``enough``, or time is up; and its bound.

    ``point``: the relaxation as it stands, if it is solved.
    """
    # No plan is cheaper than everything open.
    bound, solved = root.costs.total(np.arange(root.costs.n_sites)), point or root.solve()
    while solved is not None:
        point, bound = solved, max(bound, solved.bound)
        if bound >= enough or not root.cut_off(point):
            break
        solved = root.solve()
    return point, bound
