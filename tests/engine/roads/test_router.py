"""The router: bounded, in blocks, kept, resumed. What is asked differently must be answered the same."""

import numpy as np
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.engine.errors import OutputError, SourceError, TravelError
from maillage.engine.sources.roads.minutes_store import MinutesStore
from maillage.engine.territory.places import Places
from maillage.engine.territory.sphere import km_of_chord
from maillage.engine.travel.roads import asking, blocks, workers
from maillage.engine.travel.roads.factors import TimeFactors
from maillage.engine.travel.roads.router import OsrmRouter

from .conftest import places_in


def dense(pairs):
    minutes = np.full(pairs.shape, np.inf)
    minutes[pairs.origin, pairs.destination] = pairs.minutes
    return minutes


def same(left, right):
    return all(
        np.array_equal(getattr(left, part), getattr(right, part)) for part in ("indptr", "destination", "minutes")
    )


@pytest.mark.parametrize("bound", [2, 5, 11.5])
def test_a_bound_leaves_out_only_what_is_over_it(saint_germain, bound):
    places, router = places_in(saint_germain, 150), OsrmRouter(saint_germain)
    everything = dense(router.pairs(places, places, within_minutes=500))
    bounded = dense(router.pairs(places, places, within_minutes=bound))
    np.testing.assert_array_equal(bounded, np.where(everything <= bound, everything, np.inf))


def test_a_rounding_below_zero_is_no_time_at_all(saint_germain):
    """OSRM answers -0.1 seconds between these two points of one stretch of road."""
    here, there = np.array([[2.061865, 48.893599]]), np.array([[2.062268, 48.893543]])
    assert saint_germain.seconds(here, there).item() == 0
    assert saint_germain.spread(here[0], there)[0].item() == 0


def test_few_pairs_are_asked_for_a_short_bound(andorra):
    places, router = places_in(andorra, 1200), OsrmRouter(andorra)
    journey = router.journey(places, places, within_minutes=2)
    assert journey.pairs_asked < 0.2 * len(places) ** 2


@settings(max_examples=15)
@given(st.integers(0, 10_000), st.integers(1, 12), st.integers(1, 12))
def test_the_answer_for_a_pair_does_not_depend_on_what_else_is_asked(saint_germain, seed, n, m):
    router = OsrmRouter(saint_germain)
    places = places_in(saint_germain, n + m, seed=seed)
    whole = dense(router.pairs(places, places, within_minutes=60))
    part = router.pairs(of(places, range(n)), of(places, range(n, n + m)), within_minutes=60)
    np.testing.assert_array_equal(dense(part), whole[:n, n:])


@settings(max_examples=15)
@given(st.integers(0, 10_000))
def test_a_detour_is_never_faster(saint_germain, seed):
    """Through the network. At the middle point a car arrives in one direction and may leave in the other: a tenth of
    a second of rounding a leg is all that the two may gain."""
    places = places_in(saint_germain, 12, seed=seed)
    minutes = dense(OsrmRouter(saint_germain).pairs(places, places, within_minutes=600))
    via = (minutes[:, :, None] + minutes[None, :, :]).min(axis=1)
    finite = np.isfinite(minutes) & np.isfinite(via)
    assert finite.any()
    assert (minutes[finite] <= via[finite] + 0.2 / 60 + 1e-9).all()


def test_on_foot_there_and_back_take_the_same(saint_germain_on_foot):
    """People walk both ways: all but the few stretches that their tags make one-way on foot."""
    places = places_in(saint_germain_on_foot, 60)
    minutes = dense(OsrmRouter(saint_germain_on_foot).pairs(places, places, within_minutes=600))
    near = np.isfinite(minutes) & np.isfinite(minutes.T)
    assert near.sum() > 1000
    assert np.quantile(np.abs(minutes[near] - minutes.T[near]), 0.95) < 0.1


def test_nobody_is_faster_than_the_top_speed(saint_germain):
    places, router = places_in(saint_germain, 200), OsrmRouter(saint_germain)
    pairs = router.pairs(places, places, within_minutes=60)
    points = places.unit_vectors()
    km = km_of_chord(np.linalg.norm(points[pairs.origin] - points[pairs.destination], axis=1))
    assert all(km_of_pair <= router.reach_km(minutes) for km_of_pair, minutes in zip(km, pairs.minutes, strict=True))


def test_a_point_off_the_roads_has_no_time_and_is_named(andorra):
    inside = places_in(andorra, 30)
    far = Places(np.array(["mer"]), np.array([41.0]), np.array([3.0]), np.array([4], dtype=np.int8))
    places = Places(
        *(np.concatenate((getattr(inside, part), getattr(far, part))) for part in ("codes", "lat", "lon", "density"))
    )
    router = OsrmRouter(andorra)
    journey = router.journey(places, places, within_minutes=600)
    assert journey.off_road()["mer"] > 100_000
    minutes = dense(router.pairs(places, places, within_minutes=600))
    assert np.isinf(minutes[30]).all()
    assert np.isinf(minutes[:, 30]).all()
    assert not router.on_network(places)[30]


def test_what_was_asked_is_not_asked_again(saint_germain, tmp_path, monkeypatch):
    places, router = places_in(saint_germain, 150), OsrmRouter(saint_germain, store=MinutesStore(tmp_path))
    first = router.pairs(places, places, within_minutes=5)
    monkeypatch.setattr(asking, "ask", None)
    assert same(router.pairs(places, places, within_minutes=5), first)
    with pytest.raises(TypeError):
        router.pairs(places, places, within_minutes=6)


def test_blocks_kept_under_another_layout_are_not_taken_for_these(saint_germain, tmp_path, monkeypatch):
    places, router = places_in(saint_germain, 150), OsrmRouter(saint_germain, store=MinutesStore(tmp_path))
    first = router.pairs(places, places, within_minutes=5)
    monkeypatch.setattr(blocks, "PAIRS_AT_ONCE", 2000)
    assert same(router.pairs(places, places, within_minutes=5), first)


def test_a_stopped_run_goes_on_from_its_finished_blocks(saint_germain, tmp_path, monkeypatch):
    monkeypatch.setattr(blocks, "PAIRS_AT_ONCE", 2000)
    places = places_in(saint_germain, 150)
    router = OsrmRouter(saint_germain, store=MinutesStore(tmp_path / "stopped"))
    through = OsrmRouter(saint_germain, store=MinutesStore(tmp_path / "through"))
    expected = through.pairs(places, places, within_minutes=5)
    asked, real = [], asking.ask

    def stopped_at_the_third(*task):
        asked.append(task)
        if len(asked) == 3:
            raise KeyboardInterrupt
        return real(*task)

    monkeypatch.setattr(asking, "ask", stopped_at_the_third)
    with pytest.raises(KeyboardInterrupt):
        router.pairs(places, places, within_minutes=5)
    assert len(kept(tmp_path / "stopped")) == 2
    assert same(router.pairs(places, places, within_minutes=5), expected)
    blocks_in_all = len(router.journey(places, places, within_minutes=5).blocks)
    assert len(asked) == blocks_in_all + 1
    assert kept(tmp_path / "stopped") == kept(tmp_path / "through")


def kept(folder):
    return {path.name: path.read_bytes() for path in folder.rglob("*.*")}


def test_several_processes_give_the_same(saint_germain, monkeypatch, tmp_path):
    monkeypatch.setattr(blocks, "PAIRS_AT_ONCE", 4000)
    monkeypatch.setattr(workers, "PAIRS_WORTH_PROCESSES", 0)
    places = places_in(saint_germain, 150)
    with workers.processes(saint_germain, 2) as two:
        several = OsrmRouter(saint_germain, workers=two, store=MinutesStore(tmp_path))
        assert same(
            several.pairs(places, places, within_minutes=8),
            OsrmRouter(saint_germain).pairs(places, places, within_minutes=8),
        )


def test_a_process_that_dies_is_said(saint_germain, monkeypatch):
    monkeypatch.setattr(blocks, "PAIRS_AT_ONCE", 4000)
    monkeypatch.setattr(workers, "PAIRS_WORTH_PROCESSES", 0)
    monkeypatch.setattr(asking, "ask_there", die)
    places = places_in(saint_germain, 150)
    with workers.processes(saint_germain, 1) as one, pytest.raises(TravelError, match="was killed"):
        OsrmRouter(saint_germain, workers=one).pairs(places, places, within_minutes=8)


def die(*_):
    import os

    os._exit(9)


def test_times_kept_by_another_version_are_refused(saint_germain, tmp_path):
    places, router = places_in(saint_germain, 20), OsrmRouter(saint_germain, store=MinutesStore(tmp_path))
    router.pairs(places, places, within_minutes=5)
    (path,) = tmp_path.rglob("*.parquet")
    pq.write_table(pq.read_table(path).replace_schema_metadata({b"maillage.minutes": b"0"}), path)
    with pytest.raises(SourceError, match=r"version 0; this maillage reads version 1.*Remove this folder"):
        router.pairs(places, places, within_minutes=5)


def test_a_full_disk_is_said_and_leaves_no_half_block(saint_germain, tmp_path, monkeypatch):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("maillage.engine.sources.roads.minutes_store.parquet.write_table", full)
    places, router = places_in(saint_germain, 20), OsrmRouter(saint_germain, store=MinutesStore(tmp_path))
    with pytest.raises(OutputError, match="No space left"):
        router.pairs(places, places, within_minutes=5)
    assert kept(tmp_path) == {}


def test_peak_hours_multiply_by_the_mean_of_both_ends(saint_germain):
    places = places_in(saint_germain, 30)
    mixed = Places(places.codes, places.lat, places.lon, np.arange(30, dtype=np.int8) % 7)
    factors = TimeFactors((2.0, 1.5, 1.4, 1.3, 1.2, 1.1, 1.0), "peak")
    free = dense(OsrmRouter(saint_germain).pairs(mixed, mixed, within_minutes=600))
    peak = OsrmRouter(saint_germain, factors)
    assert "peak" in peak.label
    own = np.array(factors.by_density)[mixed.density]
    expected = free * (own[:, None] + own[None, :]) / 2
    np.testing.assert_allclose(dense(peak.pairs(mixed, mixed, within_minutes=1200)), expected)


@pytest.mark.parametrize("wrong", [(1.0,), (1, 1, 1, 1, 1, 1, 0), (1, 1, 1, 1, 1, 1, float("nan"))])
def test_wrong_factors_are_refused(wrong):
    with pytest.raises(TravelError, match="7 positive numbers"):
        TimeFactors(wrong)


def of(places, numbers):
    chosen = list(numbers)
    return Places(places.codes[chosen], places.lat[chosen], places.lon[chosen], places.density[chosen])
