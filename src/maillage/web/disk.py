"""Files that must outlive a cut of power, and files that nobody else may read."""

from __future__ import annotations

import os
from pathlib import Path


def sync_folder(folder: Path) -> None:
    """Brings the names of its files to disk: a file that was renamed is then under its new name for good."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def create_private(file: Path, text: str) -> None:
    """Readable by its owner alone from the first byte on, and on disk. Raises FileExistsError if it is there."""
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as written:
        written.write(text)
        written.flush()
        os.fsync(written.fileno())
