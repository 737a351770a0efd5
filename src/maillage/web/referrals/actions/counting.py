"""What was looked for, and how much was found: counted without anybody's name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from ..models import Asked

MOST = 32_767


def count(*, key: UUID, need: str, obstacles: Sequence[str], commune: str, found: int, day: date) -> None:
    """Once for each form, however often it is sent. Not in the journal, which says who did what: nobody did."""
    row = {"day": day, "need": need, "obstacles": sorted(obstacles), "commune": commune, "found": min(found, MOST)}
    Asked.objects.get_or_create(key=key, defaults=row)
