"""Plans between two goals: one point a plan, named beside it; what lies beyond the line cannot be had."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .axes import Linear
from .labels import Box, place_labels
from .palette import BROWN, TEAL, ticks
from .svg import Svg, drawing, join, line, number, tag, text

SIZE = 13.0
LEFT, RIGHT, TOP, BOTTOM = 74.0, 24.0, 34.0, 52.0
RADIUS = 6.0


@dataclass(frozen=True)
class Point:
    """A plan: its name, its two values, and whether it lies on the front. ``strong``: the plan one works on."""

    name: str
    x: float
    y: float
    on_front: bool = True
    strong: bool = False


def front_chart(
    points: Sequence[Point],
    *,
    title: str,
    x_text: str,
    y_text: str,
    format_x: Callable[[float], str] = str,
    format_y: Callable[[float], str] = str,
    description: str = "",
    width: float = 620,
    height: float = 340,
) -> Svg:
    """Axes begin near the values, not at zero: differences are what a front is about. Points on the front are joined
    in steps, since nothing between two plans is promised."""
    across = Linear(*_span([point.x for point in points]), LEFT, width - RIGHT)
    up = Linear(*_span([point.y for point in points]), height - BOTTOM, TOP)
    joined = sorted((point for point in points if point.on_front), key=lambda point: point.x)
    return drawing(
        _frame(across, up, format_x, format_y),
        *([_steps([(across(p.x), up(p.y)) for p in joined])] if len(joined) > 1 else []),
        *(_dot(across(point.x), up(point.y), point) for point in points),
        _names(points, across, up, Box(LEFT, TOP - 6, width, height - BOTTOM)),
        text(y_text, LEFT - 66, TOP - 16, size=SIZE, bold=True),
        text(x_text, width - RIGHT, height - 8, size=SIZE, anchor="end", bold=True),
        width=width,
        height=height,
        title=title,
        description=description,
        kind="front",
    )


def _span(values: Sequence[float]) -> tuple[float, float]:
    """A little more than the values, so that no point stands on an axis."""
    low, high = (min(values), max(values)) if values else (0.0, 1.0)
    margin = 0.08 * ((high - low) or abs(high) or 1.0)
    return low - margin, high + margin


def _frame(across: Linear, up: Linear, format_x: Callable[[float], str], format_y: Callable[[float], str]) -> Svg:
    return join(
        [
            line(across.start, up.start, across.end, up.start, opacity=0.5),
            line(across.start, up.start, across.start, up.end, opacity=0.5),
            *(
                join(
                    [
                        line(across(t), up.start, across(t), up.start + 4, opacity=0.5),
                        text(format_x(t), across(t), up.start + 18, size=SIZE - 1.5, anchor="middle", muted=True),
                    ]
                )
                for t in ticks(across.low, across.high, 5)
            ),
            *(
                join(
                    [
                        line(across.start, up(t), across.end, up(t), opacity=0.12),
                        text(format_y(t), across.start - 8, up(t) + 4, size=SIZE - 1.5, anchor="end", muted=True),
                    ]
                )
                for t in ticks(up.low, up.high, 5)
            ),
        ]
    )


def _steps(places: Sequence[tuple[float, float]]) -> Svg:
    (x, y), *others = places
    written = f"M{number(x)} {number(y)}" + "".join(f"H{number(a)}V{number(b)}" for a, b in others)
    return tag(
        "path", d=written, fill="none", stroke=TEAL, stroke_width=1.4, stroke_opacity=0.6, stroke_dasharray="4 3"
    )


def _dot(x: float, y: float, point: Point) -> Svg:
    """The plan one works on is a diamond, larger: not known by its colour alone."""
    told = tag("title", point.name)
    if point.strong:
        side = RADIUS * 1.5
        a = number(side)
        d = f"M{number(x)} {number(y - side)}l{a} {a}l-{a} {a}l-{a} -{a}z"
        return tag("path", told, d=d, fill=BROWN, stroke="currentColor", stroke_width=1)
    filled = TEAL if point.on_front else "none"
    return tag("circle", told, cx=x, cy=y, r=RADIUS, fill=filled, stroke=TEAL, stroke_width=1.6)


def _names(points: Sequence[Point], across: Linear, up: Linear, frame: Box) -> Svg:
    """Beside the points, the strong one first; a name that fits nowhere is left to the table under the chart."""
    taken = [Box(across(p.x) - RADIUS, up(p.y) - RADIUS, across(p.x) + RADIUS, up(p.y) + RADIUS) for p in points]
    wanted = [(p.name, across(p.x), up(p.y)) for p in sorted(points, key=lambda point: not point.strong)]
    strong = {point.name for point in points if point.strong}
    placed = place_labels(wanted, frame, size=SIZE, at_most=len(points), taken=taken)
    return join([text(p.name, p.x, p.baseline, size=SIZE, anchor="middle", bold=p.name in strong) for p in placed])
