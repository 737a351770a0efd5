"""A list that an authority fills in itself: a CSV of any separator, in French or English, whose columns may be absent.

What cannot be read is told with its line and column; nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from ..errors import SourceError
from .cells import Cells
from .delimited import Delimited, read_delimited

# How every list may name its places.
PLACE_TITLES = {
    "commune": r"commune|insee|code_insee|code_commune",
    "lat": r"lat|latitude",
    "lon": r"lon|lng|long|longitude",
}
# A spreadsheet on a French Windows writes the second.
ENCODINGS = ("utf-8-sig", "cp1252")
DEGREES = {"lat": 90.0, "lon": 180.0}


@dataclass(frozen=True)
class OwnList:
    """The cells, and the pattern of the titles that each column may have."""

    cells: Cells
    titles: Mapping[str, str]

    @classmethod
    def read(cls, path: Path, titles: Mapping[str, str], *required: str) -> OwnList:
        """Raises SourceError where there is no such file, it is no CSV, or a required column is missing."""
        if not path.is_file():
            raise SourceError("There is no such file.", file=str(path), hint="Check the path.")
        listed = cls(
            read_delimited(path, Delimited(required=(), separators=(",", ";", "\t"), encodings=ENCODINGS)), titles
        )
        for column in required:
            listed.cells.column_like(listed._pattern(column), expected=f"a column {column}")
        return listed

    def title(self, column: str) -> str | None:
        """How this file calls a column; None if it has none."""
        return next((title for title in self.cells.columns if self._pattern(column).fullmatch(title)), None)

    def text(self, column: str) -> pd.Series:
        """The cells of a column, empty where there is none."""
        title = self.title(column)
        return pd.Series([""] * len(self.cells), dtype=object) if title is None else self.cells.text(title)

    def each[T](self, column: str, read: Callable[[str], T], *, absent: T) -> list[T]:
        """Every cell as ``read`` gives it (a ValueError says what was expected); ``absent`` where it is empty."""
        found = []
        for row, text in enumerate(self.text(column)):
            try:
                found.append(read(text) if text else absent)
            except ValueError as error:
                title = self.title(column) or column
                raise self.cells.error(row, title, "This cannot be read.", expected=str(error)) from error
        return found

    def numbers(
        self, column: str, *, least: float = 0.0, most: float = np.inf, what: str = "This cannot be right."
    ) -> np.ndarray:
        """Every cell as a number, NaN where it is empty; decimal commas are read as well. ``what``: of one outside."""
        title = self.title(column)
        if title is None:
            return np.full(len(self.cells), np.nan)
        values = self.cells.number(title, decimal=",").to_numpy(float)
        allowed = f"between {least:g} and {most:g}" if np.isfinite(most) else f"{least:g} or more"
        self.refuse(column, (values < least) | (values > most), what, allowed)
        return values

    def places(self) -> pd.DataFrame:
        """``commune`` (empty where not given), ``lat``, ``lon`` (degrees, NaN where not given); each row has one."""
        lat, lon = (
            self.numbers(side, least=-most, most=most, what="This is not in degrees.") for side, most in DEGREES.items()
        )
        frame = pd.DataFrame({"commune": self.text("commune"), "lat": lat, "lon": lon})
        nowhere = (frame["commune"] == "") & (frame["lat"].isna() | frame["lon"].isna())
        self.refuse(self.cells.columns[0], nowhere, "This line has no place.", "a commune, or lat and lon")
        return frame

    def refuse(self, column: str, wrong: object, what: str, expected: str) -> None:
        """Raises SourceError at the first row that is wrong. ``column``: of ``titles``, or a title of the file."""
        flags = np.asarray(wrong, dtype=bool)
        if flags.any():
            title = (self.title(column) if column in self.titles else None) or column
            raise self.cells.error(int(np.argmax(flags)), title, what, expected=expected)

    def _pattern(self, column: str) -> re.Pattern[str]:
        return re.compile(self.titles[column], re.IGNORECASE)
