"""Tables that a user imported: tidy Parquet in a folder of theirs, each with a record of where it comes from."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from pathlib import Path

import pandas as pd

from ..errors import SourceError
from .aside import written_aside
from .provenance import Provenance
from .source import Source, Table


@dataclass(frozen=True)
class Imported:
    """The record of one imported table, as it stands beside it in ``<source>-<vintage>.json``."""

    source: str
    title: str
    publisher: str
    licence: str
    url: str
    vintage: str
    file: str
    sha256: str
    rows: int
    columns: tuple[str, ...]
    weights: dict[str, str]
    notes: tuple[str, ...]

    def provenance(self, column: str) -> Provenance:
        """Of a column that was made of this table."""
        return Provenance(
            table="imported",
            column=column,
            source=self.source,
            title=self.title,
            publisher=self.publisher,
            vintage=self.vintage,
            licence=self.licence,
            url=self.url,
            note=f"importé du fichier {self.file}",
        )

    @property
    def stem(self) -> str:
        return "-".join((self.source, *re.findall(r"\w+", self.vintage)))


def keep(source: Source, table: Table, folder: Path) -> Imported:
    """Writes the table and its record into ``folder``; both or neither. Another vintage stands beside it.

    Raises OutputError where the folder cannot be written.
    """
    record = Imported(
        source=source.name,
        title=source.title,
        publisher=source.publisher,
        licence=source.licence,
        url=source.page,
        vintage=table.vintage,
        file=table.file,
        sha256=table.sha256,
        rows=len(table.frame),
        columns=tuple(map(str, table.frame.columns)),
        weights=dict(table.weights),
        notes=table.notes,
    )
    with written_aside(folder) as aside:
        table.frame.to_parquet(aside / f"{record.stem}.parquet", compression="zstd")
        text = json.dumps(asdict(record), ensure_ascii=False, indent=1)
        (aside / f"{record.stem}.json").write_text(text + "\n", encoding="utf-8")
    return record


def imported_tables(folder: Path) -> tuple[Imported, ...]:
    """The records in ``folder``, by name; none where nothing was imported yet. Raises SourceError."""
    return tuple(_record(path) for path in sorted(folder.glob("*.json"))) if folder.is_dir() else ()


def latest_imported(folder: Path) -> dict[str, Imported]:
    """By source: of several vintages of one, the latest. Raises SourceError."""
    return {record.source: record for record in sorted(imported_tables(folder), key=lambda each: each.vintage)}


def read_imported(record: Imported, folder: Path) -> Table:
    """The table of a record, as the importer made it. Raises SourceError where it is missing or damaged."""
    path = folder / f"{record.stem}.parquet"
    try:
        if "geometry" in record.columns:
            import geopandas as gpd

            frame: pd.DataFrame = gpd.read_parquet(path)
        else:
            frame = pd.read_parquet(path)
    except (OSError, ValueError) as error:
        raise _damaged(path, error) from error
    return Table(frame, record.vintage, record.file, record.sha256, record.weights, record.notes)


def _record(path: Path) -> Imported:
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
        return Imported(**(values | {name: tuple(values[name]) for name in ("columns", "notes")}))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _damaged(path, error) from error


def _damaged(path: Path, error: Exception) -> SourceError:
    return SourceError(
        "An imported table cannot be read.",
        file=str(path),
        found=str(error).splitlines()[0][:160],
        hint="Import its file again with `maillage sources import`.",
    )
