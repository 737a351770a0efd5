"""What the page says of wishes is what the engine holds a plan to."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from maillage.engine.siting.problem import Candidates, Demand, Problem
from maillage.engine.siting.wishes import Quota, Wishes, rules
from maillage.engine.travel.pairs import Pairs
from maillage.web.scenarios.rules.settings import Settings
from maillage.web.scenarios.rules.sites import Site
from maillage.web.scenarios.rules.wishes import checked

EPCI = {"A": "1", "B": "1", "C": "2"}
sites = st.lists(
    st.builds(
        Site,
        key=st.just(""),
        name=st.just("x"),
        commune=st.sampled_from(sorted(EPCI)),
        lat=st.floats(48.5, 48.6),
        lon=st.floats(1.8, 1.9),
        owner=st.sampled_from(["own", "partner"]),
        cost=st.sampled_from([None, 5.0, 20.0]),
        open=st.booleans(),
        rule=st.just(""),
    ),
    min_size=1,
    max_size=7,
).map(lambda found: [Site(**{**vars(each), "key": str(k)}) for k, each in enumerate(found)])
existing = st.sets(st.integers(0, 6))
settings = st.builds(
    Settings,
    count=st.none() | st.integers(0, 5),
    budget=st.none() | st.integers(0, 60),
    own_at_least=st.none() | st.integers(1, 3),
    partner_at_least=st.none() | st.integers(1, 3),
    one_per_commune=st.booleans(),
    each_epci=st.booleans(),
    apart_km=st.none() | st.floats(1, 8),
    cost=st.just(10.0),
)


@given(sites, existing, settings)
def test_a_wish_holds_on_the_page_where_its_row_holds_in_the_engine(
    drawn: list[Site], today: set[int], said: Settings
) -> None:
    found = [
        Site(**{**vars(each), "rule": "existing", "open": True}) if k in today else each for k, each in enumerate(drawn)
    ]
    here = {EPCI[each.commune] for each in found}
    told = checked(found, said, epci=EPCI, every_epci={code: code for code in here})
    assert {kept.wish: kept.holds for kept in told} == of_the_engine(found, said)


def of_the_engine(found: list[Site], said: Settings) -> dict[str, bool]:
    def column(read) -> np.ndarray:
        return np.array([read(each) for each in found])

    candidates = Candidates(
        keys=column(lambda s: s.key),
        lat=column(lambda s: s.lat),
        lon=column(lambda s: s.lon),
        owner=column(lambda s: s.owner),
        commune=column(lambda s: s.commune),
        epci=column(lambda s: EPCI[s.commune]),
        cost=column(lambda s: said.cost if s.cost is None else s.cost),
        capacity=np.full(len(found), np.inf),
        acts=np.zeros(len(found)),
    )
    wishes = Wishes(
        count=said.count,
        budget=said.budget,
        existing=tuple(each.key for each in found if each.rule == "existing"),
        quotas=tuple(
            Quota(owner, least)
            for owner, least in (("own", said.own_at_least), ("partner", said.partner_at_least))
            if least
        ),
        one_per_commune=said.one_per_commune,
        each_epci=said.each_epci,
        apart_km=said.apart_km,
    )
    demand = Demand(np.array(["A"]), np.ones(1), np.ones(1), np.array(["1"]))
    problem = Problem(demand, candidates, Pairs.from_dense(np.zeros((1, len(found)))), wishes)
    is_open = column(lambda s: float(s.open))
    names = {"quota own": "own_at_least", "quota partner": "partner_at_least"}
    held = {
        names.get(rule.wish, rule.wish): bool(
            ((rule.matrix @ is_open >= rule.lower - 1e-9) & (rule.matrix @ is_open <= rule.upper + 1e-9)).all()
        )
        for rule in rules(problem)
        if rule.wish != "existing"
    }
    # No two sites are near enough for a row: the wish holds, and the engine has nothing to say.
    return {"apart_km": True, **held} if said.apart_km else held
