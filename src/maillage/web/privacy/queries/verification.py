"""Whether the journal is what was written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from django.db import connection

from ..models.guards import missing_guards
from ..models.reading import verify_rows
from ..rules.verification import Verdict


def verify_journal(witnesses: Sequence[Path] = (), *, own: bool = True) -> Verdict:
    """Reads it all and changes nothing. Of a backup, say ``own=False``: the data folder has digests of later days. See
    :func:`..models.reading.verify_rows`."""
    return verify_rows(witnesses, own=own)


def guards_that_miss() -> list[str]:
    """Triggers of the journal that are not in the database; a start puts them back."""
    return missing_guards(connection)
