"""The choice of sites of least cost, proven: a good plan, the relaxation, what it rules out, and the tree of the rest.

p-median, Kolm-Pollak, location with opening costs and coverage are this one search with other costs.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .bounds import Bounds
from .branch import Best, branch
from .cuts import Relaxation
from .milp import SEED
from .ranked import Ranked
from .start import improved, start
from .wishes import Rule


def least_cost(
    costs: Ranked,
    found: Sequence[Rule],
    *,
    opening: np.ndarray | None = None,
    time_limit_seconds: float = 60.0,
    seed: int = SEED,
) -> Best | None:
    """The best choice within the wishes and the time; None if no choice fulfils the wishes."""
    opening = np.zeros(costs.n_sites) if opening is None else opening
    opened = start(costs, found, opening=opening)
    if opened is None:
        return None
    bounds = Bounds.of(found, costs.n_sites)
    best = Best(opened, _cost(costs, opening, opened), 0.0)
    root = Relaxation(costs, found, opening=opening, time_limit_seconds=time_limit_seconds, seed=seed)
    is_open = np.zeros(costs.n_sites, dtype=bool)
    is_open[opened] = True
    _, now, second = costs.two_nearest(is_open)
    everyone = np.arange(len(now))
    root.add(everyone, now)
    root.add(everyone, second)
    point = None
    bound = 0.0
    while True:
        solved = root.solve()
        if solved is None:
            break
        point, bound = solved, max(bound, solved.bound)
        if bound >= best.cost * (1 - 1e-9) or not root.cut_off(point):
            break
    if point is None:
        return best._replace(bound=bound)
    order = np.argsort(-point.open, kind="stable")[: len(opened)]
    top = np.zeros(costs.n_sites, dtype=bool)
    top[order] = True
    if bounds.hold(top):
        again = np.flatnonzero(improved(costs, bounds, opening, top))
        if _cost(costs, opening, again) < best.cost:
            best = Best(again, _cost(costs, opening, again), 0.0)
    best = best._replace(bound=min(bound, best.cost))
    gap = best.cost - bound
    lower = ((point.open > 1 - 1e-6) & (-point.reduced_cost > gap)).astype(float)
    upper = 1.0 - ((point.open < 1e-6) & (point.reduced_cost > gap))
    left = costs.only(upper > 0, lower > 0)
    rest = Relaxation(left, found, opening=opening, time_limit_seconds=time_limit_seconds - root.seconds, seed=seed)
    place, level = root.tight_cuts()
    rest.add_all(place, np.minimum(level, left.beyond[place]))
    return branch(
        rest,
        bounds,
        best,
        lower=lower,
        upper=upper,
        opening=opening,
        time_limit_seconds=time_limit_seconds - root.seconds,
    )


def _cost(costs: Ranked, opening: np.ndarray, opened: np.ndarray) -> float:
    return costs.total(opened) + float(opening[opened].sum())
