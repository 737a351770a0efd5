"""What differs is written on a row, and named: the journal tells which fields were changed, never what they say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Model


def change(row: Model, said: Mapping[str, Any]) -> list[str]:
    """Sets the fields of ``row`` that say something else than ``said``, and tells which; nothing is saved."""
    changed = [field for field, value in said.items() if _plain(getattr(row, field)) != value]
    for field in changed:
        setattr(row, field, said[field])
    return changed


def _plain(value: object) -> object:
    """A binary column is memory on one of the databases, bytes on the other."""
    return bytes(value) if isinstance(value, memoryview) else value
