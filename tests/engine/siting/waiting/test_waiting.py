"""Waiting: closed forms, and a simulation that knows none of them."""

from __future__ import annotations

import math
from math import comb, exp, factorial

import ciw
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.engine.errors import SitingError
from maillage.engine.siting.waiting.appointments import Appointments, slots_for
from maillage.engine.siting.waiting.overbooking import Shows, overflow, safe_bookings
from maillage.engine.siting.waiting.sizing import Opened, size_for
from maillage.engine.siting.waiting.walk_in import WalkIn, stations_for


def simulated(network: dict, *, days: float, seed: int = 1) -> list:
    """Every visit that began after the first tenth of the time."""
    ciw.seed(seed)
    simulation = ciw.Simulation(ciw.create_network(**network))
    simulation.simulate_until_max_time(days)
    return [record for record in simulation.get_all_records() if record.arrival_date > days / 10]


def crommelin(load: float, slots_waited: float) -> float:
    """P(wait ≤ t) of M/D/1, exactly, for short waits (Erlang 1909): the sum loses its digits in long ones."""
    return (1 - load) * sum(
        (load * (k - slots_waited)) ** k / factorial(k) * exp(-load * (k - slots_waited))
        for k in range(math.floor(slots_waited) + 1)
    )


@pytest.mark.parametrize("load", [0.5, 0.8])
def test_appointments_wait_as_in_a_simulation(load):
    slots = 12
    records = simulated(
        {
            "arrival_distributions": [ciw.dists.Exponential(load * slots)],
            "service_distributions": [ciw.dists.Deterministic(1 / slots)],
            "number_of_servers": [1],
        },
        days=1_000,
    )
    waits = np.array([record.waiting_time for record in records])
    expected = Appointments(load * slots, slots)
    assert waits.mean() == pytest.approx(expected.mean_days, rel=0.15)
    for days in (2 / slots, 5 / slots):
        assert (waits > days).mean() == pytest.approx(expected.share_waiting_over(days), abs=0.04)
    assert np.quantile(waits, 0.9) == pytest.approx(expected.days_of_share(0.9), abs=0.5 / slots)


@pytest.mark.parametrize("load", [0.3, 0.6, 0.9])
@pytest.mark.parametrize("waited", [2.0, 3.5, 5.0])
def test_the_tail_is_that_of_erlang(load, waited):
    share = Appointments(load * 10, 10).share_waiting_over(waited / 10)
    assert share == pytest.approx(1 - crommelin(load, waited), rel=0.05)


@given(st.floats(0.5, 200), st.floats(0.01, 30), st.sampled_from([None, 0.8, 0.95]))
def test_one_slot_fewer_would_be_too_few(requests, most_days, share):
    slots = slots_for(requests, most_days=most_days, share=share)

    def holds(number: int) -> bool:
        offered = Appointments(requests, number)
        wait = offered.mean_days if share is None else offered.days_of_share(share)
        return offered.valid and wait <= most_days

    assert holds(slots)
    assert slots == 1 or not holds(slots - 1)


def test_more_asked_than_offered_waits_for_ever():
    assert Appointments(10, 10).mean_days == math.inf
    assert Appointments(11, 10).days_of_share(0.5) == math.inf
    assert not Appointments(11, 10).valid
    assert Appointments(99, 100).settling_days > 100 * Appointments(50, 100).settling_days


@pytest.mark.parametrize(("arrivals", "stations"), [(5.0, 2), (9.0, 2)])
def test_walk_in_loses_as_many_as_in_a_simulation(arrivals, stations):
    expected = WalkIn(arrivals, 20, 30, stations)
    records = simulated(
        {
            "arrival_distributions": [ciw.dists.Exponential(arrivals)],
            "service_distributions": [ciw.dists.Exponential(3)],
            "reneging_time_distributions": [ciw.dists.Exponential(2)],
            "number_of_servers": [stations],
        },
        days=600,
    )
    left = np.array([record.record_type == "renege" for record in records])
    waits = np.array([record.waiting_time for record in records])
    assert left.mean() == pytest.approx(expected.share_leaving, rel=0.15)
    assert (waits > 0).mean() == pytest.approx(expected.share_waiting, rel=0.08)
    assert waits.mean() * 60 == pytest.approx(expected.mean_wait_minutes, rel=0.15)


def erlang_c(load: float, n: int) -> float:
    """The chance to wait when nobody leaves."""
    top = load**n / factorial(n) * n / (n - load)
    return top / (sum(load**k / factorial(k) for k in range(n)) + top)


def test_without_impatience_walk_in_is_erlang_c():
    assert WalkIn(6, 20, 1e7, 3).share_waiting == pytest.approx(erlang_c(2.0, 3), rel=1e-3)


@given(st.floats(0.5, 40), st.floats(5, 60), st.floats(5, 120), st.sampled_from([0.02, 0.1]))
def test_one_station_fewer_would_lose_too_many(arrivals, visit, patience, most):
    stations = stations_for(arrivals, visit, patience, most_leaving=most)
    assert WalkIn(arrivals, visit, patience, stations).share_leaving <= most
    assert stations == 1 or WalkIn(arrivals, visit, patience, stations - 1).share_leaving > most


@given(st.integers(1, 12), st.integers(0, 6), st.floats(0.05, 0.99))
def test_overflow_is_counted(slots, more, share):
    booked = slots + more
    counted = sum(comb(booked, k) * share**k * (1 - share) ** (booked - k) for k in range(slots + 1, booked + 1))
    assert overflow(slots, booked, share) == pytest.approx(counted, abs=1e-12)


def test_little_is_known_so_nothing_is_overbooked():
    assert safe_bookings(18, Shows(0, 0)) == 18
    assert safe_bookings(18, Shows(5, 4)) == 18


def test_where_one_in_five_does_not_come_some_more_are_booked():
    booked = safe_bookings(18, Shows(1_000, 800))
    assert 18 < booked < 18 / 0.8
    assert overflow(18, booked, 0.8) <= 0.05


@given(st.integers(1, 300), st.integers(0, 300))
def test_the_bound_is_that_of_clopper_and_pearson(booked, kept):
    came = min(booked, kept)
    share = Shows(booked, came).most_who_come
    if came < booked:
        chance = sum(comb(booked, k) * share**k * (1 - share) ** (booked - k) for k in range(came + 1))
        assert chance == pytest.approx(0.05, abs=1e-6)
    else:
        assert share == 1


def test_stations_are_whole_and_mediators_hold_them():
    size = size_for(20, Opened(hours=6, days=5, slot_minutes=20, presence_hours=28), most_days=2)
    assert (size.needed_slots, size.stations, size.mediators) == (23, 2, 3)
    assert size.appointments.mean_days < 2


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Appointments(0, 10),
        lambda: Appointments(5, math.nan),
        lambda: Appointments(5, 10).days_of_share(1),
        lambda: slots_for(5, most_days=0),
        lambda: WalkIn(5, -1, 10, 2),
        lambda: stations_for(5, 20, 20, most_leaving=0),
        lambda: Shows(3, 4),
        lambda: safe_bookings(0, Shows(0, 0)),
        lambda: Opened(hours=0.2, slot_minutes=20),
    ],
)
def test_what_makes_no_sense_is_refused(wrong):
    with pytest.raises(SitingError):
        wrong()
