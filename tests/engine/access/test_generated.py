"""Every indicator, on small generated cases, against the formula written as plain loops; and what must always hold."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.engine.access.contribution import best_addition, reach
from maillage.engine.access.coverage import amount_within, can_reach, people_who_reach, population_served
from maillage.engine.access.decay import Decay, ExponentialDecay, GaussianDecay, StepDecay, Threshold
from maillage.engine.access.density import density
from maillage.engine.access.floating_catchment import bfca, crowding, m2sfca, spatial_availability, two_step
from maillage.engine.access.nearest import nearest
from maillage.engine.travel.pairs import Pairs

DECAYS = [
    StepDecay((10, 15, 20), (1, 2 / 3, 1 / 3)),
    StepDecay((10, 15, 20), (1, 0.3, 0.1), edge_belongs="outer"),
    Threshold(15),
    GaussianDecay(20),
    ExponentialDecay(0.1, within_minutes=25),
]


@dataclass(frozen=True)
class Case:
    """``minutes[i][j]``, NaN if one cannot travel; people at the origins, supply at the destinations."""

    minutes: list[list[float]]
    people: list[float]
    supply: list[float]
    decay: Decay

    @property
    def pairs(self) -> Pairs:
        return Pairs.from_dense(np.array(self.minutes))

    @property
    def weights(self):
        return self.pairs.weights(self.decay)

    @cached_property
    def w(self) -> list[list[float]]:
        """The weights, one pair after the other."""
        return [[0.0 if math.isnan(t) else float(self.decay(np.array([t]))[0]) for t in row] for row in self.minutes]


@st.composite
def cases(draw, *, square: bool = False) -> Case:
    origins = draw(st.integers(1, 5))
    destinations = origins if square else draw(st.integers(1, 5))
    # Few distinct times, edges of bands among them: ties and edges are the rule here, not the exception.
    times = st.sampled_from([0.0, 4.0, 10.0, 12.5, 15.0, 18.0, 20.0, 24.0, 40.0, math.nan])
    minutes = draw(
        st.lists(st.lists(times, min_size=destinations, max_size=destinations), min_size=origins, max_size=origins)
    )
    people = draw(st.lists(st.sampled_from([0.0, 1.0, 250.0, 1_000.0, 33.3]), min_size=origins, max_size=origins))
    supply = draw(st.lists(st.sampled_from([0.0, 0.5, 1.0, 7.0]), min_size=destinations, max_size=destinations))
    return Case(minutes, people, supply, draw(st.sampled_from(DECAYS)))


def over(amount: float, by: float) -> float:
    return amount / by if by > 0 else 0.0


def demand_upon(case: Case, j: int) -> float:
    return sum(case.w[i][j] * case.people[i] for i in range(len(case.people)))


@given(cases())
def test_two_step_is_supply_over_the_demand_upon_it_summed_by_those_who_reach_it(case):
    expected = [
        sum(case.w[i][j] * over(case.supply[j], demand_upon(case, j)) for j in range(len(case.supply)))
        for i in range(len(case.people))
    ]
    assert two_step(case.weights, case.people, case.supply) == pytest.approx(expected)


@given(cases())
def test_several_supplies_at_once_are_each_alone(case):
    both = np.column_stack((case.supply, np.array(case.supply) * 0.25))
    together = two_step(case.weights, case.people, both)
    assert together[:, 0] == pytest.approx(two_step(case.weights, case.people, both[:, 0]))
    assert together[:, 1] == pytest.approx(two_step(case.weights, case.people, both[:, 1]))


@given(cases())
def test_m2sfca_weighs_the_way_twice(case):
    expected = [
        sum(case.w[i][j] ** 2 * over(case.supply[j], demand_upon(case, j)) for j in range(len(case.supply)))
        for i in range(len(case.people))
    ]
    assert m2sfca(case.weights, case.people, case.supply) == pytest.approx(expected)


@given(cases())
def test_bfca_splits_each_demand_and_each_supply_once(case):
    w, origins, destinations = case.w, range(len(case.people)), range(len(case.supply))
    upon = [sum(over(w[i][j], sum(w[i])) * case.people[i] for i in origins) for j in destinations]
    column = [sum(w[i][j] for i in origins) for j in destinations]
    expected = [sum(over(w[i][j], column[j]) * over(case.supply[j], upon[j]) for j in destinations) for i in origins]
    assert bfca(case.weights, case.people, case.supply) == pytest.approx(expected)


@given(cases())
def test_crowding_is_each_origins_demand_over_the_supply_it_reaches(case):
    w, origins, destinations = case.w, range(len(case.people)), range(len(case.supply))
    expected = [
        sum(w[i][j] * over(case.people[i], sum(w[i][k] * case.supply[k] for k in destinations)) for i in origins)
        for j in destinations
    ]
    assert crowding(case.weights, case.people, case.supply) == pytest.approx(expected)


@given(cases())
def test_the_people_obtain_exactly_the_supply_that_somebody_reaches(case):
    reached = sum(supply for j, supply in enumerate(case.supply) if demand_upon(case, j) > 0)
    access = two_step(case.weights, case.people, case.supply)
    assert float(np.dot(case.people, access)) == pytest.approx(reached)
    assert spatial_availability(case.weights, case.people, case.supply).sum() == pytest.approx(reached)


@given(cases())
def test_the_supply_meets_exactly_the_people_who_reach_some(case):
    reaching = sum(
        people
        for i, people in enumerate(case.people)
        if any(case.w[i][j] * case.supply[j] > 0 for j in range(len(case.supply)))
    )
    met = np.dot(case.supply, crowding(case.weights, case.people, case.supply))
    assert float(met) == pytest.approx(reaching)


@given(cases(), st.floats(0.1, 100))
def test_access_grows_with_the_supply_and_falls_with_the_demand_in_proportion(case, factor):
    access = two_step(case.weights, case.people, case.supply)
    assert two_step(case.weights, case.people, np.multiply(case.supply, factor)) == pytest.approx(access * factor)
    assert two_step(case.weights, np.multiply(case.people, factor), case.supply) == pytest.approx(access / factor)


@given(cases())
def test_nearest_is_the_least_minutes_to_a_place_with_supply_and_the_first_of_equals(case):
    found = nearest(case.pairs, case.supply)
    for i, row in enumerate(case.minutes):
        ways = [(t, j) for j, t in enumerate(row) if not math.isnan(t) and case.supply[j] > 0]
        minutes, destination = min(ways, default=(math.nan, -1))
        assert found.minutes[i] == pytest.approx(minutes, nan_ok=True)
        assert found.destination[i] == destination


@given(cases(), st.sampled_from([4.0, 10.0, 15.0, 30.0]))
def test_coverage_counts_each_pair_within_the_minutes(case, minutes):
    near = [[t <= minutes for t in row] for row in case.minutes]  # a comparison with NaN is False
    origins, destinations = range(len(case.people)), range(len(case.supply))
    reached = [sum(case.supply[j] for j in destinations if near[i][j]) for i in origins]
    assert amount_within(case.pairs, case.supply, minutes) == pytest.approx(reached)
    served = [sum(case.people[i] for i in origins if near[i][j]) for j in destinations]
    assert population_served(case.pairs, case.people, minutes) == pytest.approx(served)
    able = [any(near[i][j] and case.supply[j] > 0 for j in destinations) for i in origins]
    assert can_reach(case.pairs, case.supply, minutes).tolist() == able
    people = sum(number for number, reaches in zip(case.people, able, strict=True) if reaches)
    assert people_who_reach(case.pairs, case.people, case.supply, minutes) == pytest.approx(people)


@given(cases(square=True))
def test_reach_counts_people_and_supply_of_the_same_places(case):
    found = reach(case.pairs, case.people, case.supply, within_minutes=15)
    for i, row in enumerate(case.minutes):
        people = sum(case.people[j] for j, t in enumerate(row) if t <= 15)
        supply = sum(case.supply[j] for j, t in enumerate(row) if t <= 15)
        assert (found.people[i], found.supply[i]) == pytest.approx((people, supply))
        assert found.people_per_supply[i] == pytest.approx(people / supply if supply else math.nan, nan_ok=True)


@given(cases(), st.sampled_from([1.0, 4_500.0]))
def test_the_best_addition_gains_what_adding_it_and_computing_again_gains(case, added):
    before = two_step(case.weights, case.people, case.supply)
    gains = np.column_stack(
        [
            two_step(case.weights, case.people, np.array(case.supply) + added * (np.arange(len(case.supply)) == j))
            - before
            for j in range(len(case.supply))
        ]
    )
    found = best_addition(case.weights, case.people, added=added)
    assert found.gain == pytest.approx(gains.max(axis=1), abs=1e-6)
    for i, destination in enumerate(found.destination):
        if destination == -1:
            assert gains[i].max() == pytest.approx(0)
        else:
            assert gains[i, destination] == pytest.approx(gains[i].max(), abs=1e-6)


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 5_000)), min_size=1))
def test_density_is_supply_over_inhabitants(communes):
    supply, population = zip(*communes, strict=True)
    expected = [10_000 * s / p if p else math.nan for s, p in communes]
    assert density(supply, population) == pytest.approx(expected, nan_ok=True)
