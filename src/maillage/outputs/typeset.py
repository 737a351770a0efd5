"""Typst sets documents: in process, in a fraction of a second, tagged for screen readers (PDF/UA-1)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import Any

import typst

from ..engine.errors import OutputError
from .words.typography import typographic
from .write import replacing

# The look that all documents share stands before each template.
HOUSE = "house.typ"
# Atkinson Hyperlegible, as the pages have it; what it lacks falls back on Typst's own fonts.
FONTS = resources.files("fontpkg_atkinson_hyperlegible") / "files"


def typeset(beside: str, template: str, content: Mapping[str, Any]) -> bytes:
    """The PDF, by a template that stands beside a module.

    What comes from a file enters the template as data, never as markup.

    ``content``: JSON-able values, printed as :func:`finished` has them; ``title`` and ``foot`` are those of every page.
    Raises OutputError if Typst refuses.
    """
    data = json.dumps(finished(dict(content)), ensure_ascii=False, allow_nan=False)
    own = resources.files(beside).joinpath(template).read_bytes()
    house = resources.files(__package__).joinpath(HOUSE).read_bytes()
    try:
        with resources.as_file(FONTS) as folder:
            pdf = typst.compile(
                house + own,
                font_paths=typst.Fonts(include_system_fonts=False, font_paths=[folder]),
                ignore_system_fonts=True,
                sys_inputs={"data": data},
                format="pdf",
                pdf_standards="ua-1",
            )
    except typst.TypstError as error:
        raise OutputError(f"The document could not be set: {error.message}.", hint="Choose other formats.") from error
    assert isinstance(pdf, bytes)
    return pdf


def write_document(beside: str, template: str, content: Mapping[str, Any], path: Path) -> None:
    """Writes what :func:`typeset` sets, aside and then in its place.

    Raises OutputError if it cannot be set or written.
    """
    pdf = typeset(beside, template, content)
    with replacing(path) as aside:
        aside.write_bytes(pdf)


def finished(value: Any) -> Any:
    """Every string as French prints it; drawings (``svg``) are left as they are."""
    if isinstance(value, dict):
        return {key: item if key == "svg" else finished(item) for key, item in value.items()}
    if isinstance(value, list):
        return [finished(item) for item in value]
    return typographic(value) if isinstance(value, str) else value
