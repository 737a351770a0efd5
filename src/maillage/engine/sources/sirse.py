"""Ages by commune in 2016: SIRSé, the information system of the regional health observatories, from INSEE."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np

from .delimited import Delimited, read_delimited
from .head import Head
from .schema import commune_code, count, tidy
from .source import LICENCE_OUVERTE, Source, Table, checksum

POPULATION = re.compile(r"pop_municipale_((?:19|20)\d\d)")
FORM = Delimited(required=("code_insee", "pop_moins18", "pop_65plus"), separators=(",", ";"))


def recognises(head: Head) -> bool:
    return head.has(*FORM.required)


def read(path: Path) -> Table:
    """``population_<year>``, ``people_under_18_<year>``, ``people_65_plus_<year>``: counts, NaN where unknown."""
    cells = read_delimited(path, FORM)
    title = cells.column_like(POPULATION, expected="a column such as pop_municipale_2016")
    year = title.rsplit("_", 1)[1]
    frame = tidy(
        cells,
        {
            "code": ("code_insee", commune_code()),
            "population": (title, count(nullable=True)),
            "people_under_18": ("pop_moins18", count(nullable=True)),
            "people_65_plus": ("pop_65plus", count(nullable=True)),
        },
    )
    more = (frame["people_under_18"] + frame["people_65_plus"] > frame["population"]).to_numpy()
    if more.any():
        raise cells.error(int(np.argmax(more)), "pop_65plus", "There are more people under 18 and over 65 than people.")
    empty = int(frame["population"].isna().sum())
    notes = (f"{empty} communes sans population dans le fichier",) if empty else ()
    return Table(frame.set_index("code").add_suffix(f"_{year}"), year, path.name, checksum(path), notes=notes)


SOURCE = Source(
    name="sirse",
    title="SIRSé : population par grand groupe d'âge",
    publisher="SIRSé, d'après INSEE",
    licence=LICENCE_OUVERTE,
    page="https://www.sirsepaca.org",
    recognises=recognises,
    read=read,
)
