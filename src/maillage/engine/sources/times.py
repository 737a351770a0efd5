"""Travel times from a file: a square CSV, a long CSV or a Parquet table. The unit is stated by the user."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
import pandas as pd
import pyarrow as pa

from ..errors import SourceError
from .cells import Cells
from .delimited import Delimited, read_delimited
from .head import Head

Unit = Literal["seconds", "minutes"]
PER_MINUTE = {"seconds": 60.0, "minutes": 1.0}
FORMS = "a square table (first column and header = commune codes) or three columns: from, to, time"


@dataclass(frozen=True)
class TravelTimes:
    """Parallel arrays: commune codes of both ends, minutes (finite, >= 0). ``codes``: all the places it knows."""

    origin: np.ndarray
    destination: np.ndarray
    minutes: np.ndarray
    codes: tuple[str, ...]
    file: str


def read_times(path: Path, *, unit: Unit | None) -> TravelTimes:
    """Reads a matrix of car times between communes.

    Square (an empty cell is an error: say nothing about a pair in the long form instead) or long. Raises
    SourceError for a unit that was not given, an unreadable file, a time that is missing, negative or not a number.
    """
    if unit not in PER_MINUTE:
        raise SourceError(
            "the unit of its times was not given.",
            file=path.name,
            hint="Say --unit seconds or --unit minutes.",
        )
    if not path.is_file():
        raise SourceError("no such file.", file=str(path), hint="Check the path.")
    cells = _read_parquet(path) if path.suffix.lower() == ".parquet" else _read_csv(path)
    if cells.frame.shape[1] < 2:
        raise SourceError("it has a single column.", file=path.name, expected=FORMS)
    times = _square(cells) if _is_square(cells) else _long(cells)
    return TravelTimes(times[0], times[1], times[2] / PER_MINUTE[unit], times[3], path.name)


def _read_csv(path: Path) -> Cells:
    header = Head.of(path).start.partition(b"\n")[0]
    separator = max((",", ";", "\t"), key=lambda each: header.count(each.encode()))
    return read_delimited(path, Delimited(required=(), separators=(separator,)))


def _read_parquet(path: Path) -> Cells:
    try:
        frame = pd.read_parquet(path)
    except (OSError, pa.ArrowException) as error:
        raise SourceError(
            f"it cannot be read ({error}).",
            file=path.name,
            expected=FORMS,
            hint="It may be truncated: copy it again.",
        ) from error
    if not isinstance(frame.index, pd.RangeIndex):
        frame = frame.reset_index()
    return Cells(path.name, frame, np.arange(1, len(frame) + 1))


def _is_square(cells: Cells) -> bool:
    """A square table has the codes of its first column for a header."""
    return bool(set(_codes(cells.frame.columns[1:])) & set(_codes(cells.frame.iloc[:, 0])))


def _long(cells: Cells) -> tuple[np.ndarray, np.ndarray, np.ndarray, tuple[str, ...]]:
    if cells.frame.shape[1] != 3:
        raise SourceError(f"it has {cells.frame.shape[1]} columns.", file=cells.file, expected=FORMS)
    origin, destination = (_codes(cells.frame.iloc[:, column]) for column in (0, 1))
    return origin, destination, _numbers(cells, first_column=2)[:, 0], tuple(sorted({*origin, *destination}))


def _square(cells: Cells) -> tuple[np.ndarray, np.ndarray, np.ndarray, tuple[str, ...]]:
    rows, columns = _codes(cells.frame.iloc[:, 0]), _codes(cells.frame.columns[1:])
    if len(rows) != len(columns) or set(rows) != set(columns):
        odd = sorted(set(rows) ^ set(columns))
        raise SourceError(
            f"its {len(rows)} rows and {len(columns)} columns are not for the same places.",
            file=cells.file,
            found=", ".join(odd[:5]) or None,
            expected=FORMS,
        )
    minutes = _numbers(cells, first_column=1)
    return np.repeat(rows, len(columns)), np.tile(columns, len(rows)), minutes.ravel(), tuple(sorted(rows))


def _codes(values: pd.Series | pd.Index) -> np.ndarray:
    """Commune codes as text: spreadsheets drop the leading zero of 01001."""
    return values.astype(str).str.strip().str.zfill(5).to_numpy(str)


def _numbers(cells: Cells, *, first_column: int) -> np.ndarray:
    table = cells.frame.iloc[:, first_column:]
    numbers = table.apply(pd.to_numeric, errors="coerce").to_numpy(float)
    wrong = ~(np.isfinite(numbers) & (numbers >= 0))
    if not wrong.any():
        return numbers
    row, column = (int(index) for index in np.argwhere(wrong)[0])
    raise SourceError(
        f"{int(wrong.sum())} times are missing, negative or not numbers; the first is here.",
        file=cells.file,
        line=int(cells.lines[row]),
        column=str(table.columns[column]),
        found=str(table.iloc[row, column]),
        expected="a number, zero or more",
        hint="Leave out the pairs that cannot be travelled (long form).",
    )
