"""A map of communes by class of value: the map of the page without JavaScript, of the PDF and of the download."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd

from .basemap import Basemap
from .labels import Box, place_labels, written
from .palette import RING, Scale
from .svg import INK, PAPER, Svg, drawing, hatching, tag

LABEL_SIZE = 11.5


def choropleth(
    base: Basemap,
    values: pd.Series,
    names: pd.Series,
    scale: Scale,
    *,
    title: str,
    description: str = "",
    value_text: Callable[[float], str],
    missing_text: str = "donnée manquante",
    link: Callable[[str], str] | None = None,
    highlight: str | None = None,
    importance: pd.Series | None = None,
    labels: int = 12,
    label_size: float = LABEL_SIZE,
    over: Svg | None = None,
    taken: Sequence[Box] = (),
) -> Svg:
    """The map. ``values``, ``names`` and ``importance`` are indexed by commune code; the most important are named.

    Each commune is a path with ``data-code`` and a ``<title>``; ``link`` makes each a link, out of the keyboard's way:
    the list beside the map is the way for the keyboard. ``highlight`` outlines one commune. ``over``: what is drawn
    upon it, and ``taken``: where no name may stand because of it.
    """
    if not base.communes:
        return _nothing_to_draw(base.width, title, description, missing_text)
    codes = np.array(list(base.communes))
    numbers = values.reindex(codes).to_numpy(float)

    def commune(position: int) -> Svg:
        code, value = str(codes[position]), float(numbers[position])
        told = missing_text if np.isnan(value) else value_text(value)
        shape = tag("path", tag("title", f"{names[code]} · {told}"), data_code=code, d=base.communes[code])
        return tag("a", shape, href=link(code), tabindex="-1") if link else shape

    placed = []
    if importance is not None:
        first = importance.reindex(codes).fillna(0).sort_values(ascending=False, kind="stable").index[: 4 * labels]
        wanted = [(str(names[code]), *base.points[code]) for code in first]
        placed = place_labels(wanted, Box(0, 0, base.width, base.height), size=label_size, at_most=labels, taken=taken)
    return drawing(
        tag("defs", hatching()),
        tag("path", class_="ring", d=base.ring, fill=RING, stroke=PAPER, stroke_width=0.6),
        _communes(scale.classify(numbers), scale, commune),
        _line(base.edge, "edge", 1.4),
        *([_line(base.communes[highlight], "highlight", 2.8)] if highlight in base.communes else []),
        *([over] if over else []),
        written(placed, size=label_size),
        width=base.width,
        height=base.height,
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
    # Thousands of communes would drown in their borders.
    width = 0.6 * min(1.0, 1000 / len(classes))
    return tag("g", *groups, class_="communes", stroke="#fff", stroke_width=width, stroke_linejoin="round")


def _line(d: str, kind: str, width: float) -> Svg:
    return tag(
        "path",
        class_=kind,
        d=d,
        fill="none",
        stroke=INK,
        stroke_width=width,
        stroke_linejoin="round",
        pointer_events="none",
    )


def _nothing_to_draw(width: float, title: str, description: str, told: str) -> Svg:
    message = tag("text", told, x=width / 2, y=60, text_anchor="middle", font_size=14, fill="currentColor")
    return drawing(message, width=width, height=120, title=title, description=description, kind="map")
