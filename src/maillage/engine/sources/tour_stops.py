"""The authority's own list of stops for its bus: a CSV that anybody can fill in.

One line a stop. A place is needed: ``commune`` (its code or name: the stop is then at its town hall), or ``lat`` and
``lon``; and ``minutes`` open to the public. Everything else may be left out: ``name``, ``rhythm`` (weekly, fortnightly,
monthly, or several with ``|``), ``weekdays`` (mon|thu, mon-fri), ``from`` and ``until`` (09:00), ``setup`` (minutes),
``people``. French titles and words are read as well.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

from ..errors import SourceError
from .cells import Cells
from .delimited import Delimited, read_delimited

PLACE = "a column commune, or lat and lon"
TITLES = {
    "name": r"name|nom|arr[êe]t|stop",
    "commune": r"commune|insee|code|code_insee|code_commune",
    "lat": r"lat|latitude",
    "lon": r"lon|lng|long|longitude",
    "minutes": r"minutes|service|service_minutes|dur[ée]e|ouvert",
    "setup": r"setup|setup_minutes|installation",
    "rhythm": r"rhythms?|rythmes?|frequency|fr[ée]quence",
    "weekdays": r"weekdays?|days?|jours?",
    "from": r"from|opens|de|d[èe]s|ouverture",
    "until": r"until|closes|jusqu.?[àa]|fermeture",
    "people": r"people|habitants|personnes|population",
}
RHYTHM_WORDS = {
    "weekly": "weekly",
    "fortnightly": "fortnightly",
    "monthly": "monthly",
    "hebdomadaire": "weekly",
    "bimensuel": "fortnightly",
    "bimensuelle": "fortnightly",
    "quinzaine": "fortnightly",
    "mensuel": "monthly",
    "mensuelle": "monthly",
}
WEEKDAY_WORDS = {
    word: number
    for words in (
        ("mon", "tue", "wed", "thu", "fri", "sat", "sun"),
        ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
        ("lun", "mar", "mer", "jeu", "ven", "sam", "dim"),
        ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    )
    for number, word in enumerate(words)
}
CLOCK = re.compile(r"(\d{1,2})(?:[:hH](\d{2})?)?")


def read_tour_stops(path: Path) -> pd.DataFrame:
    """One row a stop: ``name``, ``commune`` (str, empty where not given); ``lat``, ``lon`` (degrees), ``minutes``,
    ``setup``, ``from``, ``until`` (minutes of the day), ``people`` (NaN where not given); ``rhythm`` (tuple of
    weekly, fortnightly, monthly), ``weekdays`` (tuple, 0 is Monday), both empty where not given.

    Raises SourceError, with the line, for a stop without a place or minutes, or a cell that cannot be read.
    """
    if not path.is_file():
        raise SourceError("There is no such file.", file=str(path), hint="Check the path.")
    cells = read_delimited(path, Delimited(required=(), separators=(",", ";", "\t")))
    cells.column_like(re.compile(TITLES["minutes"], re.IGNORECASE), expected="a column minutes")
    frame = pd.DataFrame(
        {
            "name": _each(cells, "name", str, ""),
            "commune": _each(cells, "commune", str, ""),
            "lat": _degrees(cells, "lat", 90.0),
            "lon": _degrees(cells, "lon", 180.0),
            "minutes": _amounts(cells, "minutes"),
            "setup": _amounts(cells, "setup"),
            "people": _amounts(cells, "people"),
            "rhythm": _each(cells, "rhythm", rhythms, ()),
            "weekdays": _each(cells, "weekdays", weekdays, ()),
            "from": _each(cells, "from", clock, np.nan),
            "until": _each(cells, "until", clock, np.nan),
        }
    )
    first = cells.columns[0]
    placed = (frame["lat"].notna() & frame["lon"].notna()) | (frame["commune"] != "")
    _refuse(cells, first, ~placed, "This stop has no place.", PLACE)
    minutes = _title(cells, "minutes") or first
    _refuse(cells, minutes, ~(frame["minutes"] > 0), "How long is this stop open?", "minutes, more than 0")
    return frame


def rhythms(text: str) -> tuple[str, ...]:
    """``hebdomadaire|mensuel`` → weekly, monthly. Raises ValueError for another word.

    >>> rhythms("Monthly | weekly")
    ('monthly', 'weekly')
    """
    words = [word.strip().lower() for word in re.split(r"[|/+]", text) if word.strip()]
    unknown = [word for word in words if word not in RHYTHM_WORDS]
    if unknown or not words:
        raise ValueError("weekly, fortnightly or monthly; several with |")
    return tuple(dict.fromkeys(RHYTHM_WORDS[word] for word in words))


def weekdays(text: str) -> tuple[int, ...]:
    """``mon|thu`` or ``mon-fri`` → numbers, 0 is Monday. Raises ValueError for another word.

    >>> weekdays("lun-mer|ven")
    (0, 1, 2, 4)
    """
    found: set[int] = set()
    for part in (part.strip().lower() for part in re.split(r"[|/+]", text) if part.strip()):
        first, _, last = (word.strip() for word in part.partition("-"))
        if first not in WEEKDAY_WORDS or (last and last not in WEEKDAY_WORDS):
            raise ValueError("weekdays such as mon|thu or mon-fri")
        found |= set(range(WEEKDAY_WORDS[first], WEEKDAY_WORDS[last or first] + 1))
    if not found:
        raise ValueError("weekdays such as mon|thu or mon-fri")
    return tuple(sorted(found))


def clock(text: str) -> float:
    """``9:30``, ``9h30`` or ``9h`` → minutes of the day. Raises ValueError for anything else.

    >>> clock("9h30"), clock("14:00")
    (570.0, 840.0)
    """
    match = CLOCK.fullmatch(text.strip())
    hours, minutes = (int(match[1]), int(match[2] or 0)) if match else (24, 1)
    if minutes > 59 or hours * 60 + minutes > 24 * 60:
        raise ValueError("an hour such as 09:30")
    return float(hours * 60 + minutes)


def _title(cells: Cells, column: str) -> str | None:
    pattern = re.compile(TITLES[column], re.IGNORECASE)
    return next((title for title in cells.columns if pattern.fullmatch(title)), None)


def _each[T](cells: Cells, column: str, read: Callable[[str], T], absent: T) -> list[T]:
    """Every cell as ``read`` gives it; ``absent`` where it is empty."""
    title = _title(cells, column)
    if title is None:
        return [absent] * len(cells)
    found = []
    for row, text in enumerate(cells.text(title)):
        try:
            found.append(read(text) if text else absent)
        except ValueError as error:
            raise cells.error(row, title, "This cannot be read.", expected=str(error)) from error
    return found


def _amounts(cells: Cells, column: str) -> np.ndarray:
    title = _title(cells, column)
    if title is None:
        return np.full(len(cells), np.nan)
    values = cells.number(title, decimal=",")
    _refuse(cells, title, values < 0, "This is below zero.", "0 or more")
    return values.to_numpy(float)


def _degrees(cells: Cells, column: str, most: float) -> np.ndarray:
    title = _title(cells, column)
    if title is None:
        return np.full(len(cells), np.nan)
    values = cells.number(title, decimal=",")
    _refuse(cells, title, values.abs() > most, "This is not in degrees.", f"between -{most:.0f} and {most:.0f}")
    return values.to_numpy(float)


def _refuse(cells: Cells, title: str, wrong: pd.Series, what: str, expected: str) -> None:
    if wrong.any():
        raise cells.error(int(np.argmax(wrong)), title, what, expected=expected)
