"""The beginning of a file: enough to tell which source it is, without reading it whole."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ..errors import SourceError

HEAD_BYTES = 64 * 1024
SEPARATORS = (",", ";", "|", "\t")
WORKBOOKS = (".xlsx", ".xls", ".xlsm", ".xlsb", ".ods")


@dataclass(frozen=True)
class Head:
    """File name and first bytes; header, sheets, members and keys are worked out only when asked for."""

    path: Path
    start: bytes

    @classmethod
    def of(cls, path: Path) -> Head:
        """Raises SourceError where the file cannot be opened or is empty."""
        try:
            with path.open("rb") as file:
                start = file.read(HEAD_BYTES)
        except OSError as error:
            raise SourceError("The file cannot be read.", file=path.name, found=error.strerror or str(error)) from error
        if not start:
            raise SourceError("The file is empty.", file=path.name, hint="Download it again.")
        return cls(path, start)

    @property
    def suffix(self) -> str:
        return self.path.suffix.lower()

    @cached_property
    def first_lines(self) -> tuple[str, ...]:
        """Lines as text, whatever the encoding: only names of columns are looked for in them."""
        return tuple(self.start.decode("utf-8-sig", errors="replace").splitlines())

    @cached_property
    def columns(self) -> frozenset[str]:
        """Cells of the first line, whatever separates them."""
        if b"\0" in self.start:
            return frozenset()
        line = self.first_lines[0] if self.first_lines else ""
        separator = max(SEPARATORS, key=line.count)
        return frozenset(cell.strip().strip('"') for cell in line.split(separator))

    def has(self, *columns: str) -> bool:
        return self.columns.issuperset(columns)

    @cached_property
    def members(self) -> tuple[str, ...]:
        """Names of the files in a zip archive (a workbook is not one)."""
        if self.suffix in WORKBOOKS or not zipfile.is_zipfile(self.path):
            return ()
        with zipfile.ZipFile(self.path) as archive:
            return tuple(archive.namelist())

    @cached_property
    def sheets(self) -> tuple[str, ...]:
        """Names of the sheets of a workbook; none where it cannot be opened."""
        if self.suffix not in WORKBOOKS:
            return ()
        from python_calamine import CalamineError, CalamineWorkbook

        try:
            with CalamineWorkbook.from_path(self.path) as workbook:
                return tuple(workbook.sheet_names)
        except (CalamineError, OSError):
            return ()

    @cached_property
    def json_keys(self) -> frozenset[str]:
        """Keys of the objects at the beginning of a JSON file."""
        text = self.start.decode("utf-8-sig", errors="replace").lstrip()
        return frozenset(re.findall(r'"([^"\\]+)"\s*:', text)) if text[:1] in "[{" else frozenset()
