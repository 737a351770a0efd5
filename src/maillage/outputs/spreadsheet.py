"""Tables for spreadsheets: CSV as French ones open it, and workbooks. What people typed never becomes a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO, StringIO

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

type Cell = str | int | float | None
type Rows = Iterable[Sequence[Cell]]

# What a spreadsheet would compute instead of showing it.
FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n")
# By which spreadsheets know that the file is UTF-8.
MARK = "\ufeff"
# Excel's limit for the name of a sheet, and the signs that it refuses.
LONGEST_TITLE, REFUSED = 31, str.maketrans("", "", "[]:*?/\\")
WIDEST = 48


def csv_text(head: Sequence[str], rows: Rows) -> str:
    """One table, its titles first."""
    out = StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return MARK + out.getvalue()


def workbook(sheets: Mapping[str, tuple[Sequence[str], Rows]]) -> bytes:
    """One sheet a table, by its title. Text is kept as text: no apostrophe is needed."""
    book = Workbook()
    del book["Sheet"]
    for title, (head, rows) in sheets.items():
        sheet = book.create_sheet(title.translate(REFUSED)[:LONGEST_TITLE])
        widths = [len(name) for name in head]
        for number, row in enumerate([head, *rows], start=1):
            for place, value in enumerate(row, start=1):
                cell = sheet.cell(number, place)
                cell.value = value
                if isinstance(value, str):
                    cell.data_type = "s"
                widths[place - 1] = max(widths[place - 1], len(str(value if value is not None else "")))
        for place, width in enumerate(widths, start=1):
            sheet.cell(1, place).font = Font(bold=True)
            sheet.column_dimensions[get_column_letter(place)].width = min(width + 2, WIDEST)
        sheet.freeze_panes = "A2"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def harmless(cell: Cell) -> Cell:
    """The same, with an apostrophe before what a spreadsheet would take for a formula.

    >>> harmless("=1+1"), harmless(-3)
    ("'=1+1", -3)
    """
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULAS) else cell
