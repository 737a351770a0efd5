"""When a message that could not leave is tried again, and when one gives up."""

from __future__ import annotations

from datetime import timedelta

# A day in all: a server that is down is usually mended by then, and what is older helps nobody.
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 120, 240, 480, 480))
# Who does not answer is called on another day.
BETWEEN_CALLS = timedelta(hours=20)
MOST_CALLS = 3
# An attempt that said nothing for as long was interrupted: no gateway waits that long for an answer.
LEASE = timedelta(minutes=10)


def wait_after(attempts: int) -> timedelta | None:
    """After the ``attempts``-th attempt that failed, the first being 1; None if it was the last."""
    return WAITS[attempts - 1] if attempts <= len(WAITS) else None
