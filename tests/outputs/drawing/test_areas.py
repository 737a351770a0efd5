"""The map of areas: each has its line and its label, and one from where one gets nowhere is no error."""

from __future__ import annotations

import re

import geopandas as gpd
import pytest
import shapely

from maillage.outputs.drawing.areas import AreaStyle, areas_map
from maillage.outputs.drawing.svg import Svg

HERE = (2.1, 48.9)
STYLES = (AreaStyle("30 min", "2 3", 1.4), AreaStyle("10 min", "", 2.6))
COMMUNES = gpd.GeoSeries({"78551": shapely.box(2.0, 48.8, 2.1, 49.0), "78481": shapely.box(2.1, 48.8, 2.2, 49.0)})


def drawn(*areas: shapely.Geometry) -> Svg:
    return areas_map(
        list(zip(areas, STYLES, strict=True)),
        COMMUNES,
        [("Le Pecq", 2.15, 48.9), ("Poissy", 2.03, 48.92)],
        HERE,
        shade=0.2,
        title="Autour",
    )


def test_areas_differ_by_line_and_label_the_largest_lies_below() -> None:
    svg = drawn(shapely.Point(HERE).buffer(0.1), shapely.Point(HERE).buffer(0.04))
    assert re.findall(r"<title>(\d+ min)</title>", svg) == ["30 min", "10 min"]
    dashes = [re.search(r'stroke-dasharray="([^"]+)"|$', path).group(1) for path in areas_in(svg)]
    assert dashes == ["2 3", None]
    assert re.findall(r">(\d+ min)</text>", svg) == ["30 min", "10 min"]


def test_the_place_stands_in_the_middle_of_what_lies_evenly_around_it() -> None:
    svg = drawn(shapely.Point(HERE).buffer(0.1), shapely.Point(HERE).buffer(0.04))
    width, height = map(float, re.search(r'viewBox="0 0 (\S+) (\S+)"', svg).groups())
    x, y = map(float, re.search(r'<circle cx="([\d.]+)" cy="([\d.]+)"', svg).groups())
    assert (x, y) == pytest.approx((width / 2, height / 2), abs=1)


def test_an_area_too_small_to_draw_has_no_line_and_no_label() -> None:
    svg = drawn(shapely.Point(HERE).buffer(0.1), shapely.Polygon())
    assert re.findall(r">(\d+ min)</text>", svg) == ["30 min"]
    assert drawn(shapely.Polygon(), shapely.Polygon()).count("<circle") == 1


def areas_in(svg: str) -> list[str]:
    return re.findall(r"<path [^>]*fill-opacity[^>]*>", svg)
