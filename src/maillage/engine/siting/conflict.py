"""Why no choice of sites fulfils the wishes: a smallest set of them that cannot hold together, and what would give.

The set is found by deletion (Chinneck & Dravnieks 1991, ORSA Journal on Computing 3(2)): wishes are left out one by one
as long as the others still cannot hold. What a wish would have to become is the least stretch of its own rows.
"""

from __future__ import annotations

import numpy as np

from ..territory.sphere import km_of_chord, unit_vectors
from .demands import Demands
from .plan import Conflict
from .problem import Problem
from .served import WISH, Service
from .wishes import Quota, rules

# Above it a row is stretched; below it is arithmetic.
STRETCHED = 1e-6


def conflict(problem: Problem, service: Service | None = None) -> Conflict | None:
    """The wishes over the sites, and ``service`` if everybody or a share is to be served, that cannot hold together.

    None if they can, or if that could not be told in time.
    """
    demands = Demands.of(problem, service)
    if demands.possible():
        return None
    kept, left = demands, demands.wishes
    for wish in demands.wishes:
        without = kept.without(wish)
        if not without.possible():
            kept = without
            left.remove(wish)
    given = {wish: would_give(demands, wish) for wish in left}
    return Conflict(tuple(left), {wish: words for wish, words in given.items() if words})


def would_give(demands: Demands, wish: str) -> str:
    """What one wish would have to become for all others to hold, as ``asked → enough``; empty if nothing helps.

    In signs and keys, which need no translation: ``8 → 12``, ``100 % → 97.3 %``, ``− town-hall-78586``.
    """
    if wish == WISH:
        return _share(demands)
    if wish == "capacities":
        more = demands.more_room()
        return "" if more is None else f"+ {_number(more)}"
    if wish == "apart_km":
        return _apart(demands)
    stretched = demands.stretched(wish)
    return "" if stretched is None else _stretched(demands.problem, wish, *stretched)


def _stretched(problem: Problem, wish: str, lowered: np.ndarray, raised: np.ndarray) -> str:
    """In words, by how much the rows of a wish would have to be ``lowered``, ``raised``: ``(rows,)`` each."""
    where, name = (lowered + raised) > STRETCHED, wish.partition(" ")[0]
    candidates, wishes = problem.candidates, problem.wishes
    if name == "quota":
        quota = next(quota for quota in wishes.quotas if f"quota {quota.owner}" == wish)
        return _quota(quota, float(lowered.sum()), float(raised.sum()))
    if name in ("count", "budget"):
        asked = getattr(wishes, name)
        return f"{_number(asked)} → {_number(asked + raised.sum())}"
    if name in ("locked", "forbidden"):
        chosen = np.zeros(len(candidates), dtype=bool)
        chosen[candidates.numbers(getattr(wishes, name))] = True
        among = candidates.keys[chosen & ~problem.existing]
    else:
        groups = candidates.commune if name == "one_per_commune" else candidates.epci
        among = np.unique(groups[groups != ""])
    return "− " + ", ".join(str(each) for each in among[where])


def _quota(quota: Quota, less: float, more: float) -> str:
    if less > STRETCHED:
        return f"≥ {quota.at_least} → {_number(quota.at_least - less)}"
    return f"≤ {quota.at_most} → {_number((quota.at_most or 0) + more)}"


def _share(demands: Demands) -> str:
    assert demands.service is not None
    most = demands.most_served()
    # Rounded down: what is said must be possible.
    return "" if most is None else f"{100 * demands.service.share:g} % → {np.floor(1000 * most + 1e-6) / 10:g} %"


def _apart(demands: Demands) -> str:
    """The greatest distance at which the others hold, by halving the distances between candidates."""
    problem, asked = demands.problem, demands.problem.wishes.apart_km
    assert asked is not None
    points = unit_vectors(problem.candidates.lat, problem.candidates.lon)
    first, second = np.triu_indices(len(points), 1)
    km = km_of_chord(np.linalg.norm(points[first] - points[second], axis=1))
    # Two sites may stand at the distance itself.
    levels = np.unique(np.append(0.0, np.floor(km[km < asked] * 10) / 10))
    low, high = 0, len(levels) - 1
    if not _at(demands, levels[0]):
        return ""
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if _at(demands, levels[middle]) else (low, middle - 1)
    return f"{_number(asked)} → {_number(levels[low])} km"


def _at(demands: Demands, km: float) -> bool:
    apart = [rule for rule in rules(demands.problem.wishing(apart_km=float(km))) if rule.wish == "apart_km"]
    others = demands.without("apart_km")
    return Demands(demands.problem, (*others.rules, *apart), demands.service).possible()


def _number(value: float) -> str:
    """Rounded up to cents, without needless ones; thousands apart."""
    rounded = float(np.ceil(round(float(value) * 100, 3)) / 100)
    return f"{rounded:,.{0 if rounded.is_integer() else 2}f}".replace(",", " ")
