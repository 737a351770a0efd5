"""EPCI (intercommunalités à fiscalité propre): the flat form of Etalab, or INSEE's workbook of the year.

INSEE's ``Intercommunalite_Metropole_au_01-01-<year>.xlsx`` has a sheet ``EPCI`` with a row of codes.
"""

from __future__ import annotations

from pathlib import Path

from .cells import Cells, require_columns
from .delimited import Delimited, read_delimited
from .head import WORKBOOKS, Head
from .schema import code, text, tidy
from .source import LICENCE_OUVERTE, Source, Table, checksum, year_in_name
from .workbook import read_workbook

SIREN = code(r"\d{9}", "a SIREN of nine digits")
FLAT = Delimited(required=("siren", "nom", "type"), separators=(",", ";"))
FLAT_COLUMNS = {"siren": ("siren", SIREN), "name": ("nom", text(nullable=False)), "type": ("type", text())}
SHEET_COLUMNS = {
    "siren": ("EPCI", SIREN),
    "name": ("LIBEPCI", text(nullable=False)),
    "type": ("NATURE_EPCI", text()),
}
# INSEE's line for the communes that belong to no EPCI.
NONE = "ZZZZZZZZZ"


def recognises(head: Head) -> bool:
    if head.suffix in WORKBOOKS:
        return {"EPCI", "Composition_communale"}.issubset(head.sheets)
    return head.has(*FLAT.required, "mode_financement")


def read(path: Path) -> Table:
    """Indexed by ``siren``: ``name`` and ``type`` (CC, CA, CU, METRO …)."""
    if path.suffix.lower() in WORKBOOKS:
        frame = tidy(_sheet(path), SHEET_COLUMNS)
    else:
        frame = tidy(read_delimited(path, FLAT), FLAT_COLUMNS)
    return Table(frame.set_index("siren").sort_index(), year_in_name(path), path.name, checksum(path))


def _sheet(path: Path) -> Cells:
    sheet = read_workbook(path, sheets=("EPCI",))["EPCI"]
    row = sheet.row_with(lambda cell: cell.strip() == "EPCI", expected="a row of codes that begins with EPCI")
    titles = sheet.titles(row)
    require_columns(list(titles), ("EPCI", "LIBEPCI", "NATURE_EPCI"), file=sheet.place, line=row + 1)
    cells = sheet.cells(titles, first_row=row + 1)
    return cells.where(cells.text("EPCI") != NONE)


SOURCE = Source(
    name="epci",
    title="Établissements publics de coopération intercommunale",
    publisher="Etalab, d'après DGCL et INSEE",
    licence=LICENCE_OUVERTE,
    page="https://www.insee.fr/fr/information/2510634",
    recognises=recognises,
    read=read,
)
