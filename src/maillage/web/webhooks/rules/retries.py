"""When an event that was not taken is sent again, and when one gives up."""

from __future__ import annotations

from datetime import timedelta

# Three days in all: a week-end, and a morning to mend it.
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 300, 600, 840, 1200, 1200))
# What cannot be reached is left alone for a while, so that nobody else waits behind it.
REST = timedelta(minutes=1)
# An attempt that said nothing for as long was interrupted: none waits that long for an answer.
LEASE = timedelta(minutes=10)
# How long a secret that was replaced still signs.
OVERLAP = timedelta(hours=24)


def wait_after(attempts: int) -> timedelta | None:
    """After the ``attempts``-th attempt that failed, the first being 1; None if it was the last."""
    return WAITS[attempts - 1] if attempts <= len(WAITS) else None


def is_taken(status: int) -> bool:
    """Whether the receiver has it. A redirection is no yes: it is not followed."""
    return 200 <= status < 300


def is_gone(status: int) -> bool:
    """The receiver wants no more of it."""
    return status == 410
