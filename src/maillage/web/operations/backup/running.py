"""Who holds the data folder: the platform while it runs, shared; a restore, alone."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .manifest import BackupError

LOCK = ".in-use"


@contextmanager
def in_use(data: Path) -> Iterator[None]:
    """While the platform runs on this machine. The lock ends with the process, however that ends."""
    with _locked(data, fcntl.LOCK_SH):
        yield


@contextmanager
def alone(data: Path) -> Iterator[None]:
    """Raises BackupError if the platform runs."""
    with _locked(data, fcntl.LOCK_EX):
        yield


@contextmanager
def _locked(data: Path, kind: int) -> Iterator[None]:
    handle = os.open(data / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(handle, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            who = "The platform runs" if kind == fcntl.LOCK_EX else "A restore goes on"
            hint = "Stop it first (also workers)." if kind == fcntl.LOCK_EX else "Start again when it is done."
            raise BackupError(f"{who} in {data}.", hint=hint) from None
        yield
    finally:
        os.close(handle)


def is_in_use(data: Path) -> bool:
    """Whether the platform runs on this machine, or a restore."""
    try:
        with alone(data):
            return False
    except BackupError:
        return True
