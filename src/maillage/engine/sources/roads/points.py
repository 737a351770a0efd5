"""Points of a CSV file: a name each, latitude and longitude."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from ...errors import SourceError
from ..cells import Cells
from ..delimited import Delimited, read_delimited

NAMES = re.compile(r"id|code|name|nom|identifiant", re.IGNORECASE)
COORDINATES = {
    "lat": (re.compile(r"lat|latitude|y", re.IGNORECASE), 90.0),
    "lon": (re.compile(r"lon|lng|long|longitude|x", re.IGNORECASE), 180.0),
}


@dataclass(frozen=True)
class NamedPoints:
    """Names (str, each once), latitudes and longitudes (degrees, WGS 84), ``(n,)`` each."""

    names: np.ndarray
    lat: np.ndarray
    lon: np.ndarray


def read_points(path: Path) -> NamedPoints:
    """Reads a CSV with a column ``id`` (or code, name), ``lat`` and ``lon``.

    Raises SourceError where a name stands twice or is empty, or a coordinate is missing or not in degrees.
    """
    if not path.is_file():
        raise SourceError("no such file.", file=str(path), hint="Check the path.")
    cells = read_delimited(path, Delimited(required=(), separators=(",", ";", "\t")))
    title = cells.column_like(NAMES, expected="a column id, code or name")
    names = cells.text(title)
    _refuse(cells, title, names == "", "This point has no name.")
    _refuse(cells, title, names.duplicated(), "This name stands twice.", hint="Give every point a name of its own.")
    lat, lon = (_degrees(cells, pattern, most, what) for what, (pattern, most) in COORDINATES.items())
    return NamedPoints(names.to_numpy(str), lat, lon)


def _degrees(cells: Cells, pattern: re.Pattern[str], most: float, what: str) -> np.ndarray:
    title = cells.column_like(pattern, expected=f"a column {what}, in degrees")
    value = cells.number(title, missing=())
    wrong = value.abs() > most
    _refuse(cells, title, wrong, "This is not in degrees.", expected=f"between -{most:.0f} and {most:.0f}")
    return value.to_numpy(float)


def _refuse(cells: Cells, title: str, wrong: pd.Series, what: str, *, expected: str = "", hint: str = "") -> None:
    if wrong.any():
        raise cells.error(int(np.argmax(wrong)), title, what, expected=expected, hint=hint)
