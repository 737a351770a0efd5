"""Every model against every plan that the wishes allow: each wish alone, all together, with and without capacities."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.engine.siting.coverage import coverage
from maillage.engine.siting.facility_location import facility_location
from maillage.engine.siting.kolm_pollak import ede, kappa_of, kolm_pollak
from maillage.engine.siting.p_centre import p_centre
from maillage.engine.siting.p_median import p_median
from maillage.engine.siting.plan import NoPlan
from maillage.engine.siting.set_cover import set_cover
from maillage.engine.siting.wishes import Wishes

from .every_plan import check, problems, ways

BEYOND = 30.0
REACH = 12.5
SHARE = 0.6
PER_MINUTE = 0.002
WISHES = [field.name for field in fields(Wishes) if field.name != "capacities"]


def mean_minutes(problem, opened, minutes):
    return np.average(np.minimum(minutes, BEYOND), weights=problem.demand.weight)


def uncovered(problem, opened, minutes):
    return problem.demand.weight @ (minutes > REACH)


def equivalent(problem, opened, minutes):
    return ede(np.minimum(minutes, BEYOND), problem.demand.weight, kappa_of(problem, 1.0, BEYOND))


def new_sites(problem, opened, minutes):
    return (~problem.existing)[opened].sum() if served(problem, minutes <= REACH) >= SHARE - 1e-9 else np.inf


def longest(problem, opened, minutes):
    order = np.argsort(minutes)
    share = np.cumsum(problem.demand.weight[order]) / problem.demand.weight.sum()
    return minutes[order][share >= SHARE - 1e-9].min()


def worst(problem, opened, minutes):
    return minutes[problem.demand.weight > 0].max()


def all_costs(problem, opened, minutes):
    there = problem.demand.weight > 0
    travel = PER_MINUTE * problem.demand.weight[there] @ minutes[there]
    return problem.candidates.cost[opened][~problem.existing[opened]].sum() + travel


def served(problem, which):
    return problem.demand.weight @ which / problem.demand.weight.sum()


# The model, what it makes least, and how its value reads from that.
MODELS = {
    "coverage": (
        lambda problem: coverage(problem, within_minutes=REACH),
        uncovered,
        lambda problem, least: problem.demand.weight.sum() - least,
    ),
    "p_median": (lambda problem: p_median(problem, beyond_minutes=BEYOND), mean_minutes, None),
    "kolm_pollak": (lambda problem: kolm_pollak(problem, aversion=1.0, beyond_minutes=BEYOND), equivalent, None),
    "set_cover": (lambda problem: set_cover(problem, within_minutes=REACH, share=SHARE), new_sites, None),
    "p_centre": (p_centre, worst, None),
    "p_centre of a share": (lambda problem: p_centre(problem, share=SHARE), longest, None),
    "facility_location": (
        lambda problem: facility_location(problem, cost_per_minute=PER_MINUTE),
        all_costs,
        None,
    ),
}
every_model = pytest.mark.parametrize("model", MODELS)


def compare(model, problem):
    """The best of all plans is what the model says; it says no plan if and only if there is none."""
    solve, measure, told = MODELS[model]
    least = min((measure(problem, opened, minutes) for opened, minutes in ways(problem)), default=np.inf)
    found = solve(problem)
    if least == np.inf:
        assert isinstance(found, NoPlan)
        assert found.conflict is not None
        assert found.conflict.wishes
        return
    assert not isinstance(found, NoPlan)
    expected = told(problem, least) if told else least
    assert found.value == pytest.approx(expected, abs=1e-5)
    assert found.bound == pytest.approx(expected, abs=1e-5)
    minutes = check(problem, found)
    assert measure(problem, found.opened, minutes) == pytest.approx(least, abs=1e-5)


@every_model
@settings(max_examples=24)
@given(problems())
def test_all_wishes_together(model, problem):
    compare(model, problem)


@every_model
@settings(max_examples=10)
@given(problems(places=4, sites=4, capacities=True))
def test_with_capacities(model, problem):
    compare(model, problem)


@every_model
@settings(max_examples=12)
@given(st.sampled_from(WISHES).flatmap(lambda wish: problems(only=wish)))
def test_each_wish_alone(model, problem):
    compare(model, problem)
