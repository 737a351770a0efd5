"""Accessibilité potentielle localisée (APL), from the workbooks of DREES: one sheet a year.

Columns are found by their titles: their number and places change (2024 adds "62 ans" and "60 ans" variants), and
each profession has its own workbook. The year is that of the line "Millésime" above the titles.
Source: DREES, *L'accessibilité potentielle localisée*; ``apl_parameters_sheet`` reads the parameters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from ..errors import SourceError
from .head import WORKBOOKS, Head
from .schema import commune_code, number, tidy
from .source import LICENCE_OUVERTE, Source, Table, checksum
from .workbook import Sheet, read_workbook

# Title of the profession -> what its columns are called here.
PROFESSIONS = {
    "médecins généralistes": "",
    "infirmi": "nurse_",
    "masseurs-kinésithérapeutes": "physiotherapist_",
    "sages-femmes": "midwife_",
    "chirurgiens-dentistes": "dentist_",
}
CODE_TITLE = re.compile(r"(?i)code commune")
YEAR_TITLE = re.compile(r"(?i)mill[ée]sime\s*:?\s*(20\d\d)")
AGE = re.compile(r"(\d\d)\s*ans")


def recognises(head: Head) -> bool:
    return head.suffix in WORKBOOKS and any(re.fullmatch(r"(?i)APL[ _]20\d\d", name) for name in head.sheets)


def read(path: Path) -> Table:
    """Per year: ``apl_<year>``, ``apl_under_65_<year>`` (and other ages that the sheet has),
    ``standardised_population_<year>``, ``total_population_<year>``.

    Other professions than GPs are told apart in the names: ``apl_nurse_2023``. The unit is that of the sheet:
    consultations a year per standardised inhabitant for GPs and dentists, full-time equivalents per 100,000 for
    the others.
    """
    frames, weights = [], {}
    for sheet in read_workbook(path).values():
        if _year_above(sheet) is None:
            continue
        frame, weighed_by = _read_sheet(sheet)
        frames.append(frame)
        weights |= weighed_by
    if not frames:
        raise SourceError(
            "No sheet has an APL.", file=path.name, expected="a sheet with a line 'Millésime : 2023' above its titles"
        )
    years = sorted({column.rsplit("_", 1)[1] for frame in frames for column in frame})
    frame = pd.concat(frames, axis=1).sort_index()
    return Table(frame.rename_axis("code"), ", ".join(years), path.name, checksum(path), weights=weights)


def _read_sheet(sheet: Sheet) -> tuple[pd.DataFrame, dict[str, str]]:
    row = sheet.row_with(lambda cell: bool(CODE_TITLE.search(cell)), expected="a column 'Code commune INSEE'")
    titles = sheet.titles(row)
    names = dict(_names(titles, sheet, row))
    # Under the titles stands a row of units, without a code.
    code = next(title for title in titles if CODE_TITLE.search(title))
    cells = sheet.cells(titles, first_row=row + 1)
    cells = cells.where((cells.text(code) != "") | (cells.lines > row + 2))
    columns = {"code": (code, commune_code())} | {name: (title, number()) for name, title in names.items()}
    frame = tidy(cells, columns).set_index("code")
    weight = next((name for name in names if name.startswith("standardised_population")), None)
    return frame, {name: weight for name in names if name.startswith("apl")} if weight else {}


def _names(titles: dict[str, int], sheet: Sheet, row: int) -> Iterator[tuple[str, str]]:
    """Tidy name and title of each column that holds a figure."""
    year = _year_above(sheet)
    profession = _profession(" ".join(titles))
    found = 0
    for title in titles:
        plain = title.lower()
        if plain.startswith("apl"):
            ages = AGE.findall(plain)
            found += not ages
            yield f"apl_{profession}{f'under_{ages[0]}_' if ages else ''}{year}", title
        elif plain.startswith("population standardisée"):
            yield f"standardised_population_{profession}{year}", title
        elif plain.startswith("population totale"):
            yield f"total_population_{profession}{year}", title
    if found != 1:
        raise SourceError(
            "The column of the APL was not found." if not found else "Several columns may be the APL.",
            file=sheet.place,
            line=row + 1,
            found=", ".join(titles),
            expected="one column 'APL aux ...' without an age",
        )


def _year_above(sheet: Sheet) -> str | None:
    for row in sheet.rows[:12]:
        for cell in row:
            if isinstance(cell, str) and (match := YEAR_TITLE.search(cell)):
                return match[1]
    return None


def _profession(titles: str) -> str:
    return next((name for title, name in PROFESSIONS.items() if title in titles.lower()), "")


SOURCE = Source(
    name="apl",
    title="Accessibilité potentielle localisée (APL)",
    publisher="DREES",
    licence=LICENCE_OUVERTE,
    page="https://data.drees.solidarites-sante.gouv.fr/explore/dataset/530_l-accessibilite-potentielle-localisee-apl",
    recognises=recognises,
    read=read,
)
