"""``hours.pdf``, ``posters.pdf`` and ``weeks.pdf``, set by Typst."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import Any

from ..typeset import finished, typeset
from ..write import replacing


def write_pdf(content: Mapping[str, Any], template: str, path: Path) -> None:
    """``template``: name of one beside this file. Raises OutputError if the document cannot be set or written."""
    source = resources.files(__package__).joinpath(template).read_bytes()
    pdf = typeset(source, finished(dict(content)))
    with replacing(path) as aside:
        aside.write_bytes(pdf)
