"""Where the establishments of FINESS are, in degrees: it gives metres, in the legal system of each territory."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from ...errors import SourceError
from ..projected import degrees
from .lines import Line, lines, text_encoding

POSITION = "geolocalisation"
POSITION_CELLS = 6
# The columns that tables of several years have called the same.
METRES = (("coordxet", "coordyet", "sourcecoordet"), ("coordx", "coordy", "sourcegeocod"))


def of_extraction(file: Path) -> dict[str, tuple[float, float]]:
    """By establishment, from the lines ``geolocalisation``, which stand after them all."""
    return _in_degrees(
        (cells[1], *cells[2:5]) for _, cells in rows(file) if cells[0] == POSITION and len(cells) == POSITION_CELLS
    )


def of_table(file: Path) -> dict[str, tuple[float, float]]:
    """By establishment, from the columns of a table; none where it has no such columns."""
    found = (line for line in lines(file, ("nofinesset",)) if isinstance(line, Line))
    return _in_degrees(
        (str(line.cells["nofinesset"]), *(str(line.cells[column]) for column in columns))
        for line in found
        if (columns := next((each for each in METRES if set(each) <= line.cells.keys()), None))
    )


def rows(file: Path) -> Iterator[tuple[int, list[str]]]:
    """Lines of an extraction with their numbers, each cut by itself."""
    with file.open(encoding=text_encoding(file), newline="") as text:
        for number, line in enumerate(text, start=1):
            row = line.rstrip("\r\n")
            if row:
                whole = row.count('"') % 2 == 0
                yield number, next(csv.reader([row], delimiter=";")) if whole else row.split(";")


def _in_degrees(said: Iterator[tuple[str, ...]]) -> dict[str, tuple[float, float]]:
    frame = pd.DataFrame(said, columns=["number", "x", "y", "system"])
    if frame.empty:
        return {}
    x, y = (pd.to_numeric(frame[axis].str.replace(",", "."), errors="coerce").astype(float) for axis in ("x", "y"))
    try:
        place = degrees(x, y, frame["system"])
    except SourceError:
        return {}
    known = np.isfinite(place["lat"]) & np.isfinite(place["lon"])
    columns = (frame["number"][known], place["lat"][known].round(6), place["lon"][known].round(6))
    return {number: (float(lat), float(lon)) for number, lat, lon in zip(*columns, strict=True)}
