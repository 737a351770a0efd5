"""Lines through the years, named at their ends; a year without figures is a gap, never a guess."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from .axes import Linear, Mark, keep_apart
from .labels import BOLD, text_width
from .palette import GREY, ticks
from .svg import Svg, drawing, join, line, rect, tag, text

SIZE = 12.5
# From one year to the next, so many of the people more or fewer make another population: the line is broken there.
NEW_POPULATION = 0.01


@dataclass(frozen=True)
class Series:
    """A line: its values by year, missing ones NaN; it is lifted before each year of ``breaks``."""

    name: str
    values: Sequence[float]
    colour: str = GREY
    strong: bool = False
    breaks: frozenset[int] = frozenset()


def breaks_of(share_known: pd.Series) -> frozenset[int]:
    """Years (the index) whose figure is about other people than that of the year before: shares of 0 to 1.

    >>> sorted(breaks_of(pd.Series([0.94, 0.94, 1.0], index=[2019, 2021, 2022])))
    [2022]
    """
    moved = share_known.diff().abs() > NEW_POPULATION
    return frozenset(int(year) for year in share_known.index[moved])


def trend_lines(
    years: Sequence[int],
    series: Sequence[Series],
    *,
    title: str,
    format_value: Callable[[float], str],
    format_tick: Callable[[float], str] = str,
    threshold: Mark | None = None,
    gap_text: str = "",
    description: str = "",
    width: float = 520,
    height: float = 260,
) -> Svg:
    """``gap_text`` is written in the gaps ("pas de donnée"). Years that are missing from ``years`` are gaps too."""
    span = range(min(years), max(years) + 1)
    lines = [(s, _by_year(span, years, s.values)) for s in series]
    everything = np.concatenate([values[np.isfinite(values)] for _, values in lines])
    bounds = [*everything, *([threshold.value] if threshold else [])]
    low, high = (np.floor(min(bounds) * 2 - 0.3) / 2, np.ceil(max(bounds) * 2 + 0.3) / 2) if bounds else (0.0, 1.0)
    names = [f"{s.name} {format_value(float(_last(values)))}" for s, values in lines]
    right = width - max(text_width(n, SIZE) for n in names) * BOLD - 10
    x = Linear(span[0], span[-1], 34, right)
    y = Linear(float(low), float(max(high, low + 0.5)), height - 28, 14)
    children = [_grid(y, x, format_tick), _years(span, x, height)]
    if threshold:
        children.append(line(x.start, y(threshold.value), x.end, y(threshold.value), dash="4 3", opacity=0.8))
        children.append(text(threshold.name, x.start + 4, y(threshold.value) - 5, size=SIZE - 1, muted=True))
    children += [_line(s, values, span, x, y) for s, values in lines]
    ends = keep_apart([y(float(_last(v))) for _, v in lines], SIZE * 1.3, low=y.end, high=y.start)
    children += [
        text(name, right + 10, end + 4, size=SIZE, bold=s.strong)
        for name, end, (s, _) in zip(names, ends, lines, strict=True)
    ]
    children += [_gap(year, x, height, gap_text) for year in _gaps(span, lines)]
    return drawing(*children, width=width, height=height, title=title, description=description, kind="trend")


def _by_year(span: range, years: Sequence[int], values: Sequence[float]) -> np.ndarray:
    known = dict(zip(years, values, strict=True))
    return np.array([known.get(year, np.nan) for year in span], dtype=float)


def _last(values: np.ndarray) -> float:
    present = values[np.isfinite(values)]
    return float(present[-1]) if len(present) else float("nan")


def _gaps(span: range, lines: Sequence[tuple[Series, np.ndarray]]) -> list[int]:
    return [year for i, year in enumerate(span) if all(np.isnan(values[i]) for _, values in lines)]


def _line(series: Series, values: np.ndarray, span: range, x: Linear, y: Linear) -> Svg:
    """One path a run of comparable years that follow one another; a dot for each year."""
    points = [(x(year), y(v)) if np.isfinite(v) else None for year, v in zip(span, values.tolist(), strict=True)]
    d, drawing_on = "", False
    for year, point in zip(span, points, strict=True):
        drawing_on = drawing_on and year not in series.breaks
        d += f"{'L' if drawing_on else 'M'}{point[0]:.1f} {point[1]:.1f}" if point else ""
        drawing_on = point is not None
    dots = [tag("circle", cx=p[0], cy=p[1], r=3.2 if series.strong else 2.2) for p in points if p]
    stroke = tag(
        "path",
        d=d,
        fill="none",
        stroke=series.colour,
        stroke_width=2.8 if series.strong else 1.8,
        stroke_linejoin="round",
    )
    return join([stroke, tag("g", *dots, fill=series.colour)])


def _grid(y: Linear, x: Linear, format_tick: Callable[[float], str]) -> Svg:
    values = ticks(y.low, y.high, 5)
    rules = [line(x.start, y(v), x.end, y(v), opacity=0.14) for v in values]
    return join(
        [
            *rules,
            *(text(format_tick(v), x.start - 8, y(v) + 4, size=SIZE - 1, anchor="end", muted=True) for v in values),
        ]
    )


def _years(span: range, x: Linear, height: float) -> Svg:
    return join([text(str(year), x(year), height - 8, size=SIZE - 1, anchor="middle", muted=True) for year in span])


def _gap(year: int, x: Linear, height: float, told: str) -> Svg:
    half = (x(year + 1) - x(year)) / 2 or 8
    band = rect(x(year) - half, 14, 2 * half, height - 42, fill="currentColor", fill_opacity=0.05)
    return join([band, text(told, x(year), height - 34, size=SIZE - 3, anchor="middle", muted=True)])
