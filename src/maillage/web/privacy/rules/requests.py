"""What a person may ask for, and until when it must be answered (GDPR, article 12(3))."""

from __future__ import annotations

from calendar import monthrange
from datetime import date


def due_on(received: date) -> date:
    """One month later, or the last day of that month if it is shorter.

    >>> due_on(date(2026, 1, 31))
    datetime.date(2026, 2, 28)
    """
    year, month = (received.year + 1, 1) if received.month == 12 else (received.year, received.month + 1)
    return date(year, month, min(received.day, monthrange(year, month)[1]))
