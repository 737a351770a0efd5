"""Small generated questions of siting, and the slow obvious answer: every choice of sites, and every assignment.

Wishes are read here word by word, from what they say in :class:`~maillage.engine.siting.wishes.Wishes`.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import fields, replace

import numpy as np
from hypothesis import strategies as st
from numpy.typing import ArrayLike

from maillage.engine.siting.plan import Plan
from maillage.engine.siting.problem import Candidates, Demand, Problem
from maillage.engine.siting.wishes import Quota, Wishes
from maillage.engine.travel.pairs import Pairs

FREE = Wishes()
WITHIN = 40.0
KM_PER_DEGREE = 6371.0088 * np.pi / 180
QUOTAS = ((Quota("own", 0, 1),), (Quota("own", 2),), (Quota("own", 1, 2), Quota("partner", 1, 1)))


def problem_of(minutes: ArrayLike, *, people: ArrayLike | None = None, wishes: Wishes = FREE, **sites: ArrayLike):
    """``minutes (n, m)``, NaN out of reach; candidates stand on the equator, a degree of longitude apart."""
    table = np.asarray(minutes, dtype=float)
    n, m = table.shape
    columns = {
        "lat": np.zeros(m),
        "lon": np.arange(m, dtype=float),
        "owner": ["own"] * m,
        "commune": [f"{j:05}" for j in range(m)],
        "epci": [""] * m,
        "cost": np.ones(m),
        "capacity": np.full(m, np.inf),
        "acts": np.zeros(m),
    } | sites
    candidates = Candidates(
        keys=np.array([f"s{j}" for j in range(m)]), **{k: np.asarray(v) for k, v in columns.items()}
    )
    weight = np.ones(n) if people is None else np.asarray(people, dtype=float)
    demand = Demand(np.arange(n).astype(str), weight, weight, np.full(n, ""))
    return Problem(demand, candidates, Pairs.from_dense(table, within_minutes=WITHIN), wishes)


@st.composite
def wishes(draw, m: int, only: str | None = None) -> Wishes:
    """One wish alone, or any of them together; some cannot hold."""
    keys = [f"s{j}" for j in range(m)]
    some = st.lists(st.sampled_from(keys), unique=True, min_size=1 if only else 0, max_size=2).map(tuple)
    optional = st.nothing() if only else st.none()
    values = {
        "count": optional | st.integers(0, 3),
        "budget": optional | st.sampled_from([0.5, 3.0, 6.5]),
        "existing": some,
        "locked": some,
        "forbidden": some,
        "quotas": st.sampled_from(QUOTAS if only else ((), *QUOTAS)),
        "one_per_commune": st.just(True) if only else st.booleans(),
        "each_epci": st.just(True) if only else st.booleans(),
        "apart_km": optional | st.sampled_from([1.0, 150.0, 250.0]),
    }
    drawn = {name: draw(value) for name, value in values.items() if only in (None, name)}
    if "forbidden" in drawn:
        drawn["forbidden"] = tuple(key for key in drawn["forbidden"] if key not in drawn.get("locked", ()))
    return Wishes(**drawn)


@st.composite
def problems(draw, *, places: int = 6, sites: int = 7, only: str | None = None, capacities: bool = False) -> Problem:
    """Ties and edges are the rule: few distinct minutes, empty places, places and sites out of everything's reach."""
    n, m = draw(st.integers(1, places)), draw(st.integers(1, sites))

    def each(strategy: st.SearchStrategy, length: int) -> np.ndarray:
        return np.array(draw(st.lists(strategy, min_size=length, max_size=length)))

    minutes = each(st.sampled_from([0.0, 5.0, 10.0, 12.5, 20.0, 35.0, np.nan]), n * m).reshape(n, m)
    people = each(st.sampled_from([0.0, 10.0, 25.0, 100.0]), n)
    people[0] = 50.0
    found = problem_of(
        minutes,
        people=people,
        wishes=draw(wishes(m, only)),
        lon=each(st.sampled_from([0.0, 1.0, 2.0, 3.0]), m),
        owner=each(st.sampled_from(["own", "partner"]), m),
        commune=each(st.sampled_from(["", "78001", "78002", "78003"]), m),
        epci=each(st.sampled_from(["", "A", "B", "C"]), m),
        cost=each(st.sampled_from([1.0, 2.0, 3.0]), m),
        capacity=each(st.sampled_from([0.0, 50.0, 110.0, np.inf]), m),
    )
    return found.wishing(capacities=capacities)


def allowed(problem: Problem, chosen: set[int]) -> bool:
    """Whether a choice of open sites respects every wish about sites."""
    wishes, sites = problem.wishes, problem.candidates
    number = {key: j for j, key in enumerate(sites.keys.tolist())}
    existing, locked, forbidden = (
        {number[key] for key in keys} for keys in (wishes.existing, wishes.locked, wishes.forbidden)
    )
    new = chosen - existing
    return (
        existing | locked <= chosen
        and not forbidden & new
        and (wishes.count is None or len(new) <= wishes.count)
        and (wishes.budget is None or sum(sites.cost[j] for j in new) <= wishes.budget)
        and all(within_quota(problem, quota, new) for quota in wishes.quotas)
        and not (wishes.one_per_commune and crowded(problem, chosen, new))
        and not (wishes.each_epci and {sites.epci[j] for j in chosen} - {""} != set(sites.epci) - {""})
        and not (wishes.apart_km is not None and too_near(problem, chosen, new, wishes.apart_km))
    )


def within_quota(problem: Problem, quota: Quota, new: set[int]) -> bool:
    owned = sum(problem.candidates.owner[j] == quota.owner for j in new)
    return quota.at_least <= owned and (quota.at_most is None or owned <= quota.at_most)


def crowded(problem: Problem, chosen: set[int], new: set[int]) -> bool:
    """Whether a new site shares its commune; an empty commune is none."""
    commune = problem.candidates.commune
    return any(commune[a] == commune[b] != "" and {a, b} & new for a, b in itertools.combinations(chosen, 2))


def too_near(problem: Problem, chosen: set[int], new: set[int], km: float) -> bool:
    lon = problem.candidates.lon * KM_PER_DEGREE
    return any(abs(lon[a] - lon[b]) < km and {a, b} & new for a, b in itertools.combinations(chosen, 2))


def plans(problem: Problem) -> Iterator[np.ndarray]:
    """Every allowed choice of sites."""
    m = len(problem.candidates)
    for size in range(m + 1):
        for chosen in itertools.combinations(range(m), size):
            if allowed(problem, set(chosen)):
                yield np.array(chosen, dtype=int)


def table(problem: Problem) -> np.ndarray:
    """Minutes ``(n, m)``, infinite out of reach."""
    minutes = np.full(problem.pairs.shape, np.inf)
    minutes[problem.pairs.origin, problem.pairs.destination] = problem.pairs.minutes
    return minutes


def nearest(problem: Problem, opened: np.ndarray) -> np.ndarray:
    """Minutes ``(n,)`` to the nearest open site."""
    return table(problem)[:, opened].min(axis=1, initial=np.inf)


def assignments(problem: Problem, opened: np.ndarray) -> Iterator[np.ndarray]:
    """Minutes ``(n,)`` of every way of giving each place one open site in reach with room, or none."""
    minutes, weight, sites = table(problem), problem.demand.weight, problem.candidates
    options = [[-1, *(j for j in opened if np.isfinite(minutes[i, j]))] for i in range(len(weight))]
    for chosen in itertools.product(*options):
        site = np.array(chosen)
        load = np.bincount(site[site >= 0], weight[site >= 0], len(sites))
        if (load <= sites.capacity + 1e-9).all():
            yield np.where(site >= 0, minutes[np.arange(len(site)), site], np.inf)


def ways(problem: Problem) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Every plan with the minutes of its places: the nearest, or every assignment if capacities are wished."""
    for opened in plans(problem):
        if problem.wishes.capacities:
            yield from ((opened, minutes) for minutes in assignments(problem, opened))
        else:
            yield opened, nearest(problem, opened)


def check(problem: Problem, plan: Plan) -> np.ndarray:
    """The plan is what it says, whatever its goal. Returns the minutes of its places, infinite for none."""
    assert allowed(problem, set(plan.opened.tolist()))
    served = plan.site >= 0
    assert set(plan.site[served].tolist()) <= set(plan.opened.tolist())
    minutes = np.where(served, table(problem)[np.arange(len(served)), plan.site], np.inf)
    assert np.array_equal(np.isnan(plan.minutes), ~served)
    assert np.array_equal(plan.minutes[served], minutes[served])
    if problem.wishes.capacities:
        weight = problem.demand.weight
        load = np.bincount(plan.site[served], weight[served], len(problem.candidates))
        assert (load <= problem.candidates.capacity + 1e-6).all()
    else:
        assert np.array_equal(minutes, nearest(problem, plan.opened))
    return minutes


def keeping(problem: Problem, names: Iterable[str]) -> Problem:
    """The same with only some of the wishes, by the names that a conflict gives them. What exists stays."""
    names, owners = set(names), {name.removeprefix("quota ") for name in names if name.startswith("quota ")}
    bare = {field.name: field.default for field in fields(Wishes) if field.name not in names | {"existing", "quotas"}}
    quotas = tuple(quota for quota in problem.wishes.quotas if quota.owner in owners)
    return replace(problem, wishes=replace(problem.wishes, quotas=quotas, **bare))
