"""A map of communes by class of value: the map of the page without JavaScript, of the PDF and of the download."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from .geometry import BACKGROUND_TOLERANCE, Frame, path
from .labels import Box, Label, place_labels
from .palette import RING, Scale
from .svg import INK, PAPER, Svg, drawing, hatching, tag

LABEL_SIZE = 11.5


@dataclass(frozen=True)
class MapData:
    """What a map shows. Everything is indexed by commune code; ``outlines`` in EPSG:4326, some may be missing.

    ``ring``: outlines of the neighbours, greyed. ``importance`` decides which names are written (population).
    """

    outlines: gpd.GeoSeries
    values: pd.Series
    names: pd.Series
    importance: pd.Series
    ring: gpd.GeoSeries = field(default_factory=lambda: gpd.GeoSeries([], crs="EPSG:4326"))


def choropleth(
    data: MapData,
    scale: Scale,
    *,
    title: str,
    description: str = "",
    value_text: Callable[[float], str],
    missing_text: str = "donnée manquante",
    link: Callable[[str], str] | None = None,
    highlight: str | None = None,
    width: float = 640,
    max_height: float = 760,
    labels: int = 12,
    label_size: float = LABEL_SIZE,
) -> Svg:
    """The map. Each commune is a path with ``data-code`` and a ``<title>``; ``link`` makes each a link (out of the
    keyboard's way: the list beside the map is the way for the keyboard). ``highlight`` outlines one commune.
    """
    drawn = data.outlines[~(data.outlines.isna() | data.outlines.is_empty)]
    if drawn.empty:
        return _nothing_to_draw(title, description, missing_text, width)
    frame = Frame.fit(tuple(drawn.total_bounds), width=width, max_height=max_height)
    shapes = frame.geometries(drawn)
    values = data.values.reindex(drawn.index).to_numpy(float)

    def commune(position: int) -> Svg:
        code = str(drawn.index[position])
        value = values[position]
        told = missing_text if np.isnan(value) else value_text(value)
        shape = tag("path", tag("title", f"{data.names[code]} · {told}"), data_code=code, d=path(shapes[position]))
        return tag("a", shape, href=link(code), tabindex="-1") if link else shape

    body = [
        tag("defs", hatching()),
        _ring(data.ring, frame),
        _communes(scale.classify(values), scale, commune),
        _edge(shapes, stroke=INK, width=1.4),
        *_highlighted(highlight, drawn.index, shapes),
        _names(_labels(data, drawn.index, shapes, frame, labels, label_size), label_size),
    ]
    return drawing(
        *body,
        width=frame.width,
        height=frame.height,
        title=title,
        description=description,
        kind="map",
        role="group" if link else "img",
    )


def _communes(classes: np.ndarray, scale: Scale, commune: Callable[[int], Svg]) -> Svg:
    """One group a class carries the colour once for all its communes."""
    groups = [
        tag(
            "g",
            *(commune(int(i)) for i in np.flatnonzero(classes == k)),
            fill="url(#missing)" if k < 0 else scale.colours[k],
            data_class=str(k),
        )
        for k in np.unique(classes)
    ]
    return tag("g", *groups, class_="communes", stroke="#fff", stroke_width=0.6, stroke_linejoin="round")


def _ring(outlines: gpd.GeoSeries, frame: Frame) -> Svg:
    present = outlines[~(outlines.isna() | outlines.is_empty)]
    if present.empty:
        return Svg("")
    shapes = frame.geometries(present, tolerance=BACKGROUND_TOLERANCE)
    shapes = shapely.clip_by_rect(shapes, 0, 0, frame.width, frame.height)
    d = "".join(path(shape) for shape in shapes)
    return tag("path", class_="ring", d=d, fill=RING, stroke=PAPER, stroke_width=0.6, aria_hidden="true")


def _edge(shapes: np.ndarray, *, stroke: str, width: float) -> Svg:
    """The outer border of the territory."""
    whole = shapely.union_all(shapely.set_precision(shapes, 0.1))
    return tag(
        "path",
        class_="edge",
        d=path(whole),
        fill="none",
        stroke=stroke,
        stroke_width=width,
        stroke_linejoin="round",
        pointer_events="none",
    )


def _highlighted(code: str | None, codes: pd.Index, shapes: np.ndarray) -> list[Svg]:
    if code is None or code not in codes:
        return []
    shape = shapes[codes.get_loc(code)]
    return [
        tag(
            "path",
            class_="highlight",
            d=path(shape),
            fill="none",
            stroke=INK,
            stroke_width=2.6,
            stroke_linejoin="round",
            pointer_events="none",
        )
    ]


def _labels(data: MapData, codes: pd.Index, shapes: np.ndarray, frame: Frame, at_most: int, size: float) -> list[Label]:
    by_importance = data.importance.reindex(codes).fillna(0).to_numpy().argsort(kind="stable")[::-1][: 4 * at_most]
    points = shapely.get_coordinates(shapely.point_on_surface(shapes[by_importance]))
    wanted = [(str(data.names[codes[i]]), x, y) for i, (x, y) in zip(by_importance, points, strict=True)]
    edge = Box(0, 0, frame.width, frame.height)
    return place_labels(wanted, edge, size=size, at_most=at_most)


def _names(placed: list[Label], size: float) -> Svg:
    """Dark on a pale halo whatever the theme: the communes under them keep their colours in both."""
    names = [tag("text", label.name, x=label.x, y=label.baseline) for label in placed]
    return tag(
        "g",
        *names,
        class_="names",
        aria_hidden="true",
        pointer_events="none",
        font_size=size,
        text_anchor="middle",
        fill=INK,
        stroke="#fff",
        stroke_width=3,
        stroke_linejoin="round",
        stroke_opacity=0.85,
        paint_order="stroke",
    )


def _nothing_to_draw(title: str, description: str, told: str, width: float) -> Svg:
    message = tag("text", told, x=width / 2, y=60, text_anchor="middle", font_size=14, fill="currentColor")
    return drawing(message, width=width, height=120, title=title, description=description, kind="map")
