"""The surface asked in part is that of the whole grid wherever a border passes."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from maillage.engine.travel.roads.surface import COARSEST, surface

BORDERS = (10.0, 20.0)
SIZE = 6 * COARSEST + 1
AXIS = np.linspace(0, 6, SIZE)
centres = st.lists(st.tuples(st.floats(0, 6), st.floats(0, 6), st.floats(0, 12)), min_size=1, max_size=4)


class Asked:
    """Minutes to the nearest of some places, at 8 minutes a unit, and how many points were asked."""

    def __init__(self, places):
        self.places, self.count = places, 0

    def __call__(self, x, y):
        self.count += len(x)
        return np.min([head + 8 * np.hypot(x - at_x, y - at_y) for at_x, at_y, head in self.places], axis=0)


def whole(asked):
    x, y = np.meshgrid(AXIS, AXIS)
    return np.minimum(asked(x.ravel(), y.ravel()).reshape(x.shape), 40)


@given(centres)
def test_every_point_is_on_the_side_of_each_border_that_it_is_on(places):
    start = places[0][:2]
    found, expected = surface(Asked(places), AXIS, AXIS, BORDERS, around=start, ceiling=40), whole(Asked(places))
    for border in BORDERS:
        wrong = (found <= border) != (expected <= border)
        # An island between the points of the coarsest grid may be missed.
        assert wrong.sum() <= COARSEST**2 / 2


def test_around_one_place_the_borders_are_exact_and_few_points_are_asked():
    asked = Asked([(3.1, 2.9, 0.0)])
    found, expected = surface(asked, AXIS, AXIS, BORDERS, around=(3.1, 2.9), ceiling=40), whole(Asked(asked.places))
    squares = np.zeros(found.shape, dtype=bool)
    for border in BORDERS:
        inside = expected <= border
        np.testing.assert_array_equal(found <= border, inside)
        squares[1:-1, 1:-1] |= (inside[1:-1, 1:-1] != inside[:-2, 1:-1]) | (inside[1:-1, 1:-1] != inside[1:-1, :-2])
    np.testing.assert_array_equal(found[squares], expected[squares])
    assert asked.count < 0.6 * SIZE**2


def test_the_area_around_the_start_is_found_however_small():
    asked = Asked([(2.55, 3.45, 0.0)])
    found = surface(asked, AXIS, AXIS, [1.5], around=(2.55, 3.45), ceiling=40)
    assert (found <= 1.5).any()
    np.testing.assert_array_equal(found <= 1.5, whole(asked) <= 1.5)


def test_nothing_is_above_the_ceiling_and_no_point_is_asked_twice():
    seen = []

    def nowhere(x, y):
        seen.extend(zip(x.tolist(), y.tolist(), strict=True))
        return np.where(x > 3, np.inf, 8 * x)

    found = surface(nowhere, AXIS, AXIS, BORDERS, around=(0, 0), ceiling=40)
    assert found.max() == 40
    assert len(set(seen)) == len(seen)
