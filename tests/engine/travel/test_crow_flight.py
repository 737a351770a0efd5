"""The crow-flight model: its formula, its sparse search, and the fit on real times that gave its coefficients."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from maillage.engine.errors import TravelError
from maillage.engine.sources.times import read_times
from maillage.engine.territory.places import Places
from maillage.engine.territory.sphere import km_of_chord
from maillage.engine.travel.calibrate import calibrate
from maillage.engine.travel.crow_flight import CrowFlight


def places_at(points, density=None):
    n = len(points)
    density = np.zeros(n, dtype=np.int8) if density is None else density
    return Places(np.array([f"{i:05}" for i in range(n)]), points[:, 0], points[:, 1], density)


@given(
    arrays(float, (9, 2), elements=st.floats(-0.3, 0.3)),
    arrays(np.int8, 9, elements=st.integers(0, 6)),
    st.floats(3, 40),
)
def test_sparse_pairs_equal_the_double_loop(points, density, bound):
    model, places = CrowFlight(), places_at(points + np.array((46, 3)), density)
    vectors = places.unit_vectors()
    found = model.pairs(places, places, within_minutes=bound)
    sparse_minutes = dict(zip(zip(found.origin, found.destination, strict=True), found.minutes, strict=True))
    for i in range(9):
        for j in range(9):
            km = float(km_of_chord(np.linalg.norm(vectors[i] - vectors[j])))
            pace = (model.pace_minutes_per_km[density[i]] + model.pace_minutes_per_km[density[j]]) / 2
            minutes = model.terminal_minutes + km * pace if km > 0 else 0.0
            if abs(minutes - bound) > 1e-6:
                assert ((i, j) in sparse_minutes) == (minutes < bound)
            if (i, j) in sparse_minutes:
                assert sparse_minutes[i, j] == pytest.approx(minutes)


def test_nothing_within_the_bound_is_beyond_the_reach():
    points = np.column_stack((np.linspace(45, 46, 200), np.full(200, 5.0)))
    for density in range(7):
        places = places_at(points, np.full(200, density, dtype=np.int8))
        pairs = CrowFlight().pairs(places, places, within_minutes=20)
        vectors = places.unit_vectors()
        km = km_of_chord(np.linalg.norm(vectors[pairs.origin] - vectors[pairs.destination], axis=1))
        assert km.max() <= CrowFlight().reach_km(20)


@pytest.fixture(scope="module")
def isere(shared, reference):
    times = read_times(shared / "data/isere-38/temps_voiture_communes_isere_osrm_2021_secondes.csv", unit="seconds")
    codes = list(times.codes)
    minutes = pd.Series(times.minutes, [times.origin, times.destination]).unstack().loc[codes, codes].to_numpy()
    return Places.of_communes(reference.communes.loc[codes]), minutes


def test_the_shipped_coefficients_and_errors_are_the_fit_on_isere(isere):
    assert calibrate(*isere, calibrated_on=CrowFlight().calibrated_on) == CrowFlight()


def test_the_fit_recovers_a_model_from_its_own_times(isere):
    places, _ = isere
    truth = CrowFlight(3.5, (2.0, 1.8, 1.6, 1.5, 1.4, 1.3, 1.2))
    vectors = places.unit_vectors()
    km = km_of_chord(np.linalg.norm(vectors[:, None] - vectors, axis=2))
    minutes = truth.minutes(km, places.density[:, None], places.density[None, :])
    fitted = calibrate(places, minutes, calibrated_on="itself")
    assert (fitted.terminal_minutes, fitted.pace_minutes_per_km) == (
        truth.terminal_minutes,
        truth.pace_minutes_per_km,
    )
    assert max(band.mean_absolute for band in fitted.errors) == 0


def test_too_few_pairs_to_fit_on(isere):
    places, minutes = isere
    few = Places(places.codes[:5], places.lat[:5], places.lon[:5], places.density[:5])
    with pytest.raises(TravelError, match="Only"):
        calibrate(few, minutes[:5, :5], calibrated_on="five communes")
