"""Whether a colour can be read, by the formula of the WCAG 2.2, and the nearest one that can."""

from __future__ import annotations

import colorsys
import re

# What WCAG asks of text of normal size (success criterion 1.4.3, level AA).
READABLE = 4.5

Rgb = tuple[int, int, int]


def rgb(colour: str) -> Rgb:
    """``"#0b6e69"`` in three bytes. Raises ValueError for anything else."""
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", colour, re.ASCII):
        raise ValueError(f"{colour!r} is not a colour such as #0b6e69.")
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def written(colour: Rgb) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)


def luminance(colour: str) -> float:
    """Relative luminance: 0 is black, 1 is white."""
    red, green, blue = (_linear(part / 255) for part in rgb(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """From 1 (the same) to 21 (black on white).

    >>> round(contrast("#ffffff", "#000000"), 2), round(contrast("#767676", "#ffffff"), 2)
    (21.0, 4.54)
    """
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def is_readable(colour: str, *, on: str) -> bool:
    return contrast(colour, on) >= READABLE


def nearest_readable(colour: str, *, on: str) -> str:
    """The same hue and saturation, as much darker as ``on`` needs it; lighter if ``on`` is dark. Itself if it passes.

    >>> nearest_readable("#0b6e69", on="#fbfaf7")
    '#0b6e69'
    """
    hue, lightness, saturation = colorsys.rgb_to_hls(*(part / 255 for part in rgb(colour)))
    end = 1.0 if luminance(on) < luminance("#767676") else 0.0
    steps = 255
    for step in range(steps + 1):
        shade = _shade(hue, lightness + (end - lightness) * step / steps, saturation) if step else colour.lower()
        if is_readable(shade, on=on):
            return shade
    raise ValueError(f"Nothing can be read on {on}.")


def mixed(colour: str, ground: str, *, share: float) -> str:
    """``share`` of a colour on a ground."""
    return written(tuple(round(a * share + b * (1 - share)) for a, b in zip(rgb(colour), rgb(ground), strict=True)))


def _shade(hue: float, lightness: float, saturation: float) -> str:
    return written(tuple(round(255 * part) for part in colorsys.hls_to_rgb(hue, lightness, saturation)))


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
