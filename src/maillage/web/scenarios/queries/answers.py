"""What long computations answer: the best plan for a goal, and the plans between two goals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

import numpy as np

from maillage.engine.siting.access_gain import AccessGain
from maillage.engine.siting.front import Front, front
from maillage.engine.siting.goals import goal
from maillage.engine.siting.plan import NoPlan, Plan
from maillage.engine.siting.problem import Problem
from maillage.engine.siting.wishes import Quota, Wishes

from ..models import Computation
from ..models.computation import LIMIT_SECONDS
from ..rules.settings import Settings, settings_of
from ..rules.sites import EXISTING, FORBIDDEN, LOCKED, OWN, PARTNER, Site, sites_of
from .indicators import lines
from .terrain import Terrain, terrain_of


def answer(computation: Computation) -> dict[str, Any]:
    """As JSON. Raises a MaillageError where the question has none."""
    terrain = terrain_of(computation.scenario.diagnosis)
    values = computation.asked["values"]
    settings = settings_of(values)
    sites = possible(sites_of(values), terrain, settings)
    problem, access = asked(terrain, sites, settings)
    terms = {
        "within_minutes": settings.within_minutes,
        "threshold": settings.threshold,
        "time_limit_seconds": computation.asked.get("seconds", LIMIT_SECONDS[computation.kind]),
    }
    if computation.kind == Computation.Kind.PROPOSAL:
        return told_plan(goal(settings.goal).solve(problem, access, **terms), sites)
    first, second = computation.asked["goals"]
    return told_front(front(problem, access, first, second, **terms), sites, settings, terrain)


def possible(sites: Mapping[str, Site], terrain: Terrain, settings: Settings) -> list[Site]:
    """Every place where a site could be: those of the scenario, and the candidates of which it says nothing."""
    return [*sites.values(), *(site for key, site in terrain.possible(settings).items() if key not in sites)]


def asked(terrain: Terrain, sites: Sequence[Site], settings: Settings) -> tuple[Problem, AccessGain]:
    """The question, under the wishes of the scenario."""
    problem, access = terrain.problem(sites, settings)
    return replace(problem, wishes=wishes_of(sites, settings)), access


def wishes_of(sites: Sequence[Site], settings: Settings) -> Wishes:
    keys = {rule: tuple(site.key for site in sites if site.rule == rule) for rule in (EXISTING, LOCKED, FORBIDDEN)}
    least = {OWN: settings.own_at_least, PARTNER: settings.partner_at_least}
    return Wishes(
        count=settings.count,
        budget=settings.budget,
        existing=keys[EXISTING],
        locked=keys[LOCKED],
        forbidden=keys[FORBIDDEN],
        quotas=tuple(Quota(owner, at_least) for owner, at_least in least.items() if at_least),
        one_per_commune=settings.one_per_commune,
        each_epci=settings.each_epci,
        apart_km=settings.apart_km,
    )


def told_plan(plan: Plan | NoPlan, sites: Sequence[Site]) -> dict[str, Any]:
    """A plan with its sites, or the wishes that cannot hold together."""
    if isinstance(plan, NoPlan):
        return told_conflict(plan)
    return {
        "feasible": True,
        "goal": plan.goal,
        "value": _number(plan.value),
        "bound": _number(plan.bound),
        "gap": _number(plan.gap),
        "proven": bool(plan.proven),
        "plans": [{"sites": told_sites(plan.opened, sites)}],
    }


def told_front(found: Front | NoPlan, sites: Sequence[Site], settings: Settings, terrain: Terrain) -> dict[str, Any]:
    """Its plans with every measure of each, or the wishes that cannot hold together."""
    if isinstance(found, NoPlan):
        return told_conflict(found)
    plans = [
        {
            "sites": told_sites(plan.opened, sites),
            "proven": bool(plan.proven),
            "measures": {line.measure.key: line.after for line in lines(plan.effects, settings, terrain)},
        }
        for plan in found.plans
    ]
    return {"feasible": True, "plans": plans}


def told_conflict(refused: NoPlan) -> dict[str, Any]:
    conflict = refused.conflict
    return {
        "feasible": False,
        "plans": [],
        "wishes": list(conflict.wishes) if conflict else [],
        "would_give": dict(conflict.would_give) if conflict else {},
    }


def told_sites(opened: np.ndarray, sites: Sequence[Site]) -> list[dict[str, Any]]:
    return [asdict(replace(sites[place], open=True)) for place in opened.tolist()]


def _number(value: float) -> float | None:
    """JSON knows no infinity."""
    return float(value) if np.isfinite(value) else None
