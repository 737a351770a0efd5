"""The legend of a map that is also a small histogram: how many communes in each class, and where the marks stand."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from .axes import Linear, Mark, vertical_marks
from .labels import text_width
from .palette import Scale, nice_step
from .svg import Svg, drawing, hatching, join, rect, tag, text

SIZE = 12
# Bins on either side of the first and last breaks.
FARTHEST = 40


def bins(values: np.ndarray, scale: Scale, about: int = 24) -> tuple[np.ndarray, np.ndarray]:
    """Edges ``(k + 1,)``, evenly spaced, and counts ``(k,)``; no bin straddles two classes, every value is counted.

    Values beyond the 99th centile, or very far from the classes, are gathered in the bins at the ends.
    """
    present = np.asarray(values, dtype=float)
    present = present[np.isfinite(present)]
    if len(present) == 0:
        return np.array([0.0, 1.0]), np.array([0])
    inner = scale.breaks or (float(np.median(present)),)
    low, high = min(float(present.min()), inner[0]), max(float(np.quantile(present, 0.99)), inner[-1])
    step = _step(inner, max(high - low, 1e-6) / about)
    first = max(np.floor((low - inner[0]) / step + 1e-9), -FARTHEST)
    last = min(np.ceil((high - inner[0]) / step - 1e-9) + 1, (inner[-1] - inner[0]) / step + FARTHEST)
    edges = inner[0] + np.arange(first, last + 1) * step
    centres = (edges[:-1] + edges[1:]) / 2
    counts = np.histogram(np.clip(present, centres[0], centres[-1]), edges)[0]
    return edges, counts


def _step(breaks: Sequence[float], wanted: float) -> float:
    """The width nearest to ``wanted`` of which every distance between two breaks is a multiple."""
    if len(breaks) == 1:
        return nice_step(wanted, 1)
    common = float(np.gcd.reduce(np.round(np.diff(breaks) * 1e6).astype(int))) / 1e6
    return common / max(1, round(common / wanted))


def histogram_legend(
    values: np.ndarray,
    scale: Scale,
    *,
    title: str,
    caption: str,
    unit: str = "",
    marks: Sequence[Mark] = (),
    missing_text: Callable[[int], str] = lambda count: f"{count} sans donnée",
    format_tick: Callable[[float], str] = str,
    width: float = 300,
    description: str = "",
) -> Svg:
    """``caption`` says what a bar's height is ("nombre de communes"), ``unit`` what the axis counts; ``missing_text``
    names the communes without a value, hatched as on the map.
    """
    edges, counts = bins(values, scale)
    rows = max(1, len(marks))
    top, height = 8 + rows * SIZE * 1.3, 64.0
    axis, base = Linear(float(edges[0]), float(edges[-1]), 6, width - 6), top + height
    rise = height / max(int(counts.max()), 1)

    def bar(left: float, right: float, count: int) -> Svg:
        x, y = axis(left), base - count * rise
        tall = max(base - y, 1 if count else 0)
        return rect(
            x,
            base - tall,
            max(axis(right) - x - 0.8, 0.5),
            tall,
            fill=scale.colour((left + right) / 2),
            stroke="currentColor",
            stroke_opacity=0.25,
            stroke_width=0.5,
        )

    bars = [bar(a, b, int(n)) for a, b, n in zip(edges[:-1], edges[1:], counts, strict=True) if n]
    missing = int(np.isnan(np.asarray(values, dtype=float)).sum())
    foot = base + (60 if unit else 43)
    return drawing(
        tag("g", *bars, class_="bars"),
        _class_strip(edges, scale, axis, base + 3),
        _tick_labels(scale, axis, base + 24, format_tick),
        vertical_marks(marks, axis, top=top, bottom=base, size=SIZE, right=width),
        text(unit, 6, base + 43, size=SIZE) if unit else Svg(""),
        text(caption, 6, foot, size=SIZE, muted=True),
        _missing(missing_text(missing), width, foot) if missing else Svg(""),
        width=width,
        height=foot + 7,
        title=title,
        description=description,
        kind="legend",
    )


def _class_strip(edges: np.ndarray, scale: Scale, axis: Linear, y: float) -> Svg:
    """The colours of all classes under the bars, so that an empty class still shows its colour."""
    bounds = [float(edges[0]), *scale.breaks, float(edges[-1])]
    return join(
        [
            rect(axis(a), y, axis(b) - axis(a), 6, fill=colour)
            for a, b, colour in zip(bounds[:-1], bounds[1:], scale.colours, strict=True)
        ]
    )


def _tick_labels(scale: Scale, axis: Linear, y: float, format_tick: Callable[[float], str]) -> Svg:
    """The breaks that have room: a label never touches the one before it."""
    drawn: list[Svg] = []
    free = 0.0
    for value in scale.breaks:
        told, x = format_tick(value), axis(value)
        half = text_width(told, SIZE - 1) / 2
        if x - half >= free:
            drawn.append(text(told, x, y, size=SIZE - 1, anchor="middle"))
            free = x + half + 2
    return join(drawn)


def _missing(told: str, width: float, y: float) -> Svg:
    swatch = rect(width - 18, y - 10, 12, 12, fill="url(#missing)")
    return join([tag("defs", hatching()), swatch, text(told, width - 24, y, size=SIZE, anchor="end", muted=True)])
