"""Sparse minutes: near pairs are there, far ones are not, and bad ones are refused."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from maillage.engine.errors import TravelError
from maillage.engine.travel.pairs import Pairs

minutes_matrices = arrays(float, st.tuples(st.integers(1, 7), st.integers(1, 7)), elements=st.floats(0, 60))


@given(minutes_matrices, st.floats(1, 60))
def test_weights_equal_the_dense_matrix(minutes, bound):
    pairs = Pairs.from_dense(minutes, within_minutes=bound)
    dense = pairs.weights(lambda t: 1 / (1 + t)).toarray()
    assert np.allclose(dense, np.where(minutes <= bound, 1 / (1 + minutes), 0))


@given(minutes_matrices, st.randoms())
def test_the_order_of_a_list_does_not_matter(minutes, random):
    origin, destination = (axis.ravel() for axis in np.indices(minutes.shape))
    order = np.array(random.sample(range(minutes.size), minutes.size), dtype=int)
    shuffled = Pairs.from_lists(
        origin[order], destination[order], minutes.ravel()[order], shape=minutes.shape, within_minutes=60
    )
    straight = Pairs.from_dense(minutes, within_minutes=60)
    assert np.array_equal(shuffled.minutes, straight.minutes)
    assert np.array_equal(shuffled.indptr, straight.indptr)
    assert np.array_equal(shuffled.origin, straight.origin)


@given(minutes_matrices, st.data())
def test_blocks_of_any_cut_give_the_same(minutes, data):
    """Groups of rows in any order, each cut across its columns: as a router of roads hands them over."""
    minutes[minutes > 55] = np.nan
    n, m = minutes.shape
    rows = data.draw(st.permutations(range(n)))
    cut_rows, cut_columns = (data.draw(st.integers(1, size)) for size in (n, m))
    blocks = []
    for first in range(0, n, cut_rows):
        group = np.sort(rows[first : first + cut_rows])
        for left in range(0, m, cut_columns):
            row, column = np.meshgrid(group, np.arange(left, min(left + cut_columns, m)), indexing="ij")
            blocks.append((row.ravel(), column.ravel(), minutes[row, column].ravel()))
    found = Pairs.from_blocks(iter(blocks), shape=minutes.shape, within_minutes=30)
    straight = Pairs.from_dense(minutes, within_minutes=30)
    for part in ("indptr", "destination", "minutes"):
        assert np.array_equal(getattr(found, part), getattr(straight, part))


@given(minutes_matrices, st.floats(1, 60))
def test_pairs_up_to_a_bound_are_those_of_a_shorter_look(minutes, bound):
    near, shorter = Pairs.from_dense(minutes).up_to(bound), Pairs.from_dense(minutes, within_minutes=bound)
    assert (near.shape, near.within_minutes) == (shorter.shape, shorter.within_minutes)
    assert np.array_equal(near.indptr, shorter.indptr)
    assert np.array_equal(near.dense(), shorter.dense())


def test_a_pair_in_two_blocks_is_refused():
    block = np.array([0, 1]), np.array([1, 1]), np.array([4.0, 5.0])
    again = np.array([1]), np.array([1]), np.array([5.0])
    with pytest.raises(TravelError, match="twice"):
        Pairs.from_blocks([block, again], shape=(2, 2), within_minutes=60)


def test_no_block_makes_no_pair():
    assert len(Pairs.from_blocks([], shape=(3, 2), within_minutes=60)) == 0


def test_pairs_that_cannot_be_travelled_are_absent():
    pairs = Pairs.from_dense(np.array([[0, np.nan], [np.inf, 3.0]]))
    assert len(pairs) == 2


def test_zero_weights_are_dropped():
    assert Pairs.from_dense(np.array([[5.0, 50.0]])).weights(lambda t: (t < 10) * 1.0).nnz == 1


def test_a_negative_time_is_refused():
    with pytest.raises(TravelError, match="negative"):
        Pairs.from_dense(np.array([[-1.0]]))


def test_a_pair_given_twice_is_refused():
    twice = np.array([0, 0])
    with pytest.raises(TravelError, match="twice"):
        Pairs.from_lists(twice, twice, np.array([1.0, 2.0]), shape=(1, 1), within_minutes=10)
