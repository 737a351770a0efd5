"""Workbooks (.xlsx, .xls, .ods), with rows numbered as the spreadsheet shows them."""

from __future__ import annotations

import io
import zipfile
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

    def cells(self, titles: Mapping[str, int], *, first_row: int) -> Cells:
        """The columns at the places of ``titles``, from ``first_row`` on, rows without any value left out."""
        places = list(titles.values())
        kept = [
            (place + 1, [row[column] if column < len(row) else "" for column in places])
            for place, row in enumerate(self.rows[first_row:], start=first_row)
        ]
        kept = [(line, row) for line, row in kept if any(cell != "" for cell in row)]
        if not kept:
            raise SourceError("The sheet has titles but no rows.", file=self.place, line=first_row)
        frame = pd.DataFrame([row for _, row in kept], columns=list(titles), dtype=object)
        return Cells(self.place, frame, np.array([line for line, _ in kept]))


def read_workbook(path: Path, *, member: str = "", sheets: Sequence[str] = ()) -> dict[str, Sheet]:
    """Sheets by name (all, or those named), of a workbook or of ``member`` of a zip archive.

    Raises SourceError where the file is no workbook, is damaged, or lacks one of ``sheets``.
    """
    from python_calamine import CalamineError, CalamineWorkbook

    place = f"{path.name}/{member}" if member else path.name
    try:
        content = _member(path, member) if member else path.read_bytes()
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
            for sheet in sheets:
                if sheet not in workbook.sheet_names:
                    raise SourceError(
                        "A sheet is missing.",
                        file=place,
                        found=", ".join(workbook.sheet_names),
                        expected=sheet,
                    )
            return {
                name: Sheet(place, name, workbook.get_sheet_by_name(name).to_python(skip_empty_area=False))
                for name in sheets or workbook.sheet_names
            }
    except (CalamineError, OSError) as error:
        raise SourceError(
            "The file is not a readable workbook.",
            file=place,
            found=str(error)[:160],
            expected="an .xlsx or .xls workbook",
            hint="The file may be truncated: download it again.",
        ) from error


def _member(path: Path, member: str) -> bytes:
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.read(member)
    except (zipfile.BadZipFile, KeyError, EOFError) as error:
        raise SourceError(
            "The archive cannot be read.",
            file=path.name,
            found=str(error),
            expected=f"a zip archive with {member}",
            hint="The file may be truncated: download it again.",
        ) from error
