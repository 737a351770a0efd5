"""The report of a diagnosis as a PDF, in French."""

from __future__ import annotations

from pathlib import Path

from ...engine.diagnosis.result import Result
from ..typeset import typeset, write_document
from .content import content

TEMPLATE = "diagnosis.typ"


def report_pdf(result: Result) -> bytes:
    """The report. Raises OutputError if it cannot be set."""
    return typeset(__name__, TEMPLATE, content(result))


def write_pdf(result: Result, path: Path) -> None:
    """Writes the report aside, then in its place. Raises OutputError if it cannot be set or written."""
    write_document(__name__, TEMPLATE, content(result), path)
