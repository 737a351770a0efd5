"""The legend of a map of two things at once: a grid of colours, with how many places are in each."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from .labels import text_width
from .svg import INK, Svg, drawing, rect, tag, text

CELL, SIZE = 34.0, 12.0


def grid_legend(
    counts: Sequence[int],
    colours: Sequence[str],
    *,
    rows: Sequence[str],
    columns: Sequence[str],
    title: str,
    count_text: Callable[[int], str] = str,
    description: str = "",
) -> Svg:
    """``counts`` and ``colours`` row by row, the first row at the bottom, as on the axes of a chart."""
    left = max(text_width(name, SIZE) for name in rows) + 10
    wide = max(CELL, max(text_width(name, SIZE) for name in columns) + 12)
    cells = []
    for place, (count, colour) in enumerate(zip(counts, colours, strict=True)):
        row, column = divmod(place, len(columns))
        x, y = left + column * wide, 4 + (len(rows) - 1 - row) * CELL
        ink = "#fff" if is_dark(colour) else INK
        cells.append(rect(x, y, wide - 2, CELL - 2, fill=colour))
        cells.append(text(count_text(count), x + wide / 2 - 1, y + CELL / 2 + 3, size=SIZE, anchor="middle", fill=ink))
    names = [
        text(name, left - 8, 4 + (len(rows) - 1 - row) * CELL + CELL / 2 + 3, size=SIZE, anchor="end")
        for row, name in enumerate(rows)
    ]
    foot = 4 + len(rows) * CELL + SIZE + 4
    names += [
        text(name, left + column * wide + wide / 2 - 1, foot, size=SIZE, anchor="middle")
        for column, name in enumerate(columns)
    ]
    return drawing(
        tag("g", *cells),
        *names,
        width=left + len(columns) * wide,
        height=foot + 6,
        title=title,
        description=description,
        kind="legend",
    )


def is_dark(colour: str) -> bool:
    """Whether white is the better read upon it: relative luminance of WCAG under 0.18.

    >>> is_dark("#3a3f86"), is_dark("#ececec")
    (True, False)
    """
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue < 0.18
