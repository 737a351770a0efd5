"""The language of what people read: its sentences come from gettext catalogues, whose msgids are French."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from . import numbers


def _french_plural(singular: str, plural: str, n: int) -> str:
    """French counts zero as one: 0 médecin, 1 médecin, 2 médecins."""
    return singular if n < 2 else plural


@dataclass(frozen=True)
class Language:
    """``code`` is "fr" or "en"; ``gettext`` and ``ngettext`` are those of its catalogue (French needs none)."""

    code: str = "fr"
    gettext: Callable[[str], str] = str
    ngettext: Callable[[str, str, int], str] = _french_plural

    def number(self, value: float | None, decimals: int = 0, *, sign: bool = False) -> str:
        """``1485086`` → ``1 485 086``."""
        return numbers.number(value, decimals, language=self.code, sign=sign)

    def percent(self, share: float | None, decimals: int = 0, *, sign: bool = False) -> str:
        """``0.387`` → ``39 %``."""
        return numbers.percent(share, decimals, language=self.code, sign=sign)

    def axis_number(self, value: float) -> str:
        """2.5 → ``2,5``; 2.0 → ``2``."""
        return numbers.axis_number(value, language=self.code)


FRENCH = Language()
