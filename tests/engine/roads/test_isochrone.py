"""Areas around a place: one inside the other, true to the times asked, and honest about where the network ends."""

from itertools import pairwise

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.engine.errors import TravelError
from maillage.engine.sources.roads.network import positions
from maillage.engine.travel.roads.inhabitants import inhabitants
from maillage.engine.travel.roads.isochrone import WALK_M_PER_MINUTE, isochrones

from .conftest import places_in

CASTLE = (48.8986, 2.0936)


@settings(max_examples=4)
@given(
    st.floats(48.885, 48.905), st.floats(2.06, 2.11), st.lists(st.floats(1, 25), min_size=2, max_size=4, unique=True)
)
def test_fewer_minutes_lie_inside_more(saint_germain, lat, lon, minutes):
    areas = list(isochrones(saint_germain, lat, lon, minutes).areas.items())
    assert [each for each, _ in areas] == sorted(minutes)
    assert not areas[-1][1].is_empty
    for (_, inner), (_, outer) in pairwise(areas):
        # Corners are rounded to a millionth of a degree.
        assert inner.is_empty or shapely.covers(shapely.buffer(outer, 3e-6), inner)
        assert inner.is_valid


@pytest.mark.parametrize(("name", "within"), [("saint_germain", 12), ("saint_germain_on_foot", 40)])
def test_a_point_is_inside_if_its_time_says_so(name, within, request):
    """Off the grid, away from the border by what the surface can change between two of its points."""
    network = request.getfixturevalue(name)
    found = isochrones(network, *CASTLE, [within])
    (area,) = found.areas.values()
    places = places_in(network, 600, seed=3)
    points = positions(places.lat, places.lon)
    start = positions(np.array([CASTLE[0]]), np.array([CASTLE[1]]))
    seconds, on_road = network.spread(start[0], points)
    minutes = seconds / 60 + on_road.metres / WALK_M_PER_MINUTE
    inside = shapely.contains_xy(area, places.lon, places.lat)
    clear = np.abs(minutes - within) > 3
    assert 20 < inside[clear].sum() < clear.sum() - 20
    wrong = inside[clear] != (minutes[clear] <= within)
    assert wrong.mean() < 0.02


def test_the_place_itself_is_inside(saint_germain):
    found = isochrones(saint_germain, *CASTLE, [3, 8])
    assert all(shapely.contains_xy(area, CASTLE[1], CASTLE[0]) for area in found.areas.values())


def test_the_grid_is_finer_for_a_smaller_area(saint_germain):
    small, large = (isochrones(saint_germain, *CASTLE, [minutes]).resolution_m for minutes in (3, 20))
    assert small < large < 200


def test_an_area_that_the_network_cuts_says_so(saint_germain):
    assert isochrones(saint_germain, *CASTLE, [30]).at_edge
    assert not isochrones(saint_germain, *CASTLE, [2]).at_edge


@pytest.mark.parametrize("minutes", [[], [0], [-5, 10], [float("nan")], [float("inf")]])
def test_minutes_that_make_no_area(saint_germain, minutes):
    with pytest.raises(TravelError, match="10,15,20,30"):
        isochrones(saint_germain, *CASTLE, minutes)


def test_a_place_off_the_network(saint_germain):
    with pytest.raises(TravelError, match=r"km from the nearest road of the network"):
        isochrones(saint_germain, 47.0, 2.0, [10])


def test_people_count_by_the_share_of_their_commune():
    square = shapely.box(0, 45, 1, 46)
    outlines = gpd.GeoDataFrame(
        index=["A", "B", "C"],
        geometry=[shapely.box(0, 45, 2, 46), shapely.box(0.5, 45.5, 1, 46), shapely.box(5, 45, 6, 46)],
    )
    communes = pd.DataFrame(
        {"name": ["Demi", "Toute", "Loin"], "population": [1000.0, 80.0, 7.0], "share_75_plus_2020": [0.1, 0.25, 0.5]},
        index=["A", "B", "C"],
    )
    table = inhabitants(square, communes, outlines)
    assert list(table.index) == ["A", "B"]
    assert table["share"].to_list() == pytest.approx([0.5, 1.0])
    assert table["people"].to_list() == pytest.approx([500, 80])
    assert table["people_75_plus"].to_list() == pytest.approx([50, 20])
