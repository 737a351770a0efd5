"""Numbers as French typography wants them: 1 485 086 with narrow no-break spaces, 2,58, −0,11, 38,7 %.

Twenty lines rather than Babel: its import and locale data cost more than the drawing of a whole map, for two
languages and three forms.
"""

from __future__ import annotations

import math

NARROW_SPACE = "\u202f"
MINUS = "\u2212"
MISSING = "–"

_MARKS = {"fr": (NARROW_SPACE, ",", NARROW_SPACE), "en": (",", ".", "")}


def number(value: float | None, decimals: int = 0, *, language: str = "fr", sign: bool = False) -> str:
    """``1485086`` → ``1 485 086``; ``2.577, 2`` → ``2,58``; missing or not finite → a dash.

    ``sign`` writes the plus of a difference. Half is rounded away from zero, as people do.
    """
    if value is None or not math.isfinite(value):
        return MISSING
    thousands, point, _ = _MARKS[language]
    scaled = math.floor(abs(float(value)) * 10**decimals + 0.5 + 1e-9)
    whole, fraction = divmod(scaled, 10**decimals)
    text = f"{whole:,}".replace(",", thousands) + (f"{point}{fraction:0{decimals}d}" if decimals else "")
    if not scaled:
        return text
    return (MINUS if value < 0 else "+" if sign else "") + text


def percent(share: float | None, decimals: int = 0, *, language: str = "fr", sign: bool = False) -> str:
    """``0.387, 1`` → ``38,7 %``."""
    text = number(None if share is None else share * 100, decimals, language=language, sign=sign)
    return text if text == MISSING else f"{text}{_MARKS[language][2]}%"


def axis_number(value: float, *, language: str = "fr") -> str:
    """As few decimals as the value needs, up to two: 2 → ``2``, 2.5 → ``2,5``."""
    decimals = next(d for d in (0, 1, 2) if d == 2 or math.isclose(value, round(value, d), abs_tol=1e-9))
    return number(value, decimals, language=language)
