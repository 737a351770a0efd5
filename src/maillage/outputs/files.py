"""The files of a diagnosis, by format."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from ..engine.diagnosis.result import Result
from ..engine.errors import OutputError

FILES = {
    "json": "diagnosis.json",
    "csv": "communes.csv",
    "gpkg": "diagnosis.gpkg",
    "pdf": "diagnosis.pdf",
}


def write_file(result: Result, file_format: str, path: Path) -> None:
    """Writes one file. Raises OutputError for an unknown format or a place that cannot be written."""
    writer(file_format)(result, path)


def writer(file_format: str) -> Callable[[Result, Path], None]:
    """The writer of a format, imported only now: a CSV does not wait for the PDF engine."""
    if file_format == "json":
        from .diagnosis_json import write_json

        return write_json
    if file_format == "csv":
        from .communes_csv import write_csv

        return write_csv
    if file_format == "gpkg":
        from .diagnosis_gpkg import write_gpkg

        return write_gpkg
    if file_format == "pdf":
        from .report import write_pdf

        return write_pdf
    raise OutputError(f"No format is called {file_format!r}.", hint="Choose among " + ", ".join(FILES) + ".")


def default_formats(kind: str) -> Sequence[str]:
    """All of them; for the whole of France the report is left out: a report is about a territory."""
    return [each for each in FILES if not (kind == "france" and each == "pdf")]
