"""A folder of files that every worker of a cluster is given, once, whole or not at all."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Mapping
from pathlib import Path

from distributed import Worker, WorkerPlugin

# In a worker: where it keeps what it was sent, by key.
KEPT: dict[str, Path] = {}


class SentFolder(WorkerPlugin):
    """Files by name, written to a folder of the worker's own scratch space, which goes when the worker does.

    Dask hands a plugin to the workers that there are, and to those that join, before they compute anything.
    """

    def __init__(self, key: str, files: Mapping[str, bytes]) -> None:
        self.key, self.name = key, f"maillage-{key}"
        self._files, self._digest = dict(files), _digest(files)

    def setup(self, worker: Worker) -> None:
        """Writes the files, unless they are there; raises OSError where the disk is full or what came is not whole."""
        files, self._files = self._files, {}
        folder = KEPT[self.key] = Path(worker.local_directory) / self.name
        if folder.is_dir():
            return
        if _digest(files) != self._digest:
            raise OSError(f"{self.name} did not arrive whole")
        with tempfile.TemporaryDirectory(dir=worker.local_directory) as scratch:
            aside = Path(scratch) / "files"
            aside.mkdir()
            for name, content in files.items():
                (aside / name).write_bytes(content)
            aside.replace(folder)


def sent_folder(key: str) -> Path | None:
    """In a worker: where the files of that key are, if they were sent."""
    folder = KEPT.get(key)
    return folder if folder and folder.is_dir() else None


def _digest(files: Mapping[str, bytes]) -> str:
    whole = hashlib.sha256()
    for name in sorted(files):
        whole.update(f"{name} {len(files[name])} ".encode())
        whole.update(files[name])
    return whole.hexdigest()
