"""Computed against published: a point a commune, as large as its people; on the diagonal the two agree."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from .axes import Linear
from .palette import TEAL, ticks
from .svg import Svg, drawing, join, line, number, tag, text

SIZE = 12.5
MOST_POINTS = 2500
CELLS = 48
SHADES = 8


def scatter(
    x: np.ndarray,
    y: np.ndarray,
    people: np.ndarray,
    *,
    title: str,
    x_text: str,
    y_text: str,
    note: str,
    diagonal_text: str,
    format_tick: Callable[[float], str] = str,
    description: str = "",
    width: float = 380,
) -> Svg:
    """Points that lie beyond the 99.5th centile are drawn at the frame's edge. Over 2,500 points, squares shaded by the
    people in them stand for the points. ``note`` is written in the corner ("r = 0,81").
    """
    x, y, people = (np.asarray(a, dtype=float) for a in (x, y, people))
    kept = np.isfinite(x) & np.isfinite(y) & np.isfinite(people)
    x, y, people = x[kept], y[kept], people[kept]
    high = float(np.ceil(np.quantile(np.concatenate((x, y)), 0.995))) if len(x) else 1.0
    side = width - 46.0
    across, up = Linear(0, max(high, 1.0), 36, 36 + side), Linear(0, max(high, 1.0), 8 + side, 8)
    cloud = _points if len(x) <= MOST_POINTS else _cells
    return drawing(
        _frame(across, up, format_tick),
        line(across(0), up(0), across(high), up(high), dash="4 3", opacity=0.7),
        cloud(x, y, people, across, up),
        text(diagonal_text, across(high * 0.97) - 14, up(high * 0.97) + 4, size=SIZE - 1.5, anchor="end", muted=True),
        text(note, across(high), up(0) - 12, size=SIZE + 3, anchor="end", bold=True),
        text(y_text, across(0) + 6, up(high) + 6, size=SIZE - 0.5, muted=True),
        text(x_text, across(high), up(0) + 34, size=SIZE - 0.5, anchor="end", muted=True),
        width=width,
        height=side + 50,
        title=title,
        description=description,
        kind="scatter",
    )


def _points(x: np.ndarray, y: np.ndarray, people: np.ndarray, across: Linear, up: Linear) -> Svg:
    """Areas follow the people; the large ones first, so that they hide no small one."""
    largest = max(float(people.max()), 1.0) if len(people) else 1.0
    order = np.argsort(-people)
    radius = 1.4 + 9 * np.sqrt(np.maximum(people, 0) / largest)
    dots = [tag("circle", cx=across(float(x[i])), cy=up(float(y[i])), r=float(radius[i])) for i in order]
    return tag("g", *dots, fill=TEAL, fill_opacity=0.45, stroke=TEAL, stroke_width=0.5)


def _cells(x: np.ndarray, y: np.ndarray, people: np.ndarray, across: Linear, up: Linear) -> Svg:
    """Squares shaded by the people in them; one path a shade."""
    edges = np.linspace(0, across.high, CELLS + 1)
    inside = np.histogram2d(np.clip(x, 0, across.high), np.clip(y, 0, up.high), [edges, edges], weights=people)[0]
    shades = np.ceil((inside / inside.max()) ** 0.4 * SHADES).astype(int)
    size = number((across.end - across.start) / CELLS)

    def squares(shade: int) -> str:
        corners = ((across(float(edges[i])), up(float(edges[j + 1]))) for i, j in np.argwhere(shades == shade))
        return "".join(f"M{a:.1f} {b:.1f}h{size}v{size}h-{size}z" for a, b in corners)

    return tag(
        "g",
        *(
            tag("path", d=squares(k), fill_opacity=0.1 + 0.9 * k / SHADES)
            for k in np.unique(shades[shades > 0]).tolist()
        ),
        fill=TEAL,
    )


def _frame(across: Linear, up: Linear, format_tick: Callable[[float], str]) -> Svg:
    at = ticks(0, across.high, 6)
    return join(
        [
            line(across.start, up.start, across.end, up.start, opacity=0.5),
            line(across.start, up.start, across.start, up.end, opacity=0.5),
            *(text(format_tick(t), across(t), up.start + 16, size=SIZE - 1.5, anchor="middle", muted=True) for t in at),
            *(text(format_tick(t), across.start - 6, up(t) + 4, size=SIZE - 1.5, anchor="end", muted=True) for t in at),
        ]
    )
