"""Density, rurality and centrality of communes: the grids of INSEE and ANCT."""

from __future__ import annotations

from pathlib import Path

from .delimited import Delimited, read_delimited
from .density import DENSITY_LEVELS
from .head import Head
from .schema import commune_code, one_of, text, tidy
from .source import LICENCE_OUVERTE, Source, Table, checksum

# The edition that introduced this form; the file itself gives no year.
EDITION = "2025"
FORM = Delimited(
    required=("insee_com", "niveau_densite", "niveau_ruralite", "niveau_centralite"), separators=(",", ";")
)
COLUMNS = {
    "code": ("insee_com", commune_code()),
    "density_class": ("niveau_densite", one_of(DENSITY_LEVELS)),
    "rurality_class": ("niveau_ruralite", text()),
    "centrality_class": ("niveau_centralite", text()),
}


def recognises(head: Head) -> bool:
    return head.has(*FORM.required)


def read(path: Path) -> Table:
    """``density_class`` (INSEE, 7 levels), ``rurality_class``, ``centrality_class``: their French labels."""
    frame = tidy(read_delimited(path, FORM), COLUMNS, missing=("", "- undefined"))
    return Table(frame.set_index("code"), EDITION, path.name, checksum(path))


SOURCE = Source(
    name="grids",
    title="Grilles de densité, des ruralités et de centralité",
    publisher="INSEE et ANCT",
    licence=LICENCE_OUVERTE,
    page="https://www.observatoire-des-territoires.gouv.fr",
    recognises=recognises,
    read=read,
)
