"""What charts share: a value's place on a line, marks with their names, words that keep apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import permutations, product

from .labels import BOLD, text_width
from .svg import Svg, join, line, text

ROW_HEIGHT = 1.3


@dataclass(frozen=True)
class Linear:
    """Values ``low`` … ``high`` onto ``start`` … ``end`` (maybe backwards); those beyond stay at its ends."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        span = self.high - self.low
        share = (min(max(value, self.low), self.high) - self.low) / span if span else 0.5
        return self.start + share * (self.end - self.start)


@dataclass(frozen=True)
class Mark:
    """A value named on an axis: the threshold, the national mean. ``strong`` draws it as the subject."""

    value: float
    name: str
    strong: bool = False


def keep_apart(wanted: Sequence[float], gap: float, *, low: float, high: float) -> list[float]:
    """Places as near as possible to those wanted, in the same order, at least ``gap`` apart, inside ``low`` … ``high``
    (as far as that can be).

    >>> keep_apart([10, 11, 40], 6, low=0, high=50)
    [10, 16, 40]
    """
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    placed: list[float] = list(wanted)
    floor = low
    for i in order:
        placed[i] = max(placed[i], floor)
        floor = placed[i] + gap
    ceiling = high
    for i in reversed(order):
        placed[i] = min(placed[i], ceiling)
        ceiling = placed[i] - gap
    return placed


def vertical_marks(marks: Sequence[Mark], axis: Linear, *, top: float, bottom: float, size: float, right: float) -> Svg:
    """Vertical lines with their names beside their heads, raised so that no name meets another name or a line."""
    drawn: list[Svg] = []
    for mark, flag in zip(marks, arrange_flags(marks, axis, size, right), strict=True):
        head = top - (flag.row + 1) * size * ROW_HEIGHT
        drawn += [
            line(flag.x, head + 2, flag.x, bottom, width=2 if mark.strong else 1, dash=None if mark.strong else "3 2"),
            text(
                mark.name,
                flag.x + (4 if flag.rightwards else -4),
                head + size,
                size=size,
                anchor=None if flag.rightwards else "end",
                bold=mark.strong,
            ),
        ]
    return join(drawn)


@dataclass(frozen=True)
class Flag:
    """A mark's line at ``x`` and its name beside the head, from ``left`` to ``right``, ``row`` lines up."""

    x: float
    row: int
    rightwards: bool
    left: float
    right: float

    def clear_of(self, other: Flag) -> bool:
        """Whether this name crosses neither the other's line, where that is as high, nor its name."""
        crosses_line = other.row >= self.row and self.left < other.x < self.right
        crosses_name = other.row == self.row and self.left < other.right and other.left < self.right
        return not (crosses_line or crosses_name)


def arrange_flags(marks: Sequence[Mark], axis: Linear, size: float, right: float) -> Sequence[Flag]:
    """The lowest arrangement in which all are clear of all: marks are few, so every one is tried."""

    def choices(mark: Mark) -> list[Flag]:
        x, width = axis(mark.value), text_width(mark.name, size) * (BOLD if mark.strong else 1) + 6
        flags = [
            Flag(x, row, rightwards, *((x, x + width) if rightwards else (x - width, x)))
            for row in range(len(marks))
            for rightwards in (True, False)
        ]
        return [flag for flag in flags if flag.left >= 0 and flag.right <= right] or flags

    arrangements = sorted(
        product(*map(choices, marks)), key=lambda a: (max((f.row for f in a), default=0), sum(f.row for f in a))
    )
    clear = (a for a in arrangements if all(f.clear_of(g) for f, g in permutations(a, 2)))
    return next(clear, arrangements[0])
