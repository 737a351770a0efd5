"""When a place is asked whether its card is right, reminded, and said to have answered nothing."""

from __future__ import annotations

from datetime import datetime, timedelta

# Half a year between two rounds; within one, so long for an answer before the next reminder.
ROUND = timedelta(days=182)
PATIENCE = timedelta(days=14)
REMINDERS = 2
# A link opens for longer than its round of letters lasts: who finds the last one on their return still can.
OPEN_FOR = timedelta(days=60)
# Who asks again and again for a new link gets one of them.
BETWEEN_LINKS = timedelta(minutes=15)


def is_to_be_reminded(*, asked_at: datetime, reminders: int, now: datetime) -> bool:
    """Of a question that nobody answered."""
    return reminders < REMINDERS and now - asked_at >= (reminders + 1) * PATIENCE


def is_unconfirmed(*, asked_at: datetime | None, confirmed_at: datetime | None, now: datetime) -> bool:
    """Asked, reminded as often as it may be, and nobody has answered.

    >>> from datetime import UTC
    >>> asked = datetime(2026, 1, 5, tzinfo=UTC)
    >>> [is_unconfirmed(asked_at=asked, confirmed_at=None, now=asked + timedelta(days=days)) for days in (41, 42)]
    [False, True]
    """
    if asked_at is None or (confirmed_at is not None and confirmed_at >= asked_at):
        return False
    return now - asked_at >= (REMINDERS + 1) * PATIENCE
