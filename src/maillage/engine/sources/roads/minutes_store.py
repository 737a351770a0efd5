"""What was already asked of a network: Parquet files, one a block, keyed by the content of network and points."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyarrow as pa
from pyarrow import parquet

from ...errors import SourceError
from ..aside import written_aside

# Of the files of the store. A store of another version is refused.
VERSION = 1
VERSION_KEY = b"maillage.minutes"


class Answer(NamedTuple):
    """Times of a block, parallel arrays ``(k,)``: origin and destination by number, seconds (NaN: no way leads)."""

    origin: np.ndarray
    destination: np.ndarray
    seconds: np.ndarray


@dataclass(frozen=True)
class MinutesStore:
    """A folder of finished blocks; a stopped run goes on from them."""

    folder: Path

    def read(self, question: str, block: int) -> Answer | None:
        """The block if it was finished. Raises SourceError if another version of maillage wrote it."""
        path = self._path(question, block)
        if not path.exists():
            return None
        try:
            table = parquet.read_table(path)
        except (OSError, pa.ArrowException) as error:
            raise self._unusable(str(error).splitlines()[0][:160]) from error
        written_by = (table.schema.metadata or {}).get(VERSION_KEY, b"").decode()
        if written_by != str(VERSION):
            raise self._unusable(f"version {written_by or 'unknown'}; this maillage reads version {VERSION}")
        origin, destination, seconds = (table.column(name).to_numpy() for name in Answer._fields)
        return Answer(origin, destination, seconds)

    def keep(self, question: str, block: int, answer: Answer) -> None:
        """Keeps a finished block, whole or not at all. Raises OutputError where the disk is full or refuses."""
        table = pa.table(dict(zip(Answer._fields, answer, strict=True)))
        path = self._path(question, block)
        with written_aside(path.parent) as aside:
            marked = table.replace_schema_metadata({VERSION_KEY: str(VERSION)})
            parquet.write_table(marked, aside / path.name, compression="zstd")

    def _path(self, question: str, block: int) -> Path:
        return self.folder / question / f"{block:06}.parquet"

    def _unusable(self, found: str) -> SourceError:
        return SourceError(
            "the times kept for this network cannot be used.",
            file=str(self.folder),
            found=found,
            hint="Remove this folder; they are computed again.",
        )
