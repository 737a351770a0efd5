"""INSEE's zonings of communes: living basins, employment zones, urban units, catchment areas of cities."""

from __future__ import annotations

import re
from pathlib import Path

from .cells import require_columns
from .delimited import Delimited, read_delimited
from .head import Head
from .schema import code, commune_code, text, tidy
from .source import LICENCE_OUVERTE, Source, Table, checksum

LIVING_BASIN = re.compile(r"BV((?:19|20)\d\d)")
FORM = Delimited(required=("DEPCOM",), separators=(",", ";"))


def recognises(head: Head) -> bool:
    return head.has("DEPCOM") and any(LIVING_BASIN.fullmatch(column) for column in head.columns)


def read(path: Path) -> Table:
    """``living_basin`` (code) and ``living_basin_name``."""
    cells = read_delimited(path, FORM)
    title = cells.column_like(LIVING_BASIN, expected="a column such as BV2022")
    require_columns(cells.columns, (f"LIB_{title}",), file=path.name)
    frame = tidy(
        cells,
        {
            "code": ("DEPCOM", commune_code()),
            "living_basin": (title, code(r"[0-9AB]{5}", "a code of five characters", unique=False)),
            "living_basin_name": (f"LIB_{title}", text(nullable=False)),
        },
    )
    return Table(frame.set_index("code"), title[2:], path.name, checksum(path))


SOURCE = Source(
    name="living_zones",
    title="Bassins de vie",
    publisher="INSEE",
    licence=LICENCE_OUVERTE,
    page="https://www.insee.fr/fr/information/6676988",
    recognises=recognises,
    read=read,
)
