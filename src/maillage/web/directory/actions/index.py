"""What is searched follows the entries."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime


def reindex(entry_ids: Iterable[int], *, now: datetime) -> None:
    """To be called in the transaction that changed these entries or their services, unlisted or removed them.

    However many: they are read in portions.
    """
