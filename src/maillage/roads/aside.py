"""A network is made in a folder of its own beside the one that it will replace, locked while anyone works in it."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from ..engine.errors import OutputError

PREFIX = ".building-"


class Aside(NamedTuple):
    """``lock``: an open file; programs that work in ``folder`` inherit it, and hold the lock as long as they live."""

    folder: Path
    lock: int


@contextmanager
def built_aside(folder: Path) -> Iterator[Aside]:
    """A folder that takes the place of ``folder`` when the block ends well, and vanishes otherwise.

    What builds that were killed left beside it is cleared first. Raises OutputError where the disk is full or refuses.
    """
    here = folder.parent
    new = not here.exists()
    try:
        here.mkdir(parents=True, exist_ok=True)
        with _scratch(here) as (scratch, lock):
            made = scratch / "new"
            made.mkdir()
            yield Aside(made, lock)
            if folder.exists():
                folder.replace(scratch / "old")
            made.replace(folder)
    except OSError as error:
        reason = error.strerror or str(error)
        raise OutputError(
            f"{folder} could not be written ({reason}); what was there is unchanged.",
            hint="Make room, or choose another folder with MAILLAGE_DATA.",
        ) from error
    finally:
        if new and here.exists() and not any(here.iterdir()):
            here.rmdir()


@contextmanager
def _scratch(here: Path) -> Iterator[tuple[Path, int]]:
    # One at a time: a folder that was made and is not locked yet must not be taken for one that was left.
    with _locked(here):
        _clear(here)
        scratch = Path(tempfile.mkdtemp(prefix=PREFIX, dir=here))
        lock = os.open(scratch, os.O_RDONLY)
        fcntl.flock(lock, fcntl.LOCK_EX)
    try:
        yield scratch, lock
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
        os.close(lock)


def _clear(here: Path) -> None:
    """Removes the folders of builds that nobody works in any more."""
    for left in here.glob(f"{PREFIX}*"):
        lock = os.open(left, os.O_RDONLY)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(left)
        except BlockingIOError:
            pass
        finally:
            os.close(lock)


@contextmanager
def _locked(here: Path) -> Iterator[None]:
    lock = os.open(here, os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)
