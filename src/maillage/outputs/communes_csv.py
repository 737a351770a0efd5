"""``communes.csv``: one line a commune, UTF-8, commas, decimal points; an empty cell is unknown."""

from __future__ import annotations

from pathlib import Path

from ..engine.diagnosis.result import Result
from .table import commune_table
from .write import replacing


def write_csv(result: Result, path: Path) -> None:
    """Writes the table of communes. Raises OutputError if the file cannot be written."""
    with replacing(path) as aside:
        commune_table(result).to_csv(aside, encoding="utf-8", lineterminator="\n")
