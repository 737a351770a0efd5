"""One line being read: each cell gives its value, or a problem and no value."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from . import contacts, identifiers, opening
from .france import Commune, france, may_hold
from .lines import Line
from .plain import plain
from .problem import Problem, problem

KEY_LENGTH, NAME_LENGTH, ADDRESS_LENGTH, CITY_LENGTH, PERSON_LENGTH = 120, 200, 200, 80, 120
TEXT_LENGTH = 5_000
# How programs write that there is nothing.
NOTHING = frozenset({"null", "NULL", "None", "nan", "NaN", "<NA>", "[]", "{}"})
# Nothing of what these lists hold was written before.
FIRST_DAY = date(1995, 1, 1)
DAY_FORMATS = ("%d/%m/%Y", "%d-%m-%Y", "%Y/%m/%d")
# Moments as pandas writes them into JSON: milliseconds since 1970.
MILLISECONDS, OF_A_DAY = re.compile(r"[0-9]{12,14}"), 86_400_000
SLUG = re.compile(r"[A-Za-z0-9](?:[\w-]*[A-Za-z0-9])?")
POSTCODE = re.compile(r"[0-9]{5}")
EXPECTED = {
    "phone": "+33123456789",
    "email": "nom@domaine.fr",
    "website": "https://…",
    "siret": "14 chiffres",
    "finess": "9 chiffres",
    "hours": "Mo-Fr 09:00-12:00",
    "date": "AAAA-MM-JJ",
    "postcode": "5 chiffres",
}


class Row:
    """``problems``: of the cells that were asked for. A column that the file does not have is an empty cell.

    ``part``: of a list that comes as several files, before the name of a column.
    """

    def __init__(self, line: Line, *, today: date | None = None, part: str = "") -> None:
        self.number, self.cells, self.today = line.number, line.cells, today
        self.problems: list[Problem] = []
        self._prefix = f"{part} : " if part else ""

    def which(self, *columns: str) -> str:
        """The first of the columns that is filled: editions of a standard call one thing otherwise."""
        return next((column for column in columns if self.raw(column)), columns[0])

    def raw(self, column: str) -> str:
        """The cell as text; "" where there is nothing."""
        value = self.cells.get(column)
        if not isinstance(value, str):
            value = _written(value)
        text = value.strip()
        return "" if text in NOTHING else text

    def text(self, column: str, most: int = TEXT_LENGTH, *, breaks: bool = False) -> str:
        """Plain text, no longer than can be kept."""
        said = self.raw(column)
        if not said:
            return ""
        found = plain(said, breaks=breaks)
        if found.markup:
            self.report("markup", column)
        if found.formula:
            self.report("formula", column)
        if len(found.text) <= most:
            return found.text
        self.report("too-long", column, expected=f"{most} caractères")
        return found.text[:most].rstrip()

    def key(self, column: str) -> str:
        return self.text(column, KEY_LENGTH)

    def several(self, column: str, separator: str = "|") -> list[str]:
        """The values of a list, or of a cell in which they are joined."""
        value = self.cells.get(column)
        if not value:
            return []
        parts = value if isinstance(value, list) else self.raw(column).split(separator)
        return [text for part in parts if part is not None and (text := plain(str(part)).text)]

    def slugs(self, column: str) -> list[str]:
        """The codes of a list, in whichever way it was written down: JSON, Python, PostgreSQL or joined."""
        value = self.cells.get(column)
        return SLUG.findall(" ".join(map(str, value)) if isinstance(value, list) else self.raw(column))

    def codes(
        self, column: str, codes: Mapping[str, str | tuple[str, ...]], values: list[str] | None = None
    ) -> tuple[str, ...]:
        """Values of a closed list in our codes, each once; one that the list does not have is reported."""
        found: dict[str, None] = {}
        for value in self.several(column) if values is None else values:
            if value not in codes:
                self.report("code-unknown", column, found=value)
                continue
            mine = codes[value]
            found |= dict.fromkeys((mine,) if isinstance(mine, str) else mine)
        return tuple(code for code in found if code)

    def phone(self, column: str) -> str:
        return self._read(column, contacts.phone, "phone")

    def email(self, column: str) -> str:
        return self._read(column, contacts.email, "email")

    def page(self, column: str) -> str:
        return self._read(column, contacts.page, "website")

    def siret(self, column: str) -> str:
        return self._read(column, identifiers.siret, "siret")

    def finess(self, column: str) -> str:
        return self._read(column, identifiers.finess, "finess")

    def hours(self, column: str) -> str:
        return self._hours(lambda: opening.osm(self.raw(column)), column, EXPECTED["hours"])

    def week(self, columns: Mapping[str, str]) -> str:
        """``columns``: of each day, ``Mo`` to ``Su``. One day that is wrong takes the others with it: nobody is told
        that a place is shut when it may be open."""
        for day, column in columns.items():
            self._hours(lambda day=day, column=column: opening.week({day: self.raw(column)}), column, "09:00 - 12:00")
        try:
            return opening.week({day: self.raw(column) for day, column in columns.items()})
        except ValueError:
            return ""

    def day(self, column: str) -> date | None:
        """Years after ``today``, or before such lists were kept, are absurd."""
        said = self.raw(column)
        if not said:
            return None
        found = _day(said)
        if found is None or found < FIRST_DAY or (self.today is not None and found > self.today):
            self.report("date-absurd", column, expected=EXPECTED["date"])
            return None
        return found

    def postcode(self, column: str) -> str:
        said = self.raw(column).replace(" ", "")
        # Spreadsheets take away the first zero.
        found = said.zfill(5) if re.fullmatch(r"[1-9][0-9]{3}", said) else said
        if not said or POSTCODE.fullmatch(found):
            return found
        self.report("postcode-wrong", column, expected=EXPECTED["postcode"])
        return ""

    def commune(self, column: str, *, city: str = "", postcode: str = "") -> Commune | None:
        """By its code; by its name and postcode where there is none."""
        said = self.raw(column).upper()
        found = france().commune(said.zfill(5)) if said else None
        if said and found is None:
            self.report("commune-unknown", column)
        return found or france().commune_named(city, postcode)

    def position(
        self, lat_column: str, lon_column: str, commune: Commune | None
    ) -> tuple[float, float] | tuple[None, None]:
        """Degrees that can be right. Those that were swapped are put right where they then fall where they should: in
        the commune that is stated, or in France if none is."""
        lat, lon = self._degrees(lat_column), self._degrees(lon_column)
        if lat is None or lon is None:
            if (lat is None) != (lon is None):
                both = f"{lat_column}, {lon_column}"
                self.report("coordinates-missing", both, found=self.raw(lat_column) + self.raw(lon_column))
            return None, None
        code = _doubt(lat, lon, commune)
        if code == "coordinates-outside" and not _doubt(lon, lat, commune):
            code = "coordinates-swapped"
        if code:
            expected = f"{commune.name} ({commune.code})" if commune else "un point en France"
            self.report(code, f"{lat_column}, {lon_column}", found=f"{lat:g}, {lon:g}", expected=expected)
        if code == "coordinates-swapped":
            return lon, lat
        return (None, None) if code else (lat, lon)

    def report(self, code: str, column: str = "", *, found: str | None = None, expected: str = "") -> None:
        shown = self._said(column) if found is None else found
        self.problems.append(problem(code, self.number, f"{self._prefix}{column}", shown, expected))

    def refusal(self, code: str, column: str = "") -> Problem:
        """The problem for which no card is made of this line."""
        return problem(code, self.number, f"{self._prefix}{column}", self._said(column), refused=True)

    def _said(self, column: str) -> str:
        """The cell as it stands in the file."""
        value = self.cells.get(column)
        return "" if value is None else str(value)

    def _read(self, column: str, read: Callable[[str], str], what: str) -> str:
        said = self.raw(column)
        try:
            return read(said if what == "phone" else plain(said).text) if said else ""
        except ValueError:
            self.report(f"{what}-wrong", column, expected=EXPECTED[what])
            return ""

    def _hours(self, read: Callable[[], str], column: str, expected: str) -> str:
        try:
            return read()
        except opening.ImpossibleError:
            self.report("hours-impossible", column, expected=expected)
        except ValueError:
            self.report("hours-unreadable", column, expected=expected)
        return ""

    def _degrees(self, column: str) -> float | None:
        said: Any = self.raw(column).replace(",", ".")
        try:
            value = float(said) if said else None
        except ValueError:
            value = math.inf
        if value is not None and not math.isfinite(value):
            self.report("coordinates-unreadable", column, expected="48.85")
            return None
        return value


def _written(value: object) -> str:
    """What programs hold, as a person would have typed it."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _doubt(lat: float, lon: float, commune: Commune | None) -> str:
    """Why the point cannot be right; "" where it can."""
    if lat == 0 and lon == 0:
        return "coordinates-zero"
    if commune is not None and commune.lat is not None and may_hold(commune, lat, lon):
        return ""
    if not france().holds(lat, lon):
        return "coordinates-outside"
    return "" if commune is None or commune.lat is None else "coordinates-far"


def _day(said: str) -> date | None:
    """A date, or the day of a moment, in the ways in which lists write it."""
    if MILLISECONDS.fullmatch(said):
        return date.fromordinal(date(1970, 1, 1).toordinal() + int(said) // OF_A_DAY)
    text = said[:10]
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    for written in DAY_FORMATS:
        try:
            return datetime.strptime(text, written).date()  # noqa: DTZ007
        except ValueError:
            continue
    return None
