"""``communes.csv``: one line a commune, UTF-8, commas, decimal points; an empty cell is unknown."""

from __future__ import annotations

from pathlib import Path

from ..engine.diagnosis.result import Result
from .table import commune_table
from .write import write_table


def write_csv(result: Result, path: Path) -> None:
    """Writes the table of communes. Raises OutputError if the file cannot be written."""
    write_table(commune_table(result).reset_index(), path)
