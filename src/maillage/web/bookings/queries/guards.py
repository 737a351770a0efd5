"""What the database should refuse by itself."""

from __future__ import annotations

from django.db import connection

from ..models.exclusion import missing_guards


def guards_that_miss() -> list[str]:
    """Names; empty if nothing can be taken twice."""
    return missing_guards(connection)
