"""Population by age and commune: INSEE, census (recensement de la population).

Three published forms:

- the detailed table POP1B, long (``TD_POP1B_2022.csv``): ``NIVGEO;CODGEO;LIBGEO;SEXE;AGED100;NB``, one line per
  commune, sex and year of age, 100 standing for 100 and more;
- the same, wide (``BTX_TD_POP1B_2018.xlsx``): a column ``SEXE1_AGED100000`` per sex and year of age;
- ``base-cc-evol-struct-pop-2021.CSV``: the age groups ``P21_POP0014`` to ``P21_POP90P`` only.

POP1B gives the five-year bands with which DREES standardises (0-4 … 85-89, 90 and more); the third form gives
its own seven, coarser. Numbers are estimates and not whole.
"""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pandas as pd

from ..errors import SourceError
from .archive import unpacked
from .cells import Cells
from .delimited import Delimited, read_delimited, stream_delimited
from .head import Head
from .schema import commune_code, number, one_of, validated
from .source import LICENCE_OUVERTE, Source, Table, checksum, year_in_name
from .workbook import read_workbook

LONG = ("CODGEO", "SEXE", "AGED100", "NB")
SEXES = ("1", "2")
OLDEST = 100
# First ages of the bands of the APL's standardisation.
BANDS = tuple(range(0, 95, 5))
WIDE_TITLE = re.compile(r"SEXE[12]_AGED100(\d{3})")
GROUP_TITLE = re.compile(r"P(\d\d)_POP(0014|1529|3044|4559|6074|7589|90P)")
GROUPS = ("0014", "1529", "3044", "4559", "6074", "7589", "90P")


def recognises(head: Head) -> bool:
    """By the names of the columns; an archive or a workbook by the name that INSEE gives it."""
    if any(re.search(r"(?i)td_pop1b|base-cc-evol-struct-pop", member) for member in head.members):
        return True
    if head.sheets:
        return bool(re.search(r"(?i)pop1b", head.path.name))
    return head.has(*LONG) or ("CODGEO" in head.columns and any(map(GROUP_TITLE.fullmatch, head.columns)))


def read(path: Path) -> Table:
    """``population_<first>_<last>_<year>`` per commune code, the last band being ``population_90_plus_<year>``."""
    patterns = ("td_pop1b*.csv", "btt_td_pop1b*", "btx_td_pop1b*.xls*", "base-cc-evol-struct-pop*.csv")
    with unpacked(path, *patterns) as file:
        head = Head.of(file)
        if head.has(*LONG):
            year, frame = year_in_name(file), _read_long(file)
        elif head.sheets:
            year, frame = year_in_name(file), _read_wide(file)
        else:
            year, frame = _read_groups(file)
    frame = frame.sort_index().rename_axis("code").add_suffix(f"_{year}")
    return Table(frame, year, path.name, checksum(path))


def band_name(age: int) -> str:
    """Name of the five-year band of an age in years."""
    first = BANDS[min(age // 5, len(BANDS) - 1)]
    return "population_90_plus" if first == BANDS[-1] else f"population_{first}_{first + 4}"


BAND_NAMES = tuple(band_name(first) for first in BANDS)


def _read_long(file: Path) -> pd.DataFrame:
    form = Delimited(LONG, (";", ","), encodings=("utf-8-sig", "cp1252"), columns=LONG)
    sums: list[pd.Series] = []
    lines: list[pd.Series] = []
    for cells in stream_delimited(file, form):
        ages = {"CODGEO": cells.text("CODGEO"), "SEXE": cells.text("SEXE")}
        ages |= {"AGED100": cells.number("AGED100"), "NB": cells.number("NB")}
        rules = {"CODGEO": commune_code(unique=False), "SEXE": one_of(SEXES), "NB": number(nullable=False)}
        rules["AGED100"] = number(at_most=OLDEST, nullable=False)
        table = validated(cells, pd.DataFrame(ages), rules)
        band = np.minimum(table["AGED100"] // 5, len(BANDS) - 1).astype(int)
        sums.append(table["NB"].groupby([table["CODGEO"], band]).sum())
        lines.append(table.groupby("CODGEO").size())
    _refuse_incomplete(file, pd.concat(lines).groupby(level=0).sum())
    frame = pd.concat(sums).groupby(level=[0, 1]).sum().unstack(fill_value=0)
    return frame.reindex(columns=range(len(BANDS)), fill_value=0).set_axis(list(BAND_NAMES), axis=1)


def _refuse_incomplete(file: Path, lines: pd.Series) -> None:
    """A file that is cut between two lines shows in the commune on which it stops."""
    expected = len(SEXES) * (OLDEST + 1)
    odd = lines[lines != expected]
    if len(odd):
        raise SourceError(
            f"The commune {odd.index[0]} does not have every sex and age.",
            file=file.name,
            found=f"{odd.iloc[0]} lines",
            expected=f"{expected} lines",
            hint="The file may be truncated: download it again.",
        )


def _read_wide(file: Path) -> pd.DataFrame:
    workbook = read_workbook(file)
    sheet = next((each for name, each in workbook.items() if name.upper().startswith("COM")), None)
    sheet = sheet or next(iter(workbook.values()))
    top = sheet.row_with(lambda cell: cell == "CODGEO", expected="a row of titles with CODGEO")
    titles = {str(title): place for place, title in enumerate(sheet.rows[top]) if title != ""}
    ages = {title: int(found[1]) for title in titles if (found := WIDE_TITLE.fullmatch(title))}
    if len(ages) != len(SEXES) * (OLDEST + 1):
        raise SourceError(
            "The columns of sex and age are not all there.",
            file=sheet.place,
            line=top + 1,
            found=f"{len(ages)} columns",
            expected="202 columns SEXE1_AGED100000 … SEXE2_AGED100100",
        )
    cells = sheet.cells({"CODGEO": titles["CODGEO"]} | {title: titles[title] for title in ages}, first_row=top + 1)
    table = _numbers(cells, list(ages))
    return table.T.groupby([band_name(age) for age in ages.values()]).sum().T[list(BAND_NAMES)]


def _read_groups(file: Path) -> tuple[str, pd.DataFrame]:
    header = Head.of(file).columns
    years = sorted(found[1] for title in header if (found := GROUP_TITLE.fullmatch(title)))
    if not years:
        raise SourceError(
            "There is no age group in the file.", file=file.name, line=1, expected="columns P21_POP0014 …"
        )
    # The same file repeats two earlier censuses.
    titles = [f"P{years[-1]}_POP{group}" for group in GROUPS]
    required = ("CODGEO", *titles)
    cells = read_delimited(file, Delimited(required, (";", ","), encodings=("utf-8-sig", "cp1252"), columns=required))
    names = ["population_90_plus" if each == "90P" else f"population_{int(each[:2])}_{each[2:]}" for each in GROUPS]
    return f"20{years[-1]}", _numbers(cells, titles).set_axis(names, axis=1)


def _numbers(cells: Cells, titles: list[str]) -> pd.DataFrame:
    frame = pd.DataFrame({"CODGEO": cells.text("CODGEO")} | {title: cells.number(title) for title in titles})
    rules = {"CODGEO": commune_code()} | {title: number(nullable=False) for title in titles}
    return validated(cells, frame, rules).set_index("CODGEO")


SOURCE = Source(
    name="population",
    title="Population par âge (recensement)",
    publisher="INSEE",
    licence=LICENCE_OUVERTE,
    page="https://www.insee.fr/fr/statistiques/8202264",
    recognises=recognises,
    read=read,
    downloads=("https://www.insee.fr/fr/statistiques/fichier/8202264/TD_POP1B_2021_csv.zip",),
)
