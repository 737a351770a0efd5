"""The published instances with their known optima: a quick selection; ``python -m bench`` solves them all."""

from __future__ import annotations

import pytest

from bench import instances
from maillage.engine.siting.coverage import coverage
from maillage.engine.siting.facility_location import facility_location
from maillage.engine.siting.p_median import p_median

SWAIN = {2: 4614.765, 3: 3870.244, 4: 3283.860, 5: 2950.410, 6: 2656.169, 7: 2427.409, 8: 2224.468, 9: 2067.972}
SWAIN |= {10: 1921.308}
SWAIN_COVERED = {2: 502, 3: 548, 4: 581, 5: 609, 6: 625, 7: 633, 8: 638, 9: 640}


@pytest.fixture(scope="module")
def folder(shared):
    return shared / "instances"


def total(plan, instance):
    return plan.value * instance.problem.demand.weight.sum()


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5, 6, 11, 16])
def test_or_library_p_median(folder, number):
    instance = instances.pmed(folder, number)
    plan = p_median(instance.problem, beyond_minutes=instance.beyond)
    assert total(plan, instance) == pytest.approx(instance.optimum, abs=1e-3)
    assert plan.proven
    assert len(plan.opened) <= instance.problem.wishes.count


@pytest.mark.parametrize(("count", "optimum"), SWAIN.items())
def test_swain_p_median(folder, count, optimum):
    instance = instances.swain(folder).opening(count, optimum)
    plan = p_median(instance.problem, beyond_minutes=instance.beyond)
    assert total(plan, instance) == pytest.approx(optimum, abs=1e-3)
    assert plan.proven


@pytest.mark.parametrize(("count", "optimum"), SWAIN_COVERED.items())
def test_swain_coverage(folder, count, optimum):
    plan = coverage(instances.swain(folder).opening(count, optimum).problem, within_minutes=10)
    assert plan.value == pytest.approx(optimum)
    assert plan.proven


@pytest.mark.parametrize("number", [41, 51, 74, 104, 134])
def test_or_library_capacitated_facility_location(folder, number):
    instance = instances.cap(folder, number)
    plan = facility_location(instance.problem, cost_per_minute=1.0, shared=True)
    assert plan.value == pytest.approx(instance.optimum, abs=1e-2)
    assert plan.proven


@pytest.mark.parametrize("number", [1, 2, 5])
def test_or_library_capacitated_p_median(folder, number):
    instance = instances.pmedcap(folder, number)
    plan = p_median(instance.problem, beyond_minutes=instance.beyond)
    assert total(plan, instance) == pytest.approx(instance.optimum, abs=1e-3)
    assert plan.proven
