"""A map of areas that lie in one another: how far one gets from a place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely

from .geometry import BACKGROUND_TOLERANCE, Frame, paths
from .labels import Box, Label, place_labels, text_width, written
from .palette import RING, TEAL
from .svg import INK, PAPER, Svg, drawing, tag

LABEL_SIZE = 11.5
# Parts of the largest area's extent that are shown around it.
AROUND = 0.08
SIMPLIFY = 0.4
# What is shown around a place from where one gets nowhere.
NOTHING_DEGREES = 0.05


@dataclass(frozen=True)
class AreaStyle:
    """``label`` stands on the line of the area; ``dash`` and ``width`` are that line's."""

    label: str
    dash: str
    width: float


def areas_map(
    areas: Sequence[tuple[shapely.Geometry, AreaStyle]],
    outlines: gpd.GeoSeries,
    names: Sequence[tuple[str, float, float]],
    place: tuple[float, float],
    *,
    shade: float,
    title: str,
    width: float = 760,
    max_height: float = 820,
    labels: int = 14,
) -> Svg:
    """``areas``: the largest first, EPSG:4326, filled alike with opacity ``shade``: they darken towards the place.

    They differ by their line and its label too, not by colour alone. ``outlines``: of the communes around. ``names``:
    (name, longitude, latitude), the most important first. ``place``: longitude, latitude. An empty area is not drawn.
    """
    seen = areas[0][0] if not shapely.is_empty(areas[0][0]) else shapely.Point(place).buffer(NOTHING_DEGREES)
    frame = Frame.fit(_around(seen), width=width, max_height=max_height)
    ground = shapely.clip_by_rect(
        frame.shapes(outlines.to_numpy(), tolerance=BACKGROUND_TOLERANCE), 0, 0, frame.width, frame.height
    )
    drawn = [
        (shapely.simplify(shapely.transform(area, frame.project), SIMPLIFY), style)
        for area, style in areas
        if not shapely.is_empty(area)
    ]
    marks = [_label(shape, style.label, frame) for shape, style in drawn]
    wanted = [(name, *_on(frame, lon, lat)) for name, lon, lat in names]
    placed = place_labels(
        wanted,
        Box(0, 0, frame.width, frame.height),
        size=LABEL_SIZE,
        at_most=labels,
        taken=[mark.box for mark in marks],
    )
    x, y = _on(frame, *place)
    return drawing(
        tag("path", class_="ground", d="".join(paths(ground)), fill=RING, stroke=PAPER, stroke_width=0.8),
        tag("g", *(_area(shape, style, shade) for shape, style in drawn), class_="areas"),
        written(placed, size=LABEL_SIZE),
        written(marks, size=LABEL_SIZE, kind="minutes", bold=True),
        tag("circle", cx=x, cy=y, r=6, fill=INK, stroke="#fff", stroke_width=2.5, class_="place"),
        width=frame.width,
        height=frame.height,
        title=title,
        kind="areas",
    )


def _on(frame: Frame, lon: float, lat: float) -> tuple[float, float]:
    x, y = frame.project(np.array([[lon, lat]]))[0]
    return float(x), float(y)


def _around(area: shapely.Geometry) -> tuple[float, float, float, float]:
    west, south, east, north = map(float, shapely.bounds(area))
    across, up = AROUND * (east - west), AROUND * (north - south)
    return west - across, south - up, east + across, north + up


def _area(shape: shapely.Geometry, style: AreaStyle, shade: float) -> Svg:
    return tag(
        "path",
        tag("title", style.label),
        d=paths(np.array([shape]))[0],
        fill=TEAL,
        fill_opacity=shade,
        stroke=INK,
        stroke_width=style.width,
        stroke_dasharray=style.dash or None,
        stroke_linejoin="round",
        fill_rule="evenodd",
    )


def _label(shape: shapely.Geometry, content: str, frame: Frame) -> Label:
    """On the northernmost point of the area's largest part."""
    parts = shapely.get_parts(shape)
    points = shapely.get_coordinates(parts[int(np.argmax(shapely.area(parts)))])
    x, y = points[np.argmin(points[:, 1])]
    half, size = text_width(content, LABEL_SIZE) / 2 + 4, LABEL_SIZE
    x, y = float(np.clip(x, half, frame.width - half)), float(max(y, size))
    return Label(content, x, y + size * 0.35, Box(x - half, y - size * 0.8, x + half, y + size * 0.8))
