"""What no open file says of every commune of France: an authority's own figures on digital fragility, as a CSV.

One line a commune (``commune``) or an IRIS (``iris``), and some of the columns ``part_sans_diplome``,
``part_sans_equipement``, ``part_sans_fibre``, ``part_sans_4g``: per cent of the people, 0 to 100, empty where unknown.
``habitants`` weighs the IRIS of a commune; without it they count alike.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from ..errors import SourceError
from .cells import Cells
from .delimited import Delimited, read_delimited
from .head import Head
from .own_list import ENCODINGS
from .schema import code, commune_code, number, tidy
from .source import Source, Table, checksum

# By the name of the axis: the title of its column.
TITLES = {
    "diploma": "part_sans_diplome",
    "equipment": "part_sans_equipement",
    "fibre": "part_sans_fibre",
    "mobile": "part_sans_4g",
}
KEYS = ("commune", "iris")
FORM = Delimited(required=(), separators=(";", ",", "\t"), encodings=ENCODINGS)


def recognises(head: Head) -> bool:
    return any(key in head.columns for key in KEYS) and any(title in head.columns for title in TITLES.values())


def read(path: Path) -> Table:
    """Shares between 0 and 1 by the name of their axis, with ``people``; indexed by ``code`` (commune) or by ``iris``,
    then with the commune of each in ``code``.
    """
    cells = read_delimited(path, FORM)
    columns = {axis: (title, number(at_most=100)) for axis, title in TITLES.items() if title in cells.columns}
    if not columns:
        raise SourceError(
            "No column is about digital fragility.", file=path.name, line=1, expected=" or ".join(TITLES.values())
        )
    if "habitants" in cells.columns:
        columns["people"] = ("habitants", number(nullable=False))
    frame = _by_iris(cells, columns) if "iris" in cells.columns else _by_commune(cells, columns)
    shares = [axis for axis in TITLES if axis in frame]
    if "people" not in frame:
        frame["people"] = 1.0
    frame = frame.assign(**{axis: frame[axis] / 100 for axis in shares})
    weights = dict.fromkeys(shares, "people")
    return Table(frame, "non indiqué", path.name, checksum(path), weights=weights)


def _by_commune(cells: Cells, columns: dict) -> pd.DataFrame:
    return tidy(cells, {"code": ("commune", commune_code())} | columns, decimal=",").set_index("code")


def _by_iris(cells: Cells, columns: dict) -> pd.DataFrame:
    """The code of an IRIS begins with that of its commune."""
    key = ("iris", code(r"(?:\d[\dAB])\d{7}", "an IRIS code of nine characters, such as 780050101"))
    frame = tidy(cells, {"iris": key} | columns, decimal=",")
    return frame.assign(code=frame["iris"].str[:5]).set_index("iris")


SOURCE = Source(
    name="digital_axes",
    title="Diplôme, équipement et couverture : chiffres de la collectivité",
    publisher="la collectivité",
    licence="celle de l'origine du fichier",
    page="https://www.data.gouv.fr/datasets/mon-reseau-mobile",
    recognises=recognises,
    read=read,
    remark="fichier de la collectivité, par exemple d'après l'Arcep pour la 4G",
)
