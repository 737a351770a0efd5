"""Where one commune stands among others: a line a group, each a small histogram, one vertical line through all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from .axes import Linear, Mark
from .palette import Scale, ticks
from .svg import Svg, drawing, join, line, rect, tag, text

SIZE = 12.5
ROW = 40.0
COLUMNS = 44


@dataclass(frozen=True)
class Group:
    """A name and the values of its members, with weights (people)."""

    name: str
    values: np.ndarray
    weights: np.ndarray


def distribution_strip(
    value: float,
    groups: Sequence[Group],
    scale: Scale,
    *,
    title: str,
    value_text: str,
    high: float,
    low: float = 0.0,
    threshold: Mark | None = None,
    format_tick: Callable[[float], str] = str,
    description: str = "",
    width: float = 360,
) -> Svg:
    """``value`` among ``groups``; the axis runs from ``low`` to ``high`` and what is beyond is gathered at its ends."""
    axis, top = Linear(low, high, 4, width - 4), 24.0
    bottom = top + ROW * len(groups)
    rows = [_row(group, axis, scale, top + ROW * i) for i, group in enumerate(groups)]
    numbers = [
        text(format_tick(t), axis(t), bottom + 14, size=SIZE - 1.5, anchor="middle", muted=True)
        for t in ticks(low, high, 6)
    ]
    children = [*rows, line(4, bottom, width - 4, bottom, opacity=0.4), *numbers]
    if threshold:
        x = axis(threshold.value)
        children.append(line(x, top, x, bottom, dash="2 3"))
        children.append(text(threshold.name, x, bottom + 29, size=SIZE - 1.5, anchor="middle", muted=True))
    if np.isfinite(value):
        children.append(_pointer(axis(value), value_text, top, bottom, width))
    return drawing(
        *children,
        width=width,
        height=bottom + (34 if threshold else 20),
        title=title,
        description=description,
        kind="strip",
    )


def _row(group: Group, axis: Linear, scale: Scale, top: float) -> Svg:
    """Heights are shares of the group's people, so that groups of any size compare."""
    kept = np.isfinite(group.values)
    edges = np.linspace(axis.low, axis.high, COLUMNS + 1)
    people = np.histogram(np.clip(group.values[kept], axis.low, axis.high), edges, weights=group.weights[kept])[0]
    base, tallest = top + ROW - 2, people.max() if len(people) and people.max() > 0 else 1.0
    bars = [
        rect(
            axis(left),
            base - 22 * n / tallest,
            axis(right) - axis(left) - 0.6,
            22 * n / tallest,
            fill=scale.colour((left + right) / 2),
        )
        for left, right, n in zip(edges[:-1], edges[1:], people, strict=True)
        if n > 0
    ]
    name = text(group.name, axis.end, top + 13, size=SIZE - 0.5, anchor="end", muted=True)
    return join([tag("g", *bars), name, line(axis.start, base, axis.end, base, opacity=0.2)])


def _pointer(x: float, value_text: str, top: float, bottom: float, width: float) -> Svg:
    anchor = "start" if x < 40 else "end" if x > width - 40 else "middle"
    return join(
        [
            line(x, top - 6, x, bottom, width=2.4),
            text(value_text, x, top - 10, size=SIZE + 1, anchor=anchor, bold=True),
        ]
    )
