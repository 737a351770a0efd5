"""What a place counts at a distance: the official bands and their edges, and the smooth decays."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.engine.access.decay import ExponentialDecay, GaussianDecay, StepDecay, Threshold
from maillage.engine.errors import IndicatorError

EDGES, WEIGHTS = (10, 15, 20), (1, 2 / 3, 1 / 3)
DECAYS = [StepDecay(EDGES, WEIGHTS), Threshold(20), GaussianDecay(20), ExponentialDecay(0.1, within_minutes=20)]
NAMES = [type(decay).__name__ for decay in DECAYS]


@pytest.mark.parametrize(
    ("minutes", "weight"), [(0, 1), (9.9, 1), (10.1, 2 / 3), (14.9, 2 / 3), (15.1, 1 / 3), (19.9, 1 / 3), (20.1, 0)]
)
@pytest.mark.parametrize("edge_belongs", ["inner", "outer"])
def test_the_official_bands(minutes, weight, edge_belongs):
    assert StepDecay(EDGES, WEIGHTS, edge_belongs)(np.array([minutes])) == pytest.approx([weight])


@pytest.mark.parametrize(("edge_belongs", "at_the_edges"), [("inner", [1, 2 / 3, 1 / 3]), ("outer", [2 / 3, 1 / 3, 0])])
def test_an_edge_belongs_to_the_band_that_is_asked_for(edge_belongs, at_the_edges):
    assert StepDecay(EDGES, WEIGHTS, edge_belongs)(np.array([10.0, 15.0, 20.0])) == pytest.approx(at_the_edges)


@given(
    st.lists(st.integers(1, 60), min_size=1, max_size=8, unique=True).map(sorted),
    st.lists(st.integers(0, 70).map(float), min_size=1),
    st.sampled_from(["inner", "outer"]),
)
def test_bands_are_those_of_a_loop_over_the_edges(edges, minutes, edge_belongs):
    weights = [1 / (k + 1) for k in range(len(edges))]

    def slow(t):
        for edge, weight in zip(edges, weights, strict=True):
            if t < edge or (t == edge and edge_belongs == "inner"):
                return weight
        return 0.0

    assert StepDecay(tuple(edges), tuple(weights), edge_belongs)(np.array(minutes)).tolist() == [
        slow(t) for t in minutes
    ]


@pytest.mark.parametrize("decay", DECAYS, ids=NAMES)
def test_a_decay_starts_at_one_never_rises_and_is_zero_beyond_its_bound(decay):
    minutes = np.linspace(0, 40, 401)
    weights = decay(minutes)
    assert weights[0] == 1
    assert (np.diff(weights) <= 0).all()
    assert (weights[minutes > decay.within_minutes] == 0).all()
    assert weights.dtype == np.float64


def test_the_bell_has_no_jump_at_its_bound():
    assert GaussianDecay(20)(np.array([19.999, 20.0])) == pytest.approx([0, 0], abs=2e-4)


def test_the_exponential_follows_its_formula():
    assert ExponentialDecay(0.1)(np.array([15.0, 1_000.0])) == pytest.approx(np.exp([-1.5, -100.0]))


def test_the_bound_is_within():
    assert Threshold(15)(np.array([15.0])).tolist() == [1.0]
    assert ExponentialDecay(0.1, within_minutes=15)(np.array([15.0])) == pytest.approx([np.exp(-1.5)])


@pytest.mark.parametrize("decay", DECAYS, ids=NAMES)
def test_no_time_no_weight(decay):
    assert decay(np.array([])).shape == (0,)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: StepDecay((), ()), "0 edges"),
        (lambda: StepDecay((10, 15), (1,)), "one weight for each edge"),
        (lambda: StepDecay((15, 10), (1, 0.5)), "do not rise"),
        (lambda: StepDecay((0, 10), (1, 0.5)), "do not rise from zero"),
        (lambda: StepDecay((10, np.inf), (1, 0.5)), "do not rise"),
        (lambda: StepDecay((10,), (2,)), "between 0 and 1"),
        (lambda: StepDecay((10,), (np.nan,)), "between 0 and 1"),
        (lambda: StepDecay((10,), (1,), edge_belongs="left"), "'inner' or 'outer'"),
        (lambda: StepDecay(tuple(range(1, 202)), (1,) * 201), "at most 100"),
        (lambda: Threshold(0), "minutes above zero"),
        (lambda: GaussianDecay(-5), "minutes above zero"),
        (lambda: GaussianDecay(np.inf), "minutes above zero"),
        (lambda: ExponentialDecay(0), "does not decay"),
        (lambda: ExponentialDecay(0.1, within_minutes=np.nan), "bound above zero"),
    ],
)
def test_what_makes_no_sense_is_refused_when_it_is_made(make, message):
    with pytest.raises(IndicatorError, match=message):
        make()
