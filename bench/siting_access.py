"""The model case as seen by those who need care: the goals of access, and what follows a site while it is dragged.

Run as ``python -m bench.siting_access``. A cabin of one station gives 4,500 consultations a year, shared with the
neighbours of the département as any other supply; the APL of today is the published one.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from maillage.engine.access.apl import official_decay
from maillage.engine.diagnosis.columns import LATEST_YEAR
from maillage.engine.siting.access_gain import AccessGain, access_gain
from maillage.engine.siting.effects import effects
from maillage.engine.siting.front import front
from maillage.engine.siting.goals import GOALS, Terms
from maillage.engine.siting.plan import NoPlan
from maillage.engine.siting.problem import Problem
from maillage.engine.siting.why_here import why_here
from maillage.engine.sources.reference import load_reference
from maillage.engine.territory.places import Places
from maillage.engine.territory.ring import located, ring
from maillage.engine.travel.crow_flight import CrowFlight

from .model_case import model_case

HEAD = "| what | processor | answer | proven gap |\n|---|---:|---:|---:|"
LIMIT_SECONDS = 10.0
FRONT_SECONDS = 60.0
TERMS = {"within_minutes": 15.0, "threshold": 2.5}


def model_access(problem: Problem) -> AccessGain:
    """What each of its candidates would add to the published APL."""
    reference = load_reference()
    inside = reference.communes.loc[problem.demand.codes]
    decay, router, sites = official_decay(reference.apl_parameters(LATEST_YEAR)), CrowFlight(), problem.candidates
    near = ring(reference.communes, list(problem.demand.codes), km=router.reach_km(decay.within_minutes))
    around = located(reference.communes.loc[near])
    density = Places.of_communes(inside.loc[sites.commune]).density
    places = Places(sites.keys, sites.lat, sites.lon, density)
    from_there = router.pairs(Places.of_communes(around), places, within_minutes=decay.within_minutes)
    standardised = f"standardised_population_{LATEST_YEAR}"
    return access_gain(
        problem.pairs.weights(decay),
        today=inside[f"apl_{LATEST_YEAR}"],
        standardised=inside[standardised],
        acts=sites.acts,
        beyond=from_there.weights(decay).T @ around[standardised].fillna(around["population"]).fillna(0).to_numpy(),
    )


def rows() -> Iterator[str]:
    """One line a goal, then what the pages ask for at every move, then a front."""
    problem = model_case()
    terms = Terms(problem, model_access(problem), **TERMS)
    opened = np.empty(0, dtype=int)
    for name, sought in GOALS.items():
        plan, seconds = timed(lambda sought=sought: sought.find(terms, time_limit_seconds=LIMIT_SECONDS, seed=1))
        if isinstance(plan, NoPlan):
            raise SystemExit(f"The model case has no plan for {name}: {plan.conflict}.")
        yield f"| `{name}`, {LIMIT_SECONDS:g} s | {seconds:.1f} s | {plan.value:,.3f} | {plan.gap:.2%} |"
        if name == "underserved":
            opened = plan.opened
    _, seconds = timed(lambda: effects(problem, terms.access, opened, **TERMS), times=20)
    yield f"| effects of one plan | {seconds * 1e3:.1f} ms | | |"
    reasons, seconds = timed(lambda: why_here(terms, GOALS["underserved"], opened))
    yield f"| why each of its {len(reasons)} sites | {seconds * 1e3:.0f} ms | | |"
    for names in (("minutes", "cost"), ("underserved", "minutes")):
        yield front_row(terms, names)


def front_row(terms: Terms, names: tuple[str, str]) -> str:
    found, seconds = timed(
        lambda: front(terms.problem, terms.access, *names, plans=5, time_limit_seconds=FRONT_SECONDS, **TERMS)
    )
    if isinstance(found, NoPlan):
        raise SystemExit(f"The model case has no front of {names}: {found.conflict}.")
    proven = sum(plan.proven for plan in found.plans)
    return f"| front of `{names[0]}` and `{names[1]}` | {seconds:.0f} s | {len(found.plans)} plans | {proven} proven |"


def timed[Answer](call: Callable[[], Answer], *, times: int = 1) -> tuple[Answer, float]:
    """The answer, and the shortest time on the processor."""
    answer: Any = None
    shortest = np.inf
    for _ in range(times):
        start = time.process_time()
        answer = call()
        shortest = min(shortest, time.process_time() - start)
    return answer, shortest


if __name__ == "__main__":
    print(HEAD)
    for row in rows():
        print(row, flush=True)
