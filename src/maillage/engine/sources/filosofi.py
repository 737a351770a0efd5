"""Income and poverty by commune: INSEE, Filosofi.

Three published forms: the workbook of the ``base-cc-filosofi`` archive (sheet ``COM``; row of labels, then row
of codes such as ``MED15``), the CSV of later years (``;``, codes such as ``MED21``), and the comma-separated
extract of the sheet. The year is that of the codes. INSEE withholds figures of small communes: empty, ``s``
(secret) or ``nd`` / ``ns`` (not available, not significant).
"""

from __future__ import annotations

import re
from pathlib import Path

from .archive import unpacked
from .cells import Cells
from .delimited import Delimited, read_delimited
from .head import WORKBOOKS, Head
from .schema import commune_code, number, tidy
from .source import LICENCE_OUVERTE, Source, Table, checksum
from .workbook import read_workbook

MEDIAN = re.compile(r"MED(\d\d)")
WITHHELD = ("", "s", "nd", "ns")


def recognises(head: Head) -> bool:
    if head.members:
        return any(re.search(r"(?i)cc[-_]filosofi", member) for member in head.members)
    if head.suffix in WORKBOOKS:
        return "COM" in head.sheets and "filosofi" in head.path.name.lower()
    return head.has("CODGEO") and any(MEDIAN.fullmatch(column) for column in head.columns)


def read(path: Path) -> Table:
    """``median_income_<year>`` (euros a year per consumption unit), ``poverty_rate_<year>`` (per cent, under
    60 % of the median), with ``tax_households_<year>`` and ``people_in_tax_households_<year>`` that weigh them.
    """
    with unpacked(path, "*cc?filosofi*.xls*", "*cc?filosofi*com*.csv", "*cc?filosofi*.csv") as file:
        cells = _sheet(file) if Head.of(file).suffix in WORKBOOKS else _text(file)
    short = cells.column_like(MEDIAN, expected="a column such as MED15")[3:]
    full = f"20{short}"
    frame = tidy(
        cells,
        {
            "code": ("CODGEO", commune_code()),
            f"tax_households_{full}": (f"NBMENFISC{short}", number()),
            f"people_in_tax_households_{full}": (f"NBPERSMENFISC{short}", number()),
            f"median_income_{full}": (f"MED{short}", number()),
            f"poverty_rate_{full}": (f"TP60{short}", number(at_most=100)),
        },
        missing=WITHHELD,
        decimal=",",
    ).set_index("code")
    withheld = int(frame[f"poverty_rate_{full}"].isna().sum())
    return Table(
        frame,
        full,
        path.name,
        checksum(path),
        weights={
            f"median_income_{full}": f"tax_households_{full}",
            f"poverty_rate_{full}": f"people_in_tax_households_{full}",
        },
        notes=(f"taux de pauvreté non diffusé (secret statistique) pour {withheld} communes",) if withheld else (),
    )


def _text(path: Path) -> Cells:
    return read_delimited(
        path, Delimited(required=("CODGEO",), separators=(",", ";"), encodings=("utf-8-sig", "cp1252"))
    )


def _sheet(path: Path) -> Cells:
    sheet = read_workbook(path, sheets=("COM",))["COM"]
    codes = sheet.row_with(lambda cell: cell.strip() == "CODGEO", expected="a row of codes that begins with CODGEO")
    return sheet.cells(sheet.titles(codes), first_row=codes + 1)


SOURCE = Source(
    name="filosofi",
    title="Fichier localisé social et fiscal (Filosofi)",
    publisher="INSEE",
    licence=LICENCE_OUVERTE,
    page="https://www.insee.fr/fr/metadonnees/source/serie/s1172",
    recognises=recognises,
    read=read,
)
