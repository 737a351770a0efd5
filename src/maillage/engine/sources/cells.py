"""The cells of a file as they stand in it, and where each one stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..errors import SourceError


@dataclass(frozen=True)
class Cells:
    """``frame`` (text, or what a workbook holds; "" where empty) and ``lines (n_rows,)`` of the file."""

    file: str
    frame: pd.DataFrame
    lines: np.ndarray

    def __len__(self) -> int:
        return len(self.frame)

    @property
    def columns(self) -> list[str]:
        return [str(column) for column in self.frame.columns]

    def column_like(self, pattern: re.Pattern[str], *, expected: str) -> str:
        """The first column whose whole title matches. Raises SourceError where there is none."""
        for column in self.columns:
            if pattern.fullmatch(column):
                return column
        found = ", ".join(self.columns[:12])
        raise SourceError("A column is missing.", file=self.file, line=1, found=found, expected=expected)

    def where(self, keep: pd.Series | np.ndarray) -> Cells:
        """The rows for which ``keep`` is true, with their lines."""
        mask = np.asarray(keep, dtype=bool)
        return Cells(self.file, self.frame[mask].reset_index(drop=True), self.lines[mask])

    def text(self, column: str) -> pd.Series:
        """The cells of a column, trimmed."""
        return self.frame[column].astype(str).str.strip()

    def number(self, column: str, *, missing: Sequence[str] = ("",), decimal: str = ".") -> pd.Series:
        """Float64, NaN where the cell is one of ``missing``. Anything else that is no number is an error."""
        text = self.text(column)
        absent = text.isin(missing)
        plain = text.str.replace(decimal, ".", regex=False) if decimal != "." else text
        value = pd.to_numeric(plain.mask(absent), errors="coerce").astype(float)
        wrong = ~absent & ~np.isfinite(value)
        if wrong.any():
            raise self.error(int(np.argmax(wrong)), column, "This is not a number.", expected="a number")
        return value

    def error(self, row: int, column: str, what: str, *, expected: str = "", hint: str = "") -> SourceError:
        """A SourceError at a row (0 is the first) of the file."""
        found = self.frame[column].iloc[row] if column in self.frame else None
        return SourceError(
            what,
            file=self.file,
            line=int(self.lines[row]),
            column=column,
            found=None if found is None else str(found),
            expected=expected,
            hint=hint,
        )


def require_columns(found: Sequence[str], required: Sequence[str], *, file: str, line: int = 1) -> None:
    """Raises SourceError where a column is missing, or stands twice."""
    for column in required:
        if column not in found:
            raise SourceError(
                "A column is missing.",
                file=file,
                line=line,
                column=column,
                found=", ".join(found[:12]) + (", …" if len(found) > 12 else ""),
                expected=f"a column {column!r}",
                hint="Take the file as its publisher gives it, without renaming or removing columns.",
            )
        if list(found).count(column) > 1:
            raise SourceError("A column stands twice.", file=file, line=line, column=column)
