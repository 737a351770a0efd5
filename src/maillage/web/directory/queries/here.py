"""The territory of the authority, as the directory needs it."""

from __future__ import annotations

from functools import cache

from django.conf import settings

from maillage.web.territories.queries import get_territory


@cache
def departements_of(territory: str) -> tuple[str, ...]:
    """Codes of two characters, or three overseas, in their order."""
    codes = get_territory([territory]).codes
    return tuple(sorted({code[: 3 if code.startswith("97") else 2] for code in codes}))


def departements_here() -> tuple[str, ...]:
    return departements_of(settings.TERRITORY)
