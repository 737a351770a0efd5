"""How equally care is shared: the Lorenz curve against the line of equal shares."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from .axes import Linear
from .palette import TEAL
from .svg import Svg, drawing, line, tag, text

SIZE = 12.5


def lorenz_curve(
    points: np.ndarray,
    *,
    title: str,
    people_text: str,
    care_text: str,
    equality_text: str,
    half_text: Callable[[float], str],
    format_tick: Callable[[float], str],
    description: str = "",
    width: float = 340,
) -> Svg:
    """``points`` ``(k, 2)``: cumulated share of people, worst served first, and of care, both from 0 to 1.
    ``half_text`` words the share of care of the worst served half, in short lines.
    """
    points = np.asarray(points, dtype=float)
    side = width - 46.0
    x, y = Linear(0, 1, 40, 40 + side), Linear(0, 1, 8 + side, 8)
    curve = thin(points)
    corners = "L".join(f"{x(a):.1f} {y(b):.1f}" for a, b in curve)
    half = float(np.interp(0.5, points[:, 0], points[:, 1]))
    return drawing(
        tag("path", d=f"M{corners}z", fill=TEAL, fill_opacity=0.16),
        _frame(x, y, format_tick),
        line(x(0), y(0), x(1), y(1), dash="4 3", opacity=0.7),
        tag("path", d=f"M{corners}", fill="none", stroke=TEAL, stroke_width=2.8, stroke_linejoin="round"),
        line(x(0.5), y(0), x(0.5), y(half), dash="2 3"),
        tag("circle", cx=x(0.5), cy=y(half), r=4.2, fill=TEAL),
        *_lines(half_text(half), x(0.5) + 10, y(half) + 26),
        text(
            equality_text,
            x(0.36),
            y(0.36) - 8,
            size=SIZE - 1,
            anchor="middle",
            muted=True,
            transform=f"rotate(-45 {x(0.36):.1f} {y(0.36) - 8:.1f})",
        ),
        text(people_text, x(1), y(0) + 34, size=SIZE - 0.5, anchor="end", muted=True),
        text(care_text, x(0) + 6, y(1) + 12, size=SIZE - 0.5, muted=True),
        width=width,
        height=side + 50,
        title=title,
        description=description,
        kind="lorenz",
    )


def thin(points: np.ndarray, about: int = 80) -> np.ndarray:
    """The points nearest to evenly spaced shares of people; first and last kept."""
    if len(points) <= about:
        return points
    wanted = np.linspace(points[0, 0], points[-1, 0], about)
    return points[np.unique(np.searchsorted(points[:, 0], wanted).clip(0, len(points) - 1))]


def _lines(told: str, x: float, y: float) -> list[Svg]:
    return [text(part, x, y + 16 * i, size=SIZE, bold=i == 0) for i, part in enumerate(told.split("\n"))]


def _frame(x: Linear, y: Linear, format_tick: Callable[[float], str]) -> Svg:
    at = (0.0, 0.25, 0.5, 0.75, 1.0)
    return tag(
        "g",
        line(x(0), y(0), x(1), y(0), opacity=0.5),
        line(x(0), y(0), x(0), y(1), opacity=0.5),
        *(
            text(format_tick(t), x(t), y(0) + 16, size=SIZE - 1.5, anchor="middle" if t < 1 else "end", muted=True)
            for t in at
        ),
        *(text(format_tick(t), x(0) - 6, y(t) + 4, size=SIZE - 1.5, anchor="end", muted=True) for t in at[1:]),
    )
