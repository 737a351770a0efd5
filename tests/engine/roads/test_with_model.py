"""Real roads inside, the model beyond: each pair has one of the two answers, and it is known which."""

from dataclasses import replace

import numpy as np
import pytest

from maillage.engine.sources.roads.network import RoadNetwork
from maillage.engine.territory.places import Places
from maillage.engine.travel.calibrate import measure_error, measure_error_of_pairs
from maillage.engine.travel.crow_flight import CrowFlight
from maillage.engine.travel.roads.router import OsrmRouter
from maillage.engine.travel.roads.with_model import RoadsWithModel

from .conftest import places_in


@pytest.fixture
def places(saint_germain):
    """Sixty points in the box of the network, and sixty east of it."""
    inside = places_in(saint_germain, 60)
    codes = np.concatenate((inside.codes, [f"east {i}" for i in range(60)]))
    lon = np.concatenate((inside.lon, inside.lon + 0.3))
    return Places(codes, np.tile(inside.lat, 2), lon, np.tile(inside.density, 2))


def dense(pairs):
    minutes = np.full(pairs.shape, np.inf)
    minutes[pairs.origin, pairs.destination] = pairs.minutes
    return minutes


def test_each_pair_has_the_answer_of_its_router(saint_germain, places):
    roads, model = OsrmRouter(saint_germain), CrowFlight()
    router = RoadsWithModel(roads, model)
    held = router.holds(places)
    assert 20 < held.sum() < 60
    both = held[:, None] & held[None, :]
    real, modelled = (dense(each.pairs(places, places, within_minutes=25)) for each in (roads, model))
    np.testing.assert_array_equal(
        dense(router.pairs(places, places, within_minutes=25)), np.where(both, real, modelled)
    )


def test_what_lies_beyond_the_cut_is_not_on_the_network(saint_germain, places):
    west, south, east, north = saint_germain.record.bounds
    halved = replace(saint_germain.record, cut=(west, south, (west + east) / 2, north))
    cut = RoadNetwork(saint_germain.folder, halved, saint_germain._engine)
    held = RoadsWithModel(OsrmRouter(cut), CrowFlight()).holds(places)
    assert held.any()
    assert (places.lon[held] <= (west + east) / 2).all()


def test_the_label_names_both_and_the_reach_is_the_wider(saint_germain):
    roads, model = OsrmRouter(saint_germain), CrowFlight()
    router = RoadsWithModel(roads, model)
    assert roads.label in router.label
    assert model.label in router.label
    assert router.approximate
    assert router.errors == model.errors
    assert router.reach_km(20) == max(roads.reach_km(20), model.reach_km(20))


def test_the_error_of_the_model_is_the_same_from_pairs_and_from_a_matrix(saint_germain):
    places = places_in(saint_germain, 80)
    pairs = OsrmRouter(saint_germain).pairs(places, places, within_minutes=600)
    full = dense(pairs)
    errors = measure_error_of_pairs(CrowFlight(), places, pairs)
    assert errors == measure_error(CrowFlight(), places, np.where(np.isfinite(full), full, np.nan))
    assert sum(band.pairs for band in errors) > 500
