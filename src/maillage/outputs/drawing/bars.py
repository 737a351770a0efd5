"""Horizontal bars: one value a row, parts that add up, or two dates side by side. Names and values stand on the bars'
own lines, so no legend has to be searched.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .axes import Linear, Mark, vertical_marks
from .labels import BOLD, text_width
from .palette import GREY, TEAL, Scale
from .svg import PAPER, Svg, drawing, join, rect, text

SIZE = 12.5
ROW = 22.0


@dataclass(frozen=True)
class Row:
    """A name, and its value or the values of its parts."""

    name: str
    values: tuple[float, ...]


@dataclass(frozen=True)
class Part:
    """One of the parts that every row adds up; ``ink`` is what can be read on ``colour``."""

    name: str
    colour: str
    ink: str = PAPER


def horizontal_bars(
    rows: Sequence[Row],
    *,
    title: str,
    format_value: Callable[[float], str],
    scale: Scale | None = None,
    marks: Sequence[Mark] = (),
    description: str = "",
    width: float = 520,
) -> Svg:
    """One bar a row, coloured by its class when there is a ``scale``; its value stands before it, so that ``marks``
    (vertical lines with their names) cross no figure.
    """
    room = max(text_width(format_value(row.values[0]), SIZE) for row in rows) * BOLD + 10
    left = _name_width(rows) + room
    highest = max([*(row.values[0] for row in rows), *(m.value for m in marks), 1e-9])
    axis, top = Linear(0, highest, left, width - 4), 6 + len(marks) * SIZE * 1.3
    bars = [
        join(
            [
                text(row.name, left - room - 8, top + ROW * i + 15, size=SIZE, anchor="end"),
                text(format_value(row.values[0]), left - 8, top + ROW * i + 15, size=SIZE, anchor="end", bold=True),
                _bar(axis(0), axis(row.values[0]), top + ROW * i, scale.colour(row.values[0]) if scale else TEAL),
            ]
        )
        for i, row in enumerate(rows)
    ]
    bottom = top + ROW * len(rows)
    drawn_marks = vertical_marks(marks, axis, top=top, bottom=bottom, size=SIZE - 1, right=width)
    return drawing(
        *bars, drawn_marks, width=width, height=bottom + 4, title=title, description=description, kind="bars"
    )


def stacked_bars(
    rows: Sequence[Row],
    parts: Sequence[Part],
    *,
    title: str,
    format_value: Callable[[float], str],
    highest: float = 100.0,
    description: str = "",
    width: float = 560,
) -> Svg:
    """Rows of parts that add up to the total written at the end; the parts are named once, over the first row."""
    left, room = _name_width(rows), text_width(format_value(highest), SIZE) + 10
    axis, top = Linear(0, highest, left, width - room), 30.0
    drawn = [_stack(row, parts, axis, top + ROW * i, format_value) for i, row in enumerate(rows)]
    return drawing(
        _key(parts, left, width),
        *drawn,
        width=width,
        height=top + ROW * len(rows) + 4,
        title=title,
        description=description,
        kind="parts",
    )


def before_after(
    rows: Sequence[Row],
    *,
    names: tuple[str, str],
    title: str,
    format_value: Callable[[float], str],
    description: str = "",
    width: float = 520,
) -> Svg:
    """Two bars a row, today (grey) and later (teal), as in a projection of need or of people by age."""
    left = _name_width(rows)
    highest = max(max(row.values) for row in rows) or 1.0
    room = max(text_width(format_value(v), SIZE) for row in rows for v in row.values) + 10
    axis, top, tall = Linear(0, highest, left, width - room), 30.0, ROW * 1.9
    drawn: list[Svg] = []
    for i, row in enumerate(rows):
        y = top + tall * i
        drawn.append(text(row.name, left - 8, y + 23, size=SIZE, anchor="end"))
        for value, offset, colour, bold in ((row.values[0], 0, GREY, False), (row.values[1], 17, TEAL, True)):
            drawn.append(_bar(axis(0), axis(value), y + offset, colour))
            drawn.append(text(format_value(value), axis(value) + 6, y + offset + 14, size=SIZE, bold=bold))
    key = _key([Part(names[0], GREY), Part(names[1], TEAL)], left, width)
    return drawing(
        key, *drawn, width=width, height=top + tall * len(rows), title=title, description=description, kind="change"
    )


def _name_width(rows: Sequence[Row]) -> float:
    return max(text_width(row.name, SIZE) for row in rows) + 12


def _bar(start: float, end: float, top: float, colour: str) -> Svg:
    return rect(start, top + 3, max(end - start, 1), ROW - 7, fill=colour, rx=1.5)


def _stack(row: Row, parts: Sequence[Part], axis: Linear, top: float, format_value: Callable[[float], str]) -> Svg:
    drawn, done = [text(row.name, axis.start - 8, top + 15, size=SIZE, anchor="end")], 0.0
    for value, part in zip(row.values, parts, strict=True):
        start, end = axis(done), axis(done + value)
        told = format_value(value)
        drawn.append(rect(start, top + 3, max(end - start - 0.8, 0), ROW - 6, fill=part.colour))
        if end - start > text_width(told, SIZE - 2) + 4:
            drawn.append(text(told, (start + end) / 2, top + 14.5, size=SIZE - 2, anchor="middle", fill=part.ink))
        done += value
    drawn.append(text(format_value(done), axis(done) + 6, top + 15, size=SIZE, bold=True))
    return join(drawn)


def _key(parts: Sequence[Part], left: float, width: float) -> Svg:
    """Names in their parts' order, each beside a square of its colour; over the bars where there is room."""
    widths = [text_width(part.name, SIZE - 0.5) + 32 for part in parts]
    drawn: list[Svg] = []
    x = max(0.0, min(left, width - sum(widths)))
    for part, room in zip(parts, widths, strict=True):
        drawn.append(rect(x, 8, 11, 11, fill=part.colour))
        drawn.append(text(part.name, x + 16, 18, size=SIZE - 0.5))
        x += room
    return join(drawn)
