"""The data folder, and the room that is left."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings

from .problem import Level, Problem

# With less, a day's work may not fit; with less than that, not even a start.
LITTLE_BYTES, NONE_BYTES = 1_000_000_000, 50_000_000


def check(now: datetime) -> Iterator[Problem]:
    data = settings.DATA
    if not data.is_dir():
        yield Problem(Level.FATAL, str(data), "the data folder is not there.", "Start `maillage serve`: it makes it.")
        return
    yield from _writable(data)
    yield from room(shutil.disk_usage(data).free, str(data))
    if data.stat().st_mode & 0o007:
        yield Problem(Level.WRONG, str(data), "everybody on this machine may look into it.", f"Say: chmod 750 {data}")


def room(free: int, where: str) -> Iterator[Problem]:
    """``free``: bytes that are left."""
    if free < NONE_BYTES:
        left = f"the disk is full ({free / 1e6:.0f} MB left)."
        yield Problem(Level.FATAL, where, left, "Free some room, then start again.")
    elif free < LITTLE_BYTES:
        yield Problem(Level.WRONG, where, f"{free / 1e6:.0f} MB are left on the disk.", "Free some room.")


def _writable(data: Path) -> Iterator[Problem]:
    try:
        with tempfile.TemporaryFile(dir=data) as file:
            file.write(b"maillage")
    except OSError as error:
        reason = f"it cannot be written ({error.strerror})."
        yield Problem(Level.FATAL, str(data), reason, "Give it to the user that runs maillage, with room to write.")
