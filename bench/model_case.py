"""The model case: fifty telemedicine cabins in Yvelines, some of the département's own, some at partners'.

Communes, people, EPCI and minutes (of the crow-flight model) are real; what no file says is made up, from a seed: each
commune offers two places, one of the département's own at the town hall and a partner's some km off, each at a cost.
"""

from __future__ import annotations

import numpy as np

from maillage.engine.siting.problem import Candidates, Demand, Problem
from maillage.engine.siting.wishes import Quota, Wishes
from maillage.engine.sources.reference import load_reference
from maillage.engine.territory.places import Places
from maillage.engine.territory.ring import located
from maillage.engine.travel.crow_flight import CrowFlight

DEPARTEMENT = "78"
COUNT = 50
BUDGET = 4_000.0
WITHIN_MINUTES = 60.0
# Degrees that a partner may be away from the town hall: three km at most.
AWAY = 0.02
SEED = 78


def model_case(*, capacity_of_demand: float | None = None) -> Problem:
    """259 communes × 518 candidates: 50 sites, 25 own and 25 partners', a budget, six kept, one in each EPCI.

    ``capacity_of_demand``: what fifty sites can serve, as a share of all people; None for sites without limit.
    """
    communes = located(load_reference().communes)
    communes = communes[communes["departement"] == DEPARTEMENT]
    halls = Places.of_communes(communes)
    random = np.random.default_rng(SEED)
    n = len(halls)
    lat, lon = (np.concatenate((at, at + random.uniform(-AWAY, AWAY, n))) for at in (halls.lat, halls.lon))
    keys = np.array([f"{kind}-{code}" for kind in ("hall", "partner") for code in halls.codes])
    places = Places(keys, lat, lon, np.tile(halls.density, 2))
    people = communes["population"].to_numpy(float)
    # Rent is dearer where more people live.
    cost = random.uniform(60, 140, 2 * n) * np.tile(0.8 + 0.1 * np.log10(np.maximum(people, 10)), 2)
    limit = np.inf if capacity_of_demand is None else capacity_of_demand * people.sum() / COUNT
    candidates = Candidates(
        keys=keys,
        lat=lat,
        lon=lon,
        owner=np.repeat(["own", "partner"], n),
        commune=np.tile(halls.codes, 2),
        epci=np.tile(communes["epci"].fillna("").to_numpy(str), 2),
        cost=cost.round(1),
        capacity=np.full(2 * n, limit),
        acts=np.full(2 * n, 4_500.0),
    )
    demand = Demand(halls.codes, people, people, communes["epci"].fillna("").to_numpy(str))
    kept = tuple(keys[random.choice(n, 3, replace=False)]) + tuple(keys[n + random.choice(n, 3, replace=False)])
    wishes = Wishes(
        count=COUNT,
        budget=BUDGET,
        locked=kept,
        quotas=(Quota("own", 25, 25), Quota("partner", 25, 25)),
        one_per_commune=True,
        each_epci=True,
        capacities=capacity_of_demand is not None,
    )
    return Problem(demand, candidates, CrowFlight().pairs(halls, places, within_minutes=WITHIN_MINUTES), wishes)
