"""What the module wants before the platform answers anybody."""

from __future__ import annotations

from datetime import datetime

from django.db import connection

from ..models.guards import guard
from .keys import prepare_keys


def make_ready(*, now: datetime) -> None:
    """Keys are there, and are those of the database; the journal's guards stand, also after a migration that dropped
    them.

    Raises KeyringError.
    """
    prepare_keys(now=now)
    guard(connection)
