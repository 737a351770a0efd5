"""A commune, as far as a place needs it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Commune:
    """``lat``, ``lon``: of its town hall (degrees), None for the few that the figures do not have."""

    code: str
    name: str
    departement: str
    postcodes: tuple[str, ...]
    lat: float | None
    lon: float | None
