"""The sheet ``Paramètres`` of DREES's workbook of the APL to GPs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from ..errors import SourceError
from .apl_parameters import AplParameters
from .workbook import Sheet, read_workbook

SHEET = "Paramètres"
YEAR = re.compile(r"\b(20\d\d)\b")
NUMBER = re.compile(r"\d[\d\s\u00a0\u202f]*")


def read_published_parameters(path: Path) -> dict[int, AplParameters]:
    """Parameters by year, from a workbook of the APL to GPs. Raises SourceError at what is not there."""
    sheet = read_workbook(path, sheets=(SHEET,))[SHEET]
    activity = _activity(sheet)
    decay = _decay(sheet)
    return {year: AplParameters(year, decay, *activity, ages) for year, ages in _age_weights(sheet).items()}


def _activity(sheet: Sheet) -> tuple[float, float, float, float]:
    start = sheet.row_with(lambda cell: cell.startswith("Nombre de consultations"), expected="the counted activity")
    under, between, _, over = (sheet.rows[row] for row in range(start + 1, start + 5))
    exception = sheet.row_with(lambda cell: cell.startswith("Exceptions"), expected="a line 'Exceptions'")
    newcomer = re.search(rf"offre de ({NUMBER.pattern})", str(sheet.rows[exception][0]))
    if newcomer is None:
        raise SourceError("The activity of newcomers is missing.", file=sheet.place, line=exception + 1)
    return (
        _numbers(under[0])[0],
        _value(sheet, start + 2, between[1]),
        _value(sheet, start + 4, over[1]),
        _numbers(newcomer[1])[0],
    )


def _decay(sheet: Sheet) -> tuple[tuple[float, float], ...]:
    start = sheet.row_with(lambda cell: cell.startswith("Temps de trajet"), expected="a column 'Temps de trajet ...'")
    steps = []
    for row, (band, weight, *_) in enumerate(sheet.rows[start + 1 :], start=start + 1):
        if str(band).startswith("Plus de"):
            if _value(sheet, row, weight) != 0:
                raise SourceError(
                    "Beyond the last step the weight is not 0.", file=sheet.place, line=row + 1, found=str(weight)
                )
            return tuple(steps)
        steps.append((_numbers(band)[-1], _value(sheet, row, weight)))
    raise SourceError("The last step of the decay is missing.", file=sheet.place, expected="'Plus de ... minutes'")


def _age_weights(sheet: Sheet) -> dict[int, tuple[tuple[int, float], ...]]:
    start = sheet.row_with(lambda cell: cell.startswith("Tranche d'âge"), expected='a column "Tranche d\'âge"')
    years = {place: YEAR.search(str(title)) for place, title in enumerate(sheet.rows[start])}
    places = {place: int(match[1]) for place, match in years.items() if match}
    bands = list(_bands(sheet, start + 1))
    return {
        year: tuple((_first_age(str(band[0])), _value(sheet, row, band[place])) for row, band in bands)
        for place, year in places.items()
    }


def _bands(sheet: Sheet, start: int) -> Iterator[tuple[int, Sequence[Any]]]:
    """Rows of the age bands, up to the open one: notes stand below."""
    for row, band in enumerate(sheet.rows[start:], start=start):
        yield row, band
        if str(band[0]).startswith("Plus de") or str(band[0]).endswith("et plus"):
            return
    raise SourceError("The last age band is missing.", file=sheet.place, expected="'Plus de ... ans'")


def _first_age(band: str) -> int:
    """'Moins de 5 ans' -> 0, 'de 5 à 9 ans' -> 5, 'Plus de 90 ans' -> 90."""
    return 0 if band.startswith("Moins") else int(_numbers(band)[0])


def _numbers(text: Any) -> list[float]:
    return [float(re.sub(r"\s", "", number)) for number in NUMBER.findall(str(text))]


def _value(sheet: Sheet, row: int, cell: Any) -> float:
    if isinstance(cell, int | float):
        return float(cell)
    raise SourceError("This is not a number.", file=sheet.place, line=row + 1, found=str(cell), expected="a number")
