"""The weights of the priority as an address carries them: ``40-20-20-20``, in the order of the parts."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from .indicators import PRIORITY_PARTS


def written(weights: Mapping[str, Decimal]) -> str:
    """``{"access": 2, "age": 1, ...}`` → ``2-1-...``: no exponent, no zero that says nothing."""
    return "-".join(f"{weights[part].normalize():f}" for part in PRIORITY_PARTS)


def texts_of(written_weights: str) -> dict[str, str]:
    """What stands for each part, whatever it is; what stands for none is left out, what is missing is empty."""
    texts = written_weights.split("-")
    return dict(zip(PRIORITY_PARTS, [*texts, *[""] * len(PRIORITY_PARTS)], strict=False))
