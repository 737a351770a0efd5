"""From degrees to short paths, and back."""

from __future__ import annotations

import re

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from maillage.outputs.drawing.basemap import Basemap
from maillage.outputs.drawing.geometry import Frame, paths

SQUARE = shapely.box(1.0, 48.0, 2.0, 49.0)


def _read(d: str) -> list[list[tuple[float, float]]]:
    """The slow, obvious reader of our paths: absolute corners, ring by ring."""
    rings = []
    for ring in re.findall(r"M([^z]*)z", d):
        start, steps = ring.split("l")
        x, y = map(float, re.findall(r"-?\d*\.?\d+", start))
        corners, numbers = [(x, y)], list(map(float, re.findall(r"-?\d*\.?\d+", steps)))
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            corners.append((x, y))
        rings.append(corners)
    return rings


@given(st.lists(st.tuples(st.floats(-50, 900), st.floats(-50, 900)), min_size=3, max_size=30, unique=True))
def test_a_path_comes_back_within_half_a_tenth(corners):
    polygon = shapely.Polygon(corners)
    tenths = [tuple(np.round(np.array(c) * 10).astype(int)) for c in corners]
    merged = [c for i, c in enumerate(tenths) if i == 0 or c != tenths[i - 1]]

    read = _read(paths(np.array([polygon]))[0])

    if len(merged) < 3:
        assert read == []
    else:
        assert np.allclose(np.array(read[0]) * 10, merged, atol=1e-6)


def test_holes_and_islands_are_kept():
    island = shapely.box(100, 0, 110, 10)
    ring = shapely.Polygon(shapely.box(0, 0, 90, 90).exterior, [shapely.box(20, 20, 40, 40).exterior])
    d = paths(np.array([shapely.MultiPolygon([ring, island]), shapely.Point(0, 0)]))

    assert len(_read(d[0])) == 3
    assert d[1] == ""


def test_the_middle_latitude_is_true_to_scale():
    frame = Frame.fit((1.0, 48.0, 2.0, 49.0), width=600, max_height=900)
    corner, east, south = frame.project(np.array([[1.0, 49.0], [2.0, 49.0], [1.0, 48.0]]))
    assert (east - corner)[0] / (south - corner)[1] == pytest.approx(np.cos(np.radians(48.5)))


def test_neighbours_still_touch_after_simplification():
    wavy = [(1 + 0.05 * np.sin(i), 48 + i / 40) for i in range(41)]
    left = shapely.Polygon([(0, 48), *wavy, (0, 49)])
    right = shapely.Polygon([(2, 48), *wavy, (2, 49)])
    frame = Frame.fit((0, 48, 2, 49), width=300, max_height=300)

    a, b = frame.shapes(np.array([left, right]))

    assert shapely.intersection(a, b).area == pytest.approx(0, abs=1e-6)
    assert shapely.union(a, b).area == pytest.approx(a.area + b.area)
    assert shapely.union(a, b).geom_type == "Polygon"


def test_missing_outlines_are_left_out_and_none_at_all_is_no_crash():
    some = Basemap.of(gpd.GeoSeries({"78001": SQUARE, "78002": None}, crs="EPSG:4326"))
    assert list(some.communes) == ["78001"]
    none = Basemap.of(gpd.GeoSeries({"78002": None}, crs="EPSG:4326"))
    assert none.communes == {}


def test_overseas_stands_beside_the_mainland_not_under_it():
    outlines = {
        "78001": SQUARE,
        "97101": shapely.box(-61.8, 16.0, -61.2, 16.5),
        "97401": shapely.box(55, -21.4, 56, -20.9),
    }
    base = Basemap.of(gpd.GeoSeries(outlines, crs="EPSG:4326"), width=640)

    main, *overseas = (np.array(_read(base.communes[code])[0]) for code in outlines)
    assert all(inset[:, 0].max() < main[:, 0].min() for inset in overseas)
    assert overseas[0][:, 1].max() < overseas[1][:, 1].min()
    assert main[:, 0].max() - main[:, 0].min() > 300
