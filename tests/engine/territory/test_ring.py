"""The ring holds every outside commune within the distance, and no other."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from maillage.engine.errors import TerritoryError
from maillage.engine.territory.ring import ring
from maillage.engine.territory.sphere import EARTH_RADIUS_KM


def haversine_km(a, b):
    """The textbook formula, one pair at a time."""
    (lat1, lon1), (lat2, lon2) = np.radians(a), np.radians(b)
    h = np.sin((lat2 - lat1) / 2) ** 2 + np.cos(lat1) * np.cos(lat2) * np.sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(h))


@given(
    points=arrays(float, (12, 2), elements=st.floats(-0.5, 0.5)),
    km=st.floats(1, 80),
)
def test_ring_equals_the_double_loop(points, km):
    points = points + np.array((48, 2))
    communes = pd.DataFrame(points, columns=["lat", "lon"], index=[f"{i:05}" for i in range(12)])
    codes = tuple(communes.index[:3])
    distances = {
        code: min(haversine_km(communes.loc[code], communes.loc[inside]) for inside in codes)
        for code in communes.index[3:]
    }
    # Points on the circle itself may fall either way.
    sure = {code for code, distance in distances.items() if abs(distance - km) > 1e-6}
    assert set(ring(communes, codes, km=km)) & sure == {code for code in sure if distances[code] < km}


def test_communes_without_coordinates_are_not_neighbours():
    communes = pd.DataFrame({"lat": [48, np.nan], "lon": [2, np.nan]}, index=["78001", "98711"])
    assert list(ring(communes, ("78001",), km=1e5)) == []


def test_a_territory_that_cannot_be_located_is_told():
    communes = pd.DataFrame({"lat": [48, np.nan], "lon": [2, np.nan]}, index=["78001", "98711"])
    with pytest.raises(TerritoryError, match="coordinates"):
        ring(communes, ("98711",), km=10)
