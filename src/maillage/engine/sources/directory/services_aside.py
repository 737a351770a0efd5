"""Services kept aside by structure, on disk: a list of any length takes no more memory than one of its structures."""

from __future__ import annotations

import json
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from .lines import Line


class ServicesAside:
    """Lines of services, by the structure that gives them. Each is given back once."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base

    def keep(self, lines: Iterable[Line]) -> None:
        self._base.execute("CREATE TABLE service (number INTEGER PRIMARY KEY, structure TEXT, cells TEXT)")
        self._base.executemany(
            "INSERT INTO service VALUES (?, ?, ?)",
            ((line.number, str(line.cells.get("structure_id")), _text(line)) for line in lines),
        )
        self._base.execute("CREATE INDEX by_structure ON service (structure)")

    def take(self, structure: str) -> Iterator[Line]:
        """The services of a structure, in the order of their file; they are then gone."""
        found = self._base.execute(
            "SELECT number, cells FROM service WHERE structure = ? ORDER BY number", (structure,)
        ).fetchall()
        self._base.execute("DELETE FROM service WHERE structure = ?", (structure,))
        return (Line(number, json.loads(cells)) for number, cells in found)

    def rest(self) -> Iterator[tuple[int, str]]:
        """Line and structure of those that nobody took."""
        return self._base.execute("SELECT number, structure FROM service ORDER BY number")


@contextmanager
def services_aside() -> Iterator[ServicesAside]:
    with tempfile.TemporaryDirectory() as folder, closing(sqlite3.connect(Path(folder, "services"))) as base:
        # Nothing of it is worth keeping if the machine stops.
        base.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
        yield ServicesAside(base)


def _text(line: Line) -> str:
    return json.dumps(dict(line.cells), ensure_ascii=False, default=str)
