"""Software that tells us."""

from __future__ import annotations

from uuid import UUID

from ..models import Source


def find_open_source(number: UUID) -> Source | None:
    """One that is still heard, of an organisation that is open."""
    rows = Source.objects.select_related("organisation")
    return rows.filter(number=number, closed_at=None, organisation__closed_at=None).first()
