"""Communes of the Code officiel géographique: INSEE's ``v_commune_<year>.csv``.

Lists communes (COM) and their parts: communes associées (COMA), communes déléguées (COMD) and arrondissements
municipaux (ARM), each with the commune that it belongs to (COMPARENT).
"""

from __future__ import annotations

from pathlib import Path

from .cells import Cells
from .delimited import Delimited, read_delimited
from .head import Head
from .schema import COMMUNE_CODE, code, commune_code, one_of, text, tidy
from .source import LICENCE_OUVERTE, Source, Table, checksum, year_in_name

KINDS = {"COM": "commune", "COMA": "associated", "COMD": "delegated", "ARM": "arrondissement"}
FORM = Delimited(required=("TYPECOM", "COM", "REG", "DEP", "LIBELLE", "COMPARENT"))
COLUMNS = {
    "code": ("COM", commune_code()),
    "name": ("LIBELLE", text(nullable=False)),
    "kind": ("TYPECOM", one_of(tuple(KINDS))),
    "parent": ("COMPARENT", code(COMMUNE_CODE, "the code of a commune", unique=False, nullable=True)),
    "departement": ("DEP", text()),
    "region": ("REG", text()),
}


def recognises(head: Head) -> bool:
    return head.has(*FORM.required)


def read(path: Path) -> Table:
    """``name``, ``kind`` (commune, associated, delegated, arrondissement), ``parent``, ``departement``, ``region``.

    A part that has the code of its commune is left out: the code means the commune.
    """
    cells = _one_row_a_code(read_delimited(path, FORM))
    frame = tidy(cells, COLUMNS).set_index("code")
    frame["kind"] = frame["kind"].map(KINDS)
    return Table(frame, year_in_name(path), path.name, checksum(path))


def _one_row_a_code(cells: Cells) -> Cells:
    return cells.where(cells.text("COM") != cells.text("COMPARENT"))


SOURCE = Source(
    name="cog",
    title="Code officiel géographique : communes",
    publisher="INSEE",
    licence=LICENCE_OUVERTE,
    page="https://www.insee.fr/fr/information/2560452",
    recognises=recognises,
    read=read,
    downloads=("https://www.insee.fr/fr/statistiques/fichier/8740222/v_commune_2026.csv",),
)
