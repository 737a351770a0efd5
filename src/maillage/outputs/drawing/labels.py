"""Names on a map that never touch one another, nor leave the frame."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .svg import INK, Svg, tag

# Advance widths of Atkinson Hyperlegible in em, rounded up so that another font of the reader's still fits.
_NARROW = {**dict.fromkeys("iljI.,:;'’|!", 0.31), **dict.fromkeys("frt-() /\u00a0\u202f", 0.41)}
_WIDE = {**dict.fromkeys("mMW", 0.92), **dict.fromkeys("wœæ@%", 0.83), **dict.fromkeys("ABCDEGHKNOPQRSTUVXYZŒÆ", 0.69)}
_USUAL = 0.6
LINE_HEIGHT = 1.45
BOLD = 1.15


def text_width(content: str, size: float) -> float:
    """Width of one line at ``size``, on the large side."""
    return size * sum(_NARROW.get(c, _WIDE.get(c, _USUAL)) for c in content)


@dataclass(frozen=True)
class Box:
    """A rectangle, in the drawing's units."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: Box) -> bool:
        """Whether the two share more than an edge."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def within(self, other: Box) -> bool:
        """Whether nothing of it is outside ``other``."""
        return (
            other.left <= self.left
            and other.top <= self.top
            and self.right <= other.right
            and self.bottom <= other.bottom
        )


@dataclass(frozen=True)
class Label:
    """A name centred on ``x``, with its box."""

    name: str
    x: float
    baseline: float
    box: Box


def place_labels(
    wanted: Iterable[tuple[str, float, float]],
    frame: Box,
    *,
    size: float,
    at_most: int = 14,
    taken: Sequence[Box] = (),
) -> list[Label]:
    """Names at their points, most important first: each where it fits, or not at all.

    A name is tried on its point, then a line above and below, then to the sides. ``taken`` are boxes
    where no name may stand (a legend, a mark).
    """
    placed: list[Label] = []
    for name, x, y in wanted:
        if len(placed) == at_most:
            break
        occupied = [*taken, *(label.box for label in placed)]
        found = next(
            (
                label
                for label in _candidates(name, x, y, size)
                if label.box.within(frame) and not any(label.box.overlaps(box) for box in occupied)
            ),
            None,
        )
        if found:
            placed.append(found)
    return placed


def written(labels: Sequence[Label], *, size: float, kind: str = "names", bold: bool = False) -> Svg:
    """Dark on a pale halo whatever the theme: what is under them keeps its colours in both."""
    names = [tag("text", label.name, x=label.x, y=label.baseline) for label in labels]
    return tag(
        "g",
        *names,
        class_=kind,
        aria_hidden="true",
        pointer_events="none",
        font_size=size,
        font_weight="700" if bold else None,
        text_anchor="middle",
        fill=INK,
        stroke="#fff",
        stroke_width=3,
        stroke_linejoin="round",
        stroke_opacity=0.85,
        paint_order="stroke",
    )


def _candidates(name: str, x: float, y: float, size: float) -> Iterable[Label]:
    width, height = text_width(name, size) + size * 0.3, size * LINE_HEIGHT
    for right, down in ((0, 0), (0, -1), (0, 1), (0.35, 0), (-0.35, 0), (0.35, -1), (-0.35, -1), (0.35, 1), (-0.35, 1)):
        centre, middle = x + right * width, y + down * height
        box = Box(centre - width / 2, middle - height / 2, centre + width / 2, middle + height / 2)
        yield Label(name, centre, middle + size * 0.35, box)
