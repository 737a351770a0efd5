"""Small generated questions about care, and all the plans that their wishes allow, one after the other."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from hypothesis import strategies as st
from numpy.typing import ArrayLike
from scipy import sparse

from maillage.engine.siting.access_gain import AccessGain
from maillage.engine.siting.problem import Candidates, Demand, Problem
from maillage.engine.siting.wishes import Quota, Wishes
from maillage.engine.travel.pairs import Pairs

# Ties and edges are the rule here: few distinct minutes, gains and people.
MINUTES = st.sampled_from([0.0, 5.0, 10.0, 15.0, 20.0, 25.0, np.nan])
PEOPLE = st.sampled_from([0.0, 10.0, 25.0, 100.0])
TODAY = st.sampled_from([0.0, 1.0, 1.75, 2.0, 2.25, 3.0])
GAIN = st.sampled_from([0.0, 0.0, 0.25, 0.5, 0.75, 1.0])
WITHIN = 30.0
FREE = Wishes()


@dataclass(frozen=True)
class Question:
    problem: Problem
    access: AccessGain

    def plans(self) -> Iterator[np.ndarray]:
        """Every allowed choice of sites, existing ones included, as :class:`~.plan.Plan` counts them."""
        m = len(self.problem.candidates)
        for size in range(m + 1):
            for chosen in itertools.combinations(range(m), size):
                if allowed(self.problem, set(chosen)):
                    yield np.array(chosen, dtype=int)


def allowed(problem: Problem, chosen: set[int]) -> bool:
    """The wishes, word by word."""
    wishes, sites = problem.wishes, problem.candidates
    key = {name: place for place, name in enumerate(sites.keys.tolist())}
    existing = {key[name] for name in wishes.existing}
    new = chosen - existing
    owned = {quota.owner: sum(sites.owner[j] == quota.owner for j in new) for quota in wishes.quotas}
    of_commune = {
        commune: {j for j in range(len(sites)) if sites.commune[j] == commune} for commune in set(sites.commune)
    }
    return (
        existing <= chosen
        and (wishes.count is None or len(new) <= wishes.count)
        and (wishes.budget is None or sum(sites.cost[j] for j in new) <= wishes.budget)
        and {key[name] for name in wishes.locked} <= chosen
        and not {key[name] for name in wishes.forbidden} & new
        and all(
            quota.at_least <= owned[quota.owner] <= (np.inf if quota.at_most is None else quota.at_most)
            for quota in wishes.quotas
        )
        and not (
            wishes.one_per_commune
            and any(len(members & chosen) > max(1, len(members & existing)) for members in of_commune.values())
        )
        and not (wishes.each_epci and any(not any(sites.epci[j] == epci for j in chosen) for epci in set(sites.epci)))
    )


@st.composite
def wishes(draw, keys: list[str]) -> Wishes:
    """Any of the wishes, alone and together; some cannot hold."""
    some = st.lists(st.sampled_from(keys), unique=True, max_size=2)
    existing, locked, forbidden = draw(some), draw(some), draw(some)
    return Wishes(
        count=draw(st.none() | st.integers(0, 4)),
        budget=draw(st.none() | st.sampled_from([0.0, 3.0, 6.0])),
        existing=tuple(existing),
        locked=tuple(locked),
        forbidden=tuple(key for key in forbidden if key not in locked),
        quotas=draw(st.sampled_from([(), (Quota("own", 0, 1),), (Quota("own", 1, 2), Quota("partner", 0, 1))])),
        one_per_commune=draw(st.booleans()),
        each_epci=draw(st.booleans()),
    )


def question(
    minutes: ArrayLike,
    *,
    people: ArrayLike,
    today: ArrayLike,
    gain: ArrayLike,
    wishes: Wishes = FREE,
    **sites: ArrayLike,
) -> Question:
    """``minutes (n, m)``, ``gain (n, m)``; ``sites``: what differs from free sites of one partner in one commune."""
    table = np.asarray(minutes, dtype=float)
    n, m = table.shape
    columns = {
        "owner": ["partner"] * m,
        "commune": ["78001"] * m,
        "epci": ["A"] * m,
        "cost": [0.0] * m,
        "capacity": [np.inf] * m,
        "acts": [4_500.0] * m,
    }
    columns |= sites
    candidates = Candidates(
        keys=np.array([f"site-{number}" for number in range(m)]),
        lat=np.full(m, 48.8),
        lon=np.linspace(1.6, 2.2, m),
        **{name: np.asarray(values) for name, values in columns.items()},
    )
    inhabitants = np.asarray(people, dtype=float)
    demand = Demand(np.arange(n).astype(str), inhabitants, inhabitants, np.resize(["A", "B", ""], n))
    access = AccessGain(np.asarray(today, dtype=float), sparse.csr_array(np.asarray(gain, float)), inhabitants * 1.1)
    return Question(Problem(demand, candidates, Pairs.from_dense(table, within_minutes=WITHIN), wishes), access)


@st.composite
def questions(draw, *, wished: st.SearchStrategy[Wishes] | None = None) -> Question:
    n, m = draw(st.integers(1, 5)), draw(st.integers(1, 6))

    def each(strategy: st.SearchStrategy, length: int) -> np.ndarray:
        return np.array(draw(st.lists(strategy, min_size=length, max_size=length)))

    people = each(PEOPLE, n)
    people[0] = 50.0
    return question(
        each(MINUTES, n * m).reshape(n, m),
        people=people,
        today=each(TODAY, n),
        gain=each(GAIN, n * m).reshape(n, m),
        wishes=draw(wished or wishes([f"site-{number}" for number in range(m)])),
        owner=each(st.sampled_from(["own", "partner"]), m),
        commune=each(st.sampled_from(["78001", "78002", "78003"]), m),
        epci=each(st.sampled_from(["A", "B"]), m),
        cost=each(st.sampled_from([1.0, 2.0, 3.0]), m),
    )
