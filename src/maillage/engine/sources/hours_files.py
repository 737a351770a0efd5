"""The authority's own lists for opening hours: its sites, its mediators, and when people can come. CSV files.

Sites, a line each: ``name``; a place, ``commune`` (code or name) or ``lat`` and ``lon``; ``sessions``, when it could
open (:mod:`.hours_week`). May be left out: ``required`` (sessions that must be open), ``at_least``, ``at_most`` (hours
a week), ``autonomous`` (yes: it opens without a mediator).

Mediators: ``name``; ``commune`` or ``lat`` and ``lon``, where they set off from; ``hours`` a week. May be left out:
``evenings`` (yes), ``saturdays`` (none, half, all: one in two), ``minutes`` (at most, to a site).

Groups: ``group``; ``age`` (young: under 18, adult, older: 65 and more); ``share`` of that age; ``morning``,
``afternoon``, ``evening``, ``saturday``, ``sunday``: the share who could come to a session then.

Titles and words may be French as well.
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
from .hours_week import EXAMPLE, Session, read_week

TITLES = {
    "name": r"name|nom|site|m[ée]diat(?:eur|rice|or)",
    "commune": r"commune|insee|code|code_insee|code_commune|base|r[ée]sidence",
    "lat": r"lat|latitude",
    "lon": r"lon|lng|long|longitude",
    "sessions": r"sessions?|possible|horaires|opening_hours|plages",
    "required": r"required|obligatoires?|must",
    "at_least": r"at_least|au_moins|min(?:imum)?_?h(?:eure|our)?s?",
    "at_most": r"at_most|au_plus|max(?:imum)?_?h(?:eure|our)?s?",
    "autonomous": r"autonomous|autonome",
    "hours": r"hours|heures|contrat|contract",
    "evenings": r"evenings?|soirs?|soir[ée]es?",
    "saturdays": r"saturdays?|samedis?",
    "minutes": r"minutes|trajet|max_minutes",
    "group": r"group|groupe",
    "age": r"age|[âa]ge",
    "share": r"share|part",
    "morning": r"morning|matin",
    "afternoon": r"afternoon|apr[eè]s[-_ ]midi",
    "evening": r"evening|soir",
    "saturday": r"saturday|samedi",
    "sunday": r"sunday|dimanche",
}
YES_WORDS = {"yes": True, "oui": True, "1": True, "true": True, "no": False, "non": False, "0": False, "false": False}
SATURDAY_WORDS = {
    "none": "none", "no": "none", "non": "none", "aucun": "none", "0": "none",
    "half": "half", "1/2": "half", "un sur deux": "half", "one in two": "half",
    "all": "all", "every": "all", "yes": "all", "oui": "all", "tous": "all",
}  # fmt: skip
AGE_WORDS = {
    "young": "young", "jeunes": "young", "adult": "adult", "adultes": "adult", "older": "older", "seniors": "older",
}  # fmt: skip
KINDS = ("morning", "afternoon", "evening", "saturday", "sunday")


def read_hours_sites(path: Path) -> pd.DataFrame:
    """One row a site: ``name``, ``commune`` (str), ``lat``, ``lon``, ``at_least``, ``at_most`` (hours; NaN where not
    given), ``sessions``, ``required`` (tuples of Session), ``autonomous`` (bool). Raises SourceError with the line.
    """
    cells = _cells(path, "name", "sessions")
    frame = _placed(cells)
    for column in ("sessions", "required"):
        frame[column] = pd.Series(_each(cells, column, _week, absent=()), dtype=object)
    frame["at_least"], frame["at_most"] = (_numbers(cells, each) for each in ("at_least", "at_most"))
    frame["autonomous"] = _each(cells, "autonomous", _one_of(YES_WORDS), absent=False)
    _refuse(cells, "sessions", [not each for each in frame["sessions"]], "When could this site open?", EXAMPLE)
    odd = [bool(set(must) - set(may)) for must, may in zip(frame["required"], frame["sessions"], strict=True)]
    _refuse(cells, "required", odd, "A required session is not one of the possible sessions.", "some of `sessions`")
    return frame


def read_mediators(path: Path) -> pd.DataFrame:
    """One row a mediator: ``name``, ``commune`` (str), ``lat``, ``lon``, ``minutes`` (NaN where not given), ``hours`` a
    week, ``evenings`` (bool), ``saturdays`` (none, half, all). Raises SourceError with the line.
    """
    cells = _cells(path, "name", "hours")
    frame = _placed(cells)
    frame["hours"], frame["minutes"] = _numbers(cells, "hours"), _numbers(cells, "minutes")
    frame["evenings"] = _each(cells, "evenings", _one_of(YES_WORDS), absent=True)
    frame["saturdays"] = _each(cells, "saturdays", _one_of(SATURDAY_WORDS), absent="half")
    _refuse(cells, "hours", ~(frame["hours"] > 0), "How many hours a week?", "a number above 0")
    return frame


def read_groups(path: Path) -> pd.DataFrame:
    """One row a group: ``group``, ``age``, ``share`` and a share for each of ``KINDS``. Raises SourceError."""
    cells = _cells(path, "group", "age", "share", *KINDS)
    frame = pd.DataFrame({"group": cells.text(_required(cells, "group"))})
    frame["age"] = _each(cells, "age", _one_of(AGE_WORDS), absent="")
    _refuse(cells, "age", frame["age"] == "", "Of which age is this group?", ", ".join(AGE_WORDS))
    for column in ("share", *KINDS):
        values = _numbers(cells, column)
        _refuse(cells, column, ~((values >= 0) & (values <= 1)), "This is not a share.", "between 0 and 1")
        frame[column] = values
    return frame


def _cells(path: Path, *required: str) -> Cells:
    if not path.is_file():
        raise SourceError("There is no such file.", file=str(path), hint="Check the path.")
    cells = read_delimited(path, Delimited(required=(), separators=(",", ";", "\t")))
    for column in required:
        _required(cells, column)
    return cells


def _placed(cells: Cells) -> pd.DataFrame:
    """Name and place of each row."""
    title = _required(cells, "name")
    names = cells.text(title)
    _refuse(cells, "name", names == "", "This line has no name.", "a name")
    _refuse(cells, "name", names.duplicated(), "This name stands twice.", "a name of its own for each line")
    lat, lon = _numbers(cells, "lat", least=-90), _numbers(cells, "lon", least=-180)
    _refuse(cells, "lat", np.abs(lat) > 90, "This is not in degrees.", "between -90 and 90")
    _refuse(cells, "lon", np.abs(lon) > 180, "This is not in degrees.", "between -180 and 180")
    commune = pd.Series(_each(cells, "commune", str, absent=""))
    nowhere = (commune == "") & (np.isnan(lat) | np.isnan(lon))
    _refuse(cells, "name", nowhere, "This line has no place.", "a column commune, or lat and lon")
    return pd.DataFrame({"name": names, "commune": commune, "lat": lat, "lon": lon})


def _title(cells: Cells, column: str) -> str | None:
    pattern = re.compile(TITLES[column], re.IGNORECASE)
    return next((title for title in cells.columns if pattern.fullmatch(title)), None)


def _required(cells: Cells, column: str) -> str:
    return cells.column_like(re.compile(TITLES[column], re.IGNORECASE), expected=f"a column {column}")


def _each[T](cells: Cells, column: str, read: Callable[[str], T], *, absent: T) -> list[T]:
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


def _week(text: str) -> tuple[Session, ...]:
    try:
        return read_week(text)
    except ValueError as error:
        raise ValueError(f"days and hours such as {EXAMPLE} ({error})") from error


def _one_of[T](words: dict[str, T]) -> Callable[[str], T]:
    def read(text: str) -> T:
        if text.lower() not in words:
            raise ValueError(", ".join(words))
        return words[text.lower()]

    return read


def _numbers(cells: Cells, column: str, *, least: float = 0.0) -> np.ndarray:
    title = _title(cells, column)
    if title is None:
        return np.full(len(cells), np.nan)
    values = cells.number(title, decimal=",").to_numpy(float)
    _refuse(cells, column, values < least, "This is too small.", f"{least:g} or more")
    return values


def _refuse(cells: Cells, column: str, wrong: object, what: str, expected: str) -> None:
    flags = np.asarray(wrong, dtype=bool)
    if flags.any():
        raise cells.error(int(np.argmax(flags)), _title(cells, column) or column, what, expected=expected)
