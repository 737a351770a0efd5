"""The authority's own list of places that could open, or are open: a CSV that anybody can fill in.

One line a site. ``key`` (or id) is needed, and a place: ``lat`` and ``lon``, or ``commune`` (its code: the site is then
at its town hall). Everything else may be left out: ``name``, ``owner``, ``cost``, ``capacity``, ``acts``, ``status``.
"""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pandas as pd

from ..errors import SourceError
from .cells import Cells
from .delimited import Delimited, read_delimited
from .schema import COMMUNE_CODE

KEY = re.compile(r"key|id|code|identifiant", re.IGNORECASE)
TEXTS = {
    "name": re.compile(r"name|nom", re.IGNORECASE),
    "owner": re.compile(r"owner|propri[ée]taire", re.IGNORECASE),
    "commune": re.compile(r"commune|insee|code_insee|code_commune", re.IGNORECASE),
    "status": re.compile(r"status|statut", re.IGNORECASE),
}
NUMBERS = {
    "lat": re.compile(r"lat|latitude", re.IGNORECASE),
    "lon": re.compile(r"lon|lng|long|longitude", re.IGNORECASE),
    "cost": re.compile(r"cost|co[ûu]t", re.IGNORECASE),
    "capacity": re.compile(r"capacity|capacit[ée]", re.IGNORECASE),
    "acts": re.compile(r"acts|actes", re.IGNORECASE),
}
BOUNDS = {"lat": (-90.0, 90.0), "lon": (-180.0, 180.0)}
AMOUNT = (0.0, np.inf)
# What is open today, what must open, what must not; empty: as the plan finds best.
STATUSES = ("", "existing", "locked", "forbidden")


def read_own_sites(path: Path) -> pd.DataFrame:
    """Indexed by ``key``: ``name``, ``owner``, ``commune``, ``status`` (str, empty where not given) and ``lat``,
    ``lon`` (degrees), ``cost``, ``capacity``, ``acts`` (NaN where not given).

    Raises SourceError, with the line, for a key that is empty or stands twice, a site without a place, a number that
    cannot be, an unknown status.
    """
    if not path.is_file():
        raise SourceError("There is no such file.", file=str(path), hint="Check the path.")
    cells = read_delimited(path, Delimited(required=(), separators=(",", ";", "\t")))
    key = cells.column_like(KEY, expected="a column key")
    keys = cells.text(key)
    _refuse(cells, key, keys == "", "This site has no key.", expected="a key of its own")
    _refuse(cells, key, keys.duplicated(), "This key stands twice.", expected="each of them once")
    columns = {name: _text(cells, pattern) for name, pattern in TEXTS.items()}
    columns |= {name: _number(cells, name, pattern) for name, pattern in NUMBERS.items()}
    frame = pd.DataFrame(columns).set_axis(pd.Index(keys, name="key"))
    placed = (frame["lat"].notna() & frame["lon"].notna()) | (frame["commune"] != "")
    _refuse(cells, key, ~placed, "This site has no place.", expected="lat and lon, or the code of its commune")
    frame["name"] = frame["name"].mask(frame["name"] == "", frame.index.to_series())
    return frame


def _text(cells: Cells, pattern: re.Pattern[str]) -> np.ndarray:
    title = _title(cells, pattern)
    if title is None:
        return np.full(len(cells), "", dtype=object)
    values = cells.text(title)
    if pattern is TEXTS["status"]:
        values = values.str.lower()
        _refuse(cells, title, ~values.isin(STATUSES), "This status is unknown.", expected="existing, locked, forbidden")
    if pattern is TEXTS["commune"]:
        wrong = (values != "") & ~values.str.fullmatch(COMMUNE_CODE)
        _refuse(cells, title, wrong, "This is not a commune.", expected="a code of five characters, such as 78005")
    return values.to_numpy(dtype=object)


def _number(cells: Cells, name: str, pattern: re.Pattern[str]) -> np.ndarray:
    title = _title(cells, pattern)
    if title is None:
        return np.full(len(cells), np.nan)
    values, (least, most) = cells.number(title, decimal=","), BOUNDS.get(name, AMOUNT)
    _refuse(
        cells, title, (values < least) | (values > most), "This cannot be right.", expected=f"{least:g} to {most:g}"
    )
    return values.to_numpy(float)


def _title(cells: Cells, pattern: re.Pattern[str]) -> str | None:
    return next((column for column in cells.columns if pattern.fullmatch(column)), None)


def _refuse(cells: Cells, title: str, wrong: pd.Series, what: str, *, expected: str) -> None:
    if wrong.any():
        raise cells.error(int(np.argmax(wrong)), title, what, expected=expected)
