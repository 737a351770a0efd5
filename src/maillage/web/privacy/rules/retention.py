"""What is older than it may be. Plain values in, decisions out."""

from __future__ import annotations

from datetime import datetime, timedelta

from .classification import Retention


def days_of(retention: Retention, chosen: int | None) -> int | None:
    """As the authority chose, as the file says otherwise; None if no number of days removes it.

    What was chosen before the bounds moved is brought back between them.
    """
    if retention.days is None:
        return None
    if chosen is None:
        return retention.days
    return max(retention.at_least, chosen if retention.at_most is None else min(chosen, retention.at_most))


def gone_before(days: int, *, now: datetime) -> datetime:
    """A row whose days count from before this moment has had its time."""
    return now - timedelta(days=days)
