"""The report of a diagnosis as a PDF, in French."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from ...engine.diagnosis.result import Result
from ..typeset import typeset
from ..write import replacing
from .content import content

TEMPLATE = "diagnosis.typ"


def report_pdf(result: Result) -> bytes:
    """The report. Raises OutputError if it cannot be set."""
    return typeset(resources.files(__package__).joinpath(TEMPLATE).read_bytes(), content(result))


def write_pdf(result: Result, path: Path) -> None:
    """Writes the report aside, then in its place. Raises OutputError if it cannot be set or written."""
    pdf = report_pdf(result)
    with replacing(path) as aside:
        aside.write_bytes(pdf)
