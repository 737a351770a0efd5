"""An authority's accent colour as a style sheet, light and dark."""

from __future__ import annotations

from .contrast import contrast, ink_on, is_readable, mixed, nearest_readable

# As in static/css/tokens.css.
PAPER, INK = "#fbfaf7", "#17212b"
DARK_PAPER, DARK_INK = "#12181e", "#08211f"
WHITE = "#ffffff"
SOFT = 0.12


def problem(accent: str) -> tuple[float, str] | None:
    """How little the colour stands out on paper and the nearest that is enough, or None if it is."""
    if is_readable(accent, on=PAPER):
        return None
    return contrast(accent, PAPER), nearest_readable(accent, on=PAPER)


def style_sheet(accent: str) -> str:
    """The dark scheme has the same hue, as light as dark paper needs it."""
    light, dark = nearest_readable(accent, on=PAPER), nearest_readable(accent, on=DARK_PAPER)
    return (
        f":root{{{_tokens(light, PAPER, (WHITE, INK))}}}\n"
        f"@media (prefers-color-scheme:dark){{:root{{{_tokens(dark, DARK_PAPER, (DARK_INK, WHITE))}}}}}\n"
    )


def _tokens(accent: str, paper: str, inks: tuple[str, str]) -> str:
    soft, ink = mixed(accent, paper, share=SOFT), ink_on(accent, inks=inks)
    return f"--accent:{accent};--accent-ink:{ink};--accent-soft:{soft}"
