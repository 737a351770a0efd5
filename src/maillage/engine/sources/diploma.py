"""People without a diploma: INSEE, census, *Diplômes - Formation*, by commune or by IRIS.

Two published forms, of one table: ``base-cc-diplomes-formation-2021.CSV`` (``CODGEO``) and
``base-ic-diplomes-formation-2021.CSV`` (``IRIS`` and ``COM``). Both count people of 15 and more who left school,
``P21_NSCOL15P``, and those of them who have no diploma or the certificat d'études primaires, ``P21_NSCOL15P_DIPLMIN``
(``_DIPL0`` until 2013, without that certificate). Numbers are estimates and not whole.
"""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pandas as pd

from .archive import unpacked
from .cells import Cells
from .delimited import Delimited, read_delimited
from .head import Head
from .schema import code, commune_code, number, tidy
from .source import LICENCE_OUVERTE, Source, Table, checksum

LEFT_SCHOOL = re.compile(r"P(\d\d)_NSCOL15P")
WITHOUT = re.compile(r"P\d\d_NSCOL15P_DIPL(?:MIN|0)")
FORM = Delimited(required=(), separators=(";", ","), encodings=("utf-8-sig", "cp1252"))
# INSEE's archives hold a small file of the overseas collectivities too.
MEMBERS = ("base-cc-diplomes-formation-20??.csv", "base-ic-diplomes-formation-20??.csv")


def recognises(head: Head) -> bool:
    if head.members:
        return any(re.search(r"(?i)base-(cc|ic)-diplomes-formation", member) for member in head.members)
    return any(map(LEFT_SCHOOL.fullmatch, head.columns)) and any(map(WITHOUT.fullmatch, head.columns))


def read(path: Path) -> Table:
    """``people_out_of_school_<year>`` and ``people_without_diploma_<year>``, by commune; or indexed by ``iris``, with
    the commune of each in ``code``.
    """
    with unpacked(path, *MEMBERS) as file:
        cells = read_delimited(file, FORM)
    everybody = cells.column_like(LEFT_SCHOOL, expected="a column such as P21_NSCOL15P")
    year = f"20{everybody[1:3]}"
    counts = {
        f"people_out_of_school_{year}": (everybody, number(nullable=False)),
        f"people_without_diploma_{year}": (
            cells.column_like(WITHOUT, expected="a column such as P21_NSCOL15P_DIPLMIN"),
            number(nullable=False),
        ),
    }
    frame = _by_iris(cells, counts) if "IRIS" in cells.columns else _by_commune(cells, counts)
    _refuse_more_than_all(cells, frame, counts)
    return Table(frame, year, path.name, checksum(path))


def _by_commune(cells: Cells, counts: dict) -> pd.DataFrame:
    return tidy(cells, {"code": ("CODGEO", commune_code())} | counts, decimal=",").set_index("code")


def _by_iris(cells: Cells, counts: dict) -> pd.DataFrame:
    keys = {
        "iris": ("IRIS", code(r"[\dAB]{9}", "an IRIS code of nine characters, such as 780050101")),
        "code": ("COM", commune_code(unique=False)),
    }
    return tidy(cells, keys | counts, decimal=",").set_index("iris")


def _refuse_more_than_all(cells: Cells, frame: pd.DataFrame, counts: dict) -> None:
    everybody, without = counts
    more = (frame[without] > frame[everybody] + 1e-6).to_numpy()
    if more.any():
        title = counts[without][0]
        raise cells.error(int(np.argmax(more)), title, "More people have no diploma than there are people.")


SOURCE = Source(
    name="diploma",
    title="Recensement : diplômes et formation",
    publisher="INSEE",
    licence=LICENCE_OUVERTE,
    page="https://www.insee.fr/fr/metadonnees/source/serie/s1321",
    recognises=recognises,
    read=read,
    remark="personnes de 15 ans et plus sorties de l'école, sans diplôme ou avec le seul certificat d'études",
)
