"""Premises that can have fibre to the home, by commune: Arcep, one column a quarter (``t1_2018``)."""

from __future__ import annotations

import re
from pathlib import Path

from .delimited import Delimited, read_delimited
from .head import Head
from .schema import commune_code, count, tidy
from .source import LICENCE_OUVERTE, Source, Table, checksum

QUARTER = re.compile(r"t([1-4])_(20\d\d)")
FORM = Delimited(required=("code_insee",), separators=(",", ";"))


def recognises(head: Head) -> bool:
    return head.has("code_insee") and any(map(QUARTER.fullmatch, head.columns))


def read(path: Path) -> Table:
    """``fibre_premises_<year>``: premises that could be connected at the end of the last quarter of the file."""
    cells = read_delimited(path, FORM)
    year, _, title = max((found[2], found[1], found[0]) for found in map(QUARTER.fullmatch, cells.columns) if found)
    frame = tidy(cells, {"code": ("code_insee", commune_code()), "fibre_premises": (title, count(nullable=True))})
    empty = int(frame["fibre_premises"].isna().sum())
    notes = (f"{empty} communes sans nombre de locaux",) if empty else ()
    return Table(frame.set_index("code").add_suffix(f"_{year}"), year, path.name, checksum(path), notes=notes)


SOURCE = Source(
    name="fibre",
    title="Déploiement de la fibre : locaux raccordables par commune",
    publisher="Arcep",
    licence=LICENCE_OUVERTE,
    page="https://www.data.gouv.fr/datasets/le-marche-du-haut-et-tres-haut-debit-fixe-deploiements",
    recognises=recognises,
    read=read,
    remark="le déploiement a beaucoup avancé depuis",
)
