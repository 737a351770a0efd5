"""Figures that others published for small examples: the papers' authors, PySAL, aceso."""

from __future__ import annotations

import json

import numpy as np
import pytest

from maillage.engine.access.decay import ExponentialDecay, Threshold
from maillage.engine.access.floating_catchment import bfca, crowding, m2sfca, spatial_availability, two_step
from maillage.engine.travel.pairs import Pairs


def test_spatial_availability_of_the_three_towns_of_soukhov():
    minutes = np.array([[15.0, 30, 100], [30, 15, 100], [100, 100, 15]])
    weights = Pairs.from_dense(minutes).weights(ExponentialDecay(0.1))
    available = spatial_availability(weights, [50_000, 150_000, 10_000], [100_000, 100_000, 10_000])
    assert available == pytest.approx([66_833, 133_203, 9_963], abs=1)


def test_two_step_of_aceso_leaves_out_whom_nobody_serves():
    weights = Pairs.from_dense(np.array([[5.0, 5], [10, 0], [15, 15]])).weights(Threshold(6))
    assert two_step(weights, [1, 1, 1], [1, 1]) == pytest.approx([1.5, 0.5, 0])


PYSAL_PEOPLE, PYSAL_DOCTORS = [100, 50, 10], [15, 20, 100]


@pytest.fixture(params=range(4), ids=["gridlock", "faster in", "faster out", "free flow"])
def hospital(request, shared):
    """A scenario of PySAL's hospital example: gravity weights 1/t, as far as 61 minutes."""
    return json.loads((shared / "oracle_pysal_hospital.json").read_text())[f"pysal_hospital_s{request.param}"]


def one_over_minutes(minutes: np.ndarray) -> np.ndarray:
    return np.where(minutes < 61, 1 / minutes, 0)


@pytest.mark.parametrize(
    ("indicator", "name"),
    [(two_step, "2sfca_gravity-1_max61"), (m2sfca, "m2"), (bfca, "bfca"), (crowding, "i2")],
)
def test_the_hospital_example_of_pysal(hospital, indicator, name):
    weights = Pairs.from_dense(np.array(hospital["cost"])).weights(one_over_minutes)
    assert indicator(weights, PYSAL_PEOPLE, PYSAL_DOCTORS) == pytest.approx(hospital[name])


def test_the_first_hospital_scenario_as_printed_by_pysal():
    minutes = np.array([[1.0, 80, 40], [80, 1, 40], [40, 40, 1]])
    weights = Pairs.from_dense(minutes).weights(one_over_minutes)
    access = two_step(weights, PYSAL_PEOPLE, PYSAL_DOCTORS)
    assert access == pytest.approx([0.33144412, 0.57982813, 7.28641817], abs=1e-8)
