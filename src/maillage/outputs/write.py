"""Writes a file aside, then renames it: nobody ever meets a half-written one."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ..engine.errors import OutputError

if TYPE_CHECKING:
    import pandas as pd

# A disk with less than this is full for whoever writes a file of any size.
LITTLE_BYTES = 1_000_000


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Gives a path beside ``path`` to write to; on success it takes its place, on any failure it is removed.

    Raises OutputError when the disk is full or the folder cannot be written.
    """
    aside = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.stem}-", suffix=path.suffix, dir=path.parent)
        os.close(handle)
        aside = Path(name)
        yield aside
        aside.chmod(0o644)
        aside.replace(path)
    except OSError as error:
        raise _output_error(path, error) from error
    finally:
        if aside is not None:
            aside.unlink(missing_ok=True)


def write_table(table: pd.DataFrame, path: Path) -> None:
    """CSV: UTF-8, commas, decimal points; without the index. Raises OutputError if the file cannot be written."""
    with replacing(path) as aside:
        table.to_csv(aside, index=False, encoding="utf-8", lineterminator="\n")


def _output_error(path: Path, error: OSError) -> OutputError:
    # Libraries that write by themselves (GDAL) do not say why.
    if error.errno in {errno.ENOSPC, errno.EDQUOT} or (error.errno is None and _is_full(path.parent)):
        return OutputError(
            f"The disk is full: {path} was not written.", hint="Free some room, or choose another folder."
        )
    reason = error.strerror or str(error)
    return OutputError(f"{path} cannot be written ({reason}).", hint="Choose another folder with --out.")


def _is_full(folder: Path) -> bool:
    return folder.is_dir() and shutil.disk_usage(folder).free < LITTLE_BYTES
