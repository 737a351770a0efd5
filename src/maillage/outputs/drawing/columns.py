"""Upright bars, one a step of time, from left to right; some of them are named under the axis."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .axes import Linear
from .labels import text_width
from .palette import TEAL, ticks
from .svg import Svg, drawing, join, line, rect, tag, text

SIZE = 12.0
FOOT = 24.0
WIDEST = 56.0


@dataclass(frozen=True)
class Step:
    """``name`` under the bar, where there is room; ``told``: what the bar says when it is pointed at."""

    name: str
    value: float
    told: str


def columns(
    steps: Sequence[Step],
    *,
    title: str,
    format_tick: Callable[[float], str],
    description: str = "",
    width: float = 720,
    height: float = 220,
) -> Svg:
    """Whole numbers from zero."""
    highest = max([1.0, *(step.value for step in steps)])
    grid = [tick for tick in ticks(0, highest, 4) if tick == int(tick)]
    left = max(text_width(format_tick(tick), SIZE) for tick in grid) + 12
    x = Linear(0, max(len(steps), 1), left, width - 4)
    y = Linear(0, highest, height - FOOT, 12)
    rules = [
        join(
            [
                line(left, y(tick), width - 4, y(tick), opacity=0.14),
                text(format_tick(tick), left - 8, y(tick) + 4, size=SIZE, anchor="end", muted=True),
            ]
        )
        for tick in grid
    ]
    wide = min(max((x(1) - x(0)) * 0.78, 1.0), WIDEST)
    bars = [_bar(step, (x(place) + x(place + 1) - wide) / 2, wide, y) for place, step in enumerate(steps)]
    return drawing(
        *rules,
        tag("g", *bars, fill=TEAL),
        _names(steps, x, height),
        width=width,
        height=height,
        title=title,
        description=description,
        kind="columns",
    )


def _bar(step: Step, left: float, wide: float, y: Linear) -> Svg:
    tall = max(y(0) - y(step.value), 1.5 if step.value else 0)
    return tag("g", tag("title", step.told), rect(left, y(0) - tall, wide, tall, rx=1.5))


def _names(steps: Sequence[Step], x: Linear, height: float) -> Svg:
    """From the left, each that does not meet the one before."""
    drawn: list[Svg] = []
    free = 0.0
    for place, step in enumerate(steps):
        middle, half = (x(place) + x(place + 1)) / 2, text_width(step.name, SIZE) / 2
        if middle - half >= free and middle + half <= x.end + 4:
            drawn.append(text(step.name, middle, height - 6, size=SIZE, anchor="middle", muted=True))
            free = middle + half + 10
    return join(drawn)
