"""A commune stands at its town hall, unless that point is unknown or outside the commune."""

import geopandas as gpd
import pandas as pd
import pytest
from shapely import box

from maillage.engine.sources.source import Table
from maillage.engine.sources.town_halls import at_town_halls, metres_outside

NAN = float("nan")


@pytest.fixture
def outlines():
    """A commune of about 7 by 11 km around 49.05 N, 2.05 E."""
    return gpd.GeoDataFrame(geometry=[box(2.0, 49.0, 2.1, 49.1)], index=["78001"], crs="EPSG:4326")


def table(lat, lon, centre=(49.05, 2.05)):
    columns = {"lat": [lat], "lon": [lon], "centre_lat": [centre[0]], "centre_lon": [centre[1]]}
    return Table(pd.DataFrame(columns, index=["78001"]), "2026", "communes.csv", "")


@pytest.mark.parametrize(
    ("town_hall", "stands", "says"),
    [
        ((49.01, 2.01), (49.01, 2.01), ""),
        ((49.103, 2.05), (49.103, 2.05), ""),  # 330 m over the border
        ((49.2, 2.05), (49.05, 2.05), "1 communes placées à leur centre, la mairie étant donnée hors de la commune"),
        ((NAN, NAN), (49.05, 2.05), "1 communes placées à leur centre, faute de mairie"),
    ],
)
def test_where_a_commune_stands(outlines, town_hall, stands, says):
    placed = at_town_halls(table(*town_hall), outlines)
    assert tuple(placed.frame.loc["78001", ["lat", "lon"]]) == stands
    assert "".join(placed.notes) == says
    assert "centre_lat" not in placed.frame


def test_a_commune_without_any_point_is_counted(outlines):
    placed = at_town_halls(table(NAN, NAN, centre=(NAN, NAN)), outlines)
    assert placed.notes == ("1 communes sans coordonnées",)


def test_without_an_outline_the_town_hall_is_believed(outlines):
    nowhere = at_town_halls(table(43.0, 5.0), outlines.iloc[:0])
    assert nowhere.frame.loc["78001", "lat"] == 43.0


def test_metres_are_metres_east_and_north(outlines):
    at = pd.DataFrame({"lat": [49.05], "lon": [2.2]}, index=["78001"])
    assert metres_outside(at, outlines)["78001"] == pytest.approx(0.1 * 111_195 * 0.6554, rel=1e-3)  # cos 49.05°
    at = pd.DataFrame({"lat": [48.9], "lon": [2.05]}, index=["78001"])
    assert metres_outside(at, outlines)["78001"] == pytest.approx(0.1 * 111_195, rel=1e-3)
