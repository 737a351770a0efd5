"""A new site counts as any other supply: the gain added to today's APL is the APL computed anew with the site in it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from scipy import sparse

from maillage.engine.access.floating_catchment import two_step
from maillage.engine.errors import IndicatorError
from maillage.engine.siting.access_gain import access_gain

N, M = 6, 4
weight = st.sampled_from([0.0, 1 / 3, 2 / 3, 1.0])


@given(
    arrays.arrays(float, (N, M), elements=weight),
    arrays.arrays(float, N, elements=st.integers(0, 5_000)),
    arrays.arrays(float, M, elements=st.integers(0, 9_000)),
    st.sets(st.integers(0, M - 1)),
)
def test_the_apl_after_is_that_of_all_supply_together(
    weights: np.ndarray, people: np.ndarray, acts: np.ndarray, opened: set[int]
) -> None:
    doctors = np.array([3_000.0, 0, 5_000, 0, 0, 1_000])
    near = np.eye(N) + 0.5 * np.roll(np.eye(N), 1, axis=1)
    today = two_step(sparse.csr_array(near), people, doctors)
    found = access_gain(sparse.csr_array(weights), today=today, standardised=people, acts=acts)
    chosen = np.isin(np.arange(M), list(opened))
    everything = two_step(
        sparse.csr_array(np.hstack((near, weights))), people, np.concatenate((doctors, np.where(chosen, acts, 0)))
    )
    np.testing.assert_allclose(found.after(np.flatnonzero(chosen)), everything, atol=1e-9)


def test_neighbours_take_their_share() -> None:
    weights = sparse.csr_array([[1.0]])
    alone = access_gain(weights, today=[0], standardised=[1_000], acts=[4_000])
    shared = access_gain(weights, today=[0], standardised=[1_000], acts=[4_000], beyond=[3_000])
    assert alone.after(np.array([0])) == [4.0]
    assert shared.after(np.array([0])) == [1.0]


def test_amounts_that_cannot_be_are_refused() -> None:
    with pytest.raises(IndicatorError, match="acts is negative"):
        access_gain(sparse.csr_array([[1.0]]), today=[1], standardised=[1], acts=[-1])
