"""What the module wants before the platform answers anybody."""

from __future__ import annotations

from django.db import connection

from ..models.exclusion import guard


def make_ready() -> None:
    """The database refuses that anything is taken twice, also after a migration that dropped what refuses."""
    guard(connection)
