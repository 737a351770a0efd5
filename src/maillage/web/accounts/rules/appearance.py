"""An authority's accent colour as a style sheet, light and dark."""

from __future__ import annotations

from .contrast import contrast, is_readable, mixed, nearest_readable

# As in static/css/tokens.css.
PAPER, DARK_PAPER = "#fbfaf7", "#12181e"
# The lightest ground of a dark page on which something is written in the accent.
DARK_SUNKEN = "#222c35"
WHITE = "#ffffff"
# How much of the colour is in the ground of what is pointed at.
SOFT = 0.12


def problem(accent: str) -> tuple[float, str] | None:
    """How little the colour stands out on paper and the nearest that is enough, or None if it is."""
    if is_readable(accent, on=PAPER):
        return None
    return contrast(accent, PAPER), nearest_readable(accent, on=PAPER)


def style_sheet(accent: str) -> str:
    """The dark scheme has the same hue, as light as dark paper needs it.

    A colour that can be read on paper can also be written on with it.
    """
    light, dark = nearest_readable(accent, on=PAPER), nearest_readable(accent, on=DARK_SUNKEN)
    return (
        f":root{{{_tokens(light, ink=WHITE, paper=PAPER)}}}\n"
        f"@media (prefers-color-scheme:dark){{:root{{{_tokens(dark, ink=DARK_PAPER, paper=DARK_PAPER)}}}}}\n"
    )


def _tokens(accent: str, *, ink: str, paper: str) -> str:
    return f"--accent:{accent};--accent-ink:{ink};--accent-soft:{mixed(accent, paper, share=SOFT)}"
