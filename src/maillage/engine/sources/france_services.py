"""France services: the counters where public services are explained, one row each, with its place."""

from __future__ import annotations

import re
from pathlib import Path

from .delimited import Delimited, read_delimited
from .head import Head
from .schema import code, commune_code, number, text, tidy
from .source import LICENCE_OUVERTE, Source, Table, checksum

FORM = Delimited(
    required=("id_fs", "lib_fs", "insee_com", "latitude", "longitude", "format_fs"),
    separators=(",", ";"),
    columns=("id_fs", "lib_fs", "insee_com", "latitude", "longitude", "format_fs"),
)
COLUMNS = {
    "key": ("id_fs", code(r"\w+", "an identifier")),
    "name": ("lib_fs", text(nullable=False)),
    "commune": ("insee_com", commune_code(unique=False)),
    "lat": ("latitude", number(at_least=-90, at_most=90)),
    "lon": ("longitude", number(at_least=-180, at_most=180)),
    "format": ("format_fs", text()),
}
# A bus is at no one place.
STANDING = "Fixe"


def recognises(head: Head) -> bool:
    return head.has(*FORM.required)


def read(path: Path) -> Table:
    """``name``, ``commune``, ``lat``, ``lon`` of each standing one, indexed by ``key``.

    Those that travel, and those without a position, are left out and noted.
    """
    frame = tidy(read_delimited(path, FORM), COLUMNS).set_index("key")
    standing, placed = frame["format"] == STANDING, frame["lat"].notna() & frame["lon"].notna()
    notes = []
    if (~standing).any():
        notes.append(f"{(~standing).sum()} itinérants, non repris")
    if (standing & ~placed).any():
        notes.append(f"{(standing & ~placed).sum()} sans position, non repris")
    kept = frame.loc[standing & placed, ["name", "commune", "lat", "lon"]]
    return Table(kept, _vintage(path), path.name, checksum(path), notes=tuple(notes))


def _vintage(path: Path) -> str:
    """The day in the name of the published file; unknown when it was renamed."""
    day = re.search(r"20\d\d-\d\d-\d\d", path.stem)
    return day[0] if day else "non indiqué"


SOURCE = Source(
    name="france_services",
    title="Liste des structures France services",
    publisher="ANCT",
    licence=LICENCE_OUVERTE,
    page="https://www.data.gouv.fr/datasets/liste-des-structures-france-services",
    recognises=recognises,
    read=read,
)
