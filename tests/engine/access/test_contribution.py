"""The one place where one more practitioner helps a commune most."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import sparse

from maillage.engine.access.contribution import best_addition, reach
from maillage.engine.travel.pairs import Pairs


def test_a_quiet_neighbour_can_beat_ones_own_crowded_commune():
    # Both communes are each other's neighbours with weight 2/3; nobody else crowds the second.
    weights = sparse.csr_array(np.array([[1, 2 / 3, 0], [2 / 3, 1, 0], [1, 0, 1]]))
    best = best_addition(weights, [100, 100, 10_000], added=1)
    assert best.destination[0] == 1
    assert best.gain[0] == pytest.approx(2 / 3 / (100 * 2 / 3 + 100))


def test_of_equal_places_the_first_is_named():
    best = best_addition(sparse.csr_array(np.ones((1, 3))), [50])
    assert best.destination.tolist() == [0]


def test_a_commune_that_reaches_nothing_can_be_helped_nowhere():
    best = best_addition(sparse.csr_array(np.array([[1.0, 0.0], [0.0, 0.0]])), [10, 10])
    assert best.destination.tolist() == [0, -1]
    assert best.gain.tolist() == [0.1, 0.0]


def test_where_nobody_lives_near_no_place_is_named():
    best = best_addition(sparse.csr_array(np.array([[1.0, 0.5]])), [0])
    assert best.destination.tolist() == [-1]
    assert best.gain.tolist() == [0.0]


def test_people_per_gp_is_unknown_where_there_is_no_gp():
    alone = Pairs.from_dense(np.array([[0.0, 30], [30, 0]]))
    found = reach(alone, [500, 2_000], [0, 2], within_minutes=20)
    assert found.people_per_supply == pytest.approx([np.nan, 1_000], nan_ok=True)
