"""Workbooks (.xlsx, .xls, .ods), with rows numbered as the spreadsheet shows them."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from ..errors import SourceError
from .cells import Cells


@dataclass(frozen=True)
class Sheet:
    """``rows[k]`` is row ``k + 1`` of the sheet; an empty cell is ""."""

    file: str
    name: str
    rows: Sequence[Sequence[Any]]

    @property
    def place(self) -> str:
        return f"{self.file}, sheet {self.name!r}"

    def row_with(self, wanted: Callable[[str], bool], *, expected: str) -> int:
        """The first row (0 is the top) of which a cell is ``wanted``. Raises SourceError if none is."""
        for place, row in enumerate(self.rows):
            if any(isinstance(cell, str) and wanted(cell) for cell in row):
                return place
        raise SourceError("The table was not found in the sheet.", file=self.place, expected=expected)

    def titles(self, row: int) -> dict[str, int]:
        """Title -> place of the columns, on one line each. Raises SourceError where a title stands twice."""
        titles: dict[str, int] = {}
        for place, cell in enumerate(self.rows[row]):
            title = " ".join(str(cell).split())
            if title in titles:
                raise SourceError("Two columns have the same title.", file=self.place, line=row + 1, column=title)
            if title:
                titles[title] = place
        return titles

    def cells(self, titles: Mapping[str, int], *, first_row: int) -> Cells:
        """The columns at the places of ``titles``, from ``first_row`` on, rows without any value left out."""
        rows = pd.DataFrame(list(self.rows[first_row:]), dtype=object).reindex(columns=list(titles.values()))
        rows = rows.fillna("").set_axis(list(titles), axis=1)
        filled = (rows != "").any(axis=1).to_numpy()
        if not filled.any():
            raise SourceError("The sheet has titles but no rows.", file=self.place, line=first_row)
        lines = first_row + 1 + np.flatnonzero(filled)
        return Cells(self.place, rows[filled].reset_index(drop=True), lines)


def read_workbook(path: Path, *, sheets: Sequence[str] = ()) -> dict[str, Sheet]:
    """Sheets by name (all, or those named). Raises SourceError where the file is no workbook or lacks a sheet."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes())) as workbook:
            for sheet in sheets:
                if sheet not in workbook.sheet_names:
                    found = ", ".join(workbook.sheet_names)
                    raise SourceError("A sheet is missing.", file=path.name, found=found, expected=sheet)
            return {
                name: Sheet(path.name, name, workbook.get_sheet_by_name(name).to_python(skip_empty_area=False))
                for name in sheets or workbook.sheet_names
            }
    except (CalamineError, OSError) as error:
        raise SourceError(
            "The file is not a readable workbook.",
            file=path.name,
            found=str(error)[:160],
            expected="an .xlsx or .xls workbook",
            hint="The file may be truncated: download it again.",
        ) from error
