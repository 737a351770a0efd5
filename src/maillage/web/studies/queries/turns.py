"""Computations that readers cause: one at a time, and not too many for one address."""

from __future__ import annotations

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.conf import settings
from django.core.cache import caches

from maillage.web.accounts.rules.logins import WINDOW, locked_until

COMPUTATIONS_PER_ADDRESS = 10
# Longer than most computations, shorter than a reader's patience.
PATIENCE_SECONDS = 20
POLL_SECONDS = 0.1


class BusyError(Exception):
    """Another computation has gone on for too long to wait for it."""


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Holds back every other computation of this machine, whatever its thread or process. Raises BusyError."""
    settings.STUDIES_ROOT.mkdir(parents=True, exist_ok=True)
    # Closing the file gives the turn to the next.
    with (settings.STUDIES_ROOT / ".turn").open("w") as turn:
        give_up = time.monotonic() + PATIENCE_SECONDS
        while not _taken(turn.fileno()):
            if time.monotonic() > give_up:
                raise BusyError
            time.sleep(POLL_SECONDS)
        yield


def refused_until(address: str, *, now: datetime, kind: str = "files", allowed: int | None = None) -> datetime | None:
    """When this address may ask for a computation again; None if it may now, which is then counted.

    ``kind``: of computation; each is counted apart, ``allowed`` times in a window. Counted in memory, one process at a
    time: addresses of readers are not written to disk.
    """
    key = f"{kind}-{address}"
    kept = caches["turns"].get(key, [])
    opens = locked_until(kept, allowed=allowed or COMPUTATIONS_PER_ADDRESS, now=now)
    if opens is None:
        recent = [at for at in kept if at > now - WINDOW]
        caches["turns"].set(key, [*recent, now], WINDOW.total_seconds())
    return opens


def _taken(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
