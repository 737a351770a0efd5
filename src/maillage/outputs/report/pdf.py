"""Typst sets the report: in process, in a fraction of a second, tagged for screen readers (PDF/UA-1)."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path

import typst

from ...engine.diagnosis.result import Result
from ...engine.errors import OutputError
from ..write import replacing
from .content import content

TEMPLATE = "diagnosis.typ"
# Atkinson Hyperlegible, as the pages have it; what it lacks falls back on Typst's own fonts.
FONTS = resources.files("fontpkg_atkinson_hyperlegible") / "files"


def report_pdf(result: Result) -> bytes:
    """The report, in French. Everything that comes from a file enters the template as data, never as markup."""
    data = json.dumps(content(result), ensure_ascii=False, allow_nan=False)
    template = resources.files(__package__).joinpath(TEMPLATE).read_bytes()
    try:
        with resources.as_file(FONTS) as folder:
            pdf = typst.compile(
                template,
                font_paths=typst.Fonts(include_system_fonts=False, font_paths=[folder]),
                ignore_system_fonts=True,
                sys_inputs={"data": data},
                format="pdf",
                pdf_standards="ua-1",
            )
    except typst.TypstError as error:
        raise OutputError(f"The report could not be set: {error.message}.", hint="Choose other formats.") from error
    assert isinstance(pdf, bytes)
    return pdf


def write_pdf(result: Result, path: Path) -> None:
    """Writes the report aside, then in its place. Raises OutputError if it cannot be set or written."""
    pdf = report_pdf(result)
    with replacing(path) as aside:
        aside.write_bytes(pdf)
