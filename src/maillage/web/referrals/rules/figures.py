"""What is told of many searches and referrals."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from statistics import median

DAY = timedelta(days=1)


def median_days(spans: Iterable[tuple[datetime, datetime]]) -> float | None:
    """Between being asked and having answered; None of none.

    >>> day = datetime(2026, 3, 2)
    >>> median_days([(day, day + DAY), (day, day + 2 * DAY), (day, day + 9 * DAY)])
    2.0
    """
    days = [(ended_at - begun_at) / DAY for begun_at, ended_at in spans]
    return median(days) if days else None
