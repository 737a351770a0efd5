"""``timetable.pdf``: the rounds on paper, for the council's table and the driver's seat."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import Any

from ..typeset import finished, typeset
from ..write import replacing

TEMPLATE = "tour.typ"


def write_pdf(content: Mapping[str, Any], path: Path) -> None:
    """Raises OutputError if the document cannot be set or written."""
    template = resources.files(__package__).joinpath(TEMPLATE).read_bytes()
    pdf = typeset(template, finished(dict(content)))
    with replacing(path) as aside:
        aside.write_bytes(pdf)
