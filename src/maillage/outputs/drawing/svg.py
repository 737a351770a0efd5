"""SVG as text: a builder that cannot forget to escape."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

INK = "#17212b"
PAPER = "#fbfaf7"
FONT = "Atkinson Hyperlegible Next, Atkinson Hyperlegible, system-ui, sans-serif"


class Svg(str):
    """Markup that is already safe; every other string is escaped when it enters a drawing."""

    __slots__ = ()

    def __html__(self) -> str:
        """Templates that know ``__html__`` (Django, Jinja) insert a drawing as it is."""
        return self


def number(value: float) -> str:
    """At most two decimals, and none of the noise of floats."""
    written = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if written == "-0" else written


def tag(name: str, *children: str | Svg, **attributes: str | float | None) -> Svg:
    """One element. ``_`` stands for ``-`` (``data_code``), a final ``_`` is dropped (``class_``), None leaves out."""
    written = "".join(
        f" {key.removesuffix('_').replace('_', '-')}={quoteattr(value if isinstance(value, str) else number(value))}"
        for key, value in attributes.items()
        if value is not None
    )
    if not children:
        return Svg(f"<{name}{written}/>")
    return Svg(f"<{name}{written}>{join(children)}</{name}>")


def join(children: tuple[str | Svg, ...] | list[str | Svg] | list[Svg]) -> Svg:
    """Children side by side, escaped unless they are drawings already."""
    return Svg("".join(child if isinstance(child, Svg) else escape(_printable(child)) for child in children))


def text(
    content: str,
    x: float,
    y: float,
    *,
    size: float = 13,
    anchor: str | None = None,
    bold: bool = False,
    muted: bool = False,
    fill: str = "currentColor",
    **attributes: str | float | None,
) -> Svg:
    """One line of text; ``y`` is its baseline."""
    return tag(
        "text",
        content,
        x=x,
        y=y,
        font_size=size,
        text_anchor=anchor,
        font_weight="700" if bold else None,
        fill=fill,
        fill_opacity=0.75 if muted else None,
        **attributes,
    )


def line(
    x1: float,
    y1: float,
    x2: float,
    y2: float,
    *,
    width: float = 1,
    opacity: float | None = None,
    dash: str | None = None,
) -> Svg:
    """One straight line, in ink."""
    return tag(
        "path",
        d=f"M{number(x1)} {number(y1)}L{number(x2)} {number(y2)}",
        stroke="currentColor",
        stroke_width=width,
        stroke_opacity=opacity,
        stroke_dasharray=dash,
    )


def rect(x: float, y: float, width: float, height: float, **attributes: str | float | None) -> Svg:
    """One rectangle from its upper left corner; never of negative size."""
    return tag("rect", x=x, y=y, width=max(width, 0), height=max(height, 0), **attributes)


def hatching() -> Svg:
    """The pattern of missing data, to be filled with as ``url(#missing)``; the same wherever it is defined."""
    stripes = tag("path", d="M0 6L6 0M-1 1L1-1M5 7L7 5", stroke="#9aa1a6", stroke_width=1.2)
    ground = tag("rect", width=6, height=6, fill="#f3f1ec")
    return tag("pattern", ground, stripes, id="missing", width=6, height=6, patternUnits="userSpaceOnUse")


def drawing(
    *children: Svg, width: float, height: float, title: str, description: str = "", kind: str, role: str = "img"
) -> Svg:
    """The whole: as wide as its place allows. ``kind`` becomes a class that a style sheet can name."""
    return tag(
        "svg",
        tag("title", title),
        *([tag("desc", description)] if description else []),
        *children,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {number(width)} {number(height)}",
        class_=f"drawing drawing-{kind}",
        role=role,
        aria_label=title if role != "img" else None,
        font_family=FONT,
    )


def standalone(svg: Svg, *, ink: str = INK) -> Svg:
    """A file of its own, for the PDF and the download: its own size, and the ink that a page would have given."""
    width, height = svg.split('viewBox="0 0 ', 1)[1].split('"', 1)[0].split()
    sized = svg.replace("<svg ", f'<svg width="{width}" height="{height}" ', 1)
    return Svg(sized.replace('="currentColor"', f'="{ink}"'))


def _printable(content: str) -> str:
    """XML cannot hold control characters, and a name that has one should not break a whole page."""
    return "".join(character for character in content if character >= " " or character in "\t\n")
