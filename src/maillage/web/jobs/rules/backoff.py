"""How long to wait before something is tried again: longer each time, up to a limit."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

FIRST, LONGEST, GROWTH = timedelta(seconds=10), timedelta(hours=1), 3
# Jobs that failed together, because a server was down, do not all come back at the same moment.
SPREAD = 0.25
LONGEST_RESTART_SECONDS = 60.0


def retry_delay(attempt: int, job: UUID) -> timedelta:
    """After the ``attempt``-th attempt, the first being 1: 10 s, 30 s, 90 s … up to an hour, and up to a quarter more,
    always the same for the same job."""
    delay = min(FIRST * GROWTH ** min(attempt - 1, 12), LONGEST)
    return delay * (1 + SPREAD * (job.int % 1024) / 1023)


def restart_seconds(deaths: int) -> float:
    """Before a process is started again that died so many times in a row, the first being 1: 1, 2, 4 … up to 60."""
    return min(2.0 ** min(deaths - 1, 12), LONGEST_RESTART_SECONDS)
