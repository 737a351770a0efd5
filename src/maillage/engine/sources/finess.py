"""Establishments: the national file FINESS of health and social establishments (ministry of Health).

Published forms, all giving one row per establishment:

- the extraction ``etalab-cs1100502`` and, with positions, ``etalab-cs1100507``: ``;``, no header, a first
  line ``finess;etalab;98;2026-05-12``, then a line ``structureet;…`` (32 cells) per establishment, then a
  line ``geolocalisation;…`` per position, in metres of the legal system of the place, named at the end of
  the cell ``sourcecoordet``. In cp1252 until 2025, in UTF-8 since;
- the same with a header and the position on the line (``finess_etablissements.csv``; yearly ``t-finess``);
- the compiled export with ``latitude`` and ``longitude``, where an establishment has a line per equipment
  and per authorised activity.

Source: ANS, *Description des fichiers en diffusion FINESS*.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pandera.pandas as pa

from ..errors import SourceError
from .archive import unpacked
from .cells import Cells
from .delimited import Delimited, read_delimited
from .head import Head
from .projected import degrees
from .schema import code, commune_code, number, text, validated
from .source import LICENCE_OUVERTE, Source, Table, checksum, year_in_name

# Places of the cells in a line ``structureet``, from the publisher's description.
ESTABLISHMENT = {"nofinesset": 1, "rs": 3, "rslongue": 4, "commune": 12, "departement": 13, "categetab": 18}
ESTABLISHMENT |= {"libcategetab": 19}
ESTABLISHMENT_CELLS = 32
POSITION_CELLS = 6
# Names of the same cells in the forms with a header, in the order in which they are looked for.
HEADED = {
    "nofinesset": ("nofinesset",),
    "rs": ("rs",),
    "rslongue": ("rslongue",),
    "commune": ("cog", "commune"),
    "departement": ("departement",),
    "categetab": ("categetab",),
    "libcategetab": ("libcategetab",),
    "coordxet": ("coordxet", "coordx"),
    "coordyet": ("coordyet", "coordy"),
    "sourcecoordet": ("sourcecoordet", "sourcegeocod"),
}
COMPILED = {
    "nofinesset": "numero finess etablissement",
    "rs": "raison_sociale",
    "rslongue": "rslongue",
    "commune": "code_insee",
    "categetab": "categetab",
    "libcategetab": "categorie",
    "lat": "latitude",
    "lon": "longitude",
}
ACTIVITY = "activite"
# Authorised activities (FINESS nomenclature): emergency medicine covers departments, SMUR and SAMU.
EMERGENCY_MEDICINE, OBSTETRICS = "14", "03"

# Kinds of this software, by category of establishment (FINESS nomenclature); other categories have none.
CATEGORIES = {
    "pharmacy": ("620", "628", "629", "641"),
    "laboratory": ("610", "611", "612"),
    "health_centre": ("124", "125", "289", "439"),
    "health_house": ("603",),
    "hospital": ("101", "106", "114", "122", "128", "129", "131", "355", "365"),
    "ehpad": ("500",),
    "pmi": ("223", "230"),
    "home_nursing": ("354", "209"),
    "mental_health_centre": ("156",),
    "cpts": ("604",),
}
KIND_OF_CATEGORY = {category: kind for kind, several in CATEGORIES.items() for category in several}

# FINESS writes overseas départements 9A … 9J; Wallis-et-Futuna is the only one whose communes begin with 98.
OVERSEAS_PREFIX = dict.fromkeys(("9A", "9B", "9C", "9D", "9E", "9F"), "97") | {"9J": "98"}
# It keeps the codes that Saint-Barthélemy and Saint-Martin had as communes of Guadeloupe, until 2007.
FORMER_CODES = {"97123": "97701", "97127": "97801"}

COLUMNS = {
    "finess": code(r"\d[\dAB]\d{7}", "a FINESS number of nine characters"),
    "name": text(nullable=False),
    "category": code(r"\d{3}", "a category of three digits", unique=False),
    "category_label": text(nullable=False),
    "commune": commune_code(unique=False),
    "lat": number(at_least=-90, at_most=90),
    "lon": number(at_least=-180, at_most=180),
}
TITLES = {"finess": "nofinesset", "name": "rs", "category": "categetab", "category_label": "libcategetab"}
UNDATED = "non indiqué"


def recognises(head: Head) -> bool:
    """By the odd first line, or by the columns of the forms with a header."""
    return (
        head.start.startswith(b"finess;etalab;")
        or head.has("nofinesset", "categetab", "libcategetab")
        or head.has(*COMPILED.values())
    )


def read(path: Path) -> Table:
    """One row per establishment, indexed by ``finess``.

    Columns: ``name``, ``category`` and ``category_label`` (FINESS nomenclature), ``commune`` (INSEE code),
    ``lat`` and ``lon`` (degrees, NaN where the file gives no position that can be used), ``kind`` (None for
    categories without one), ``emergency`` and ``maternity`` (authorised; NA where the file does not say).
    """
    with unpacked(path, "*507*.csv", "*finess*.csv", "*.csv") as file:
        head, strays = Head.of(file), 0
        if head.has(*COMPILED.values()):
            frame, vintage = _compiled(file), _year(file)
        elif head.has("nofinesset", "categetab"):
            frame, vintage = _headed(file), _year(file)
        elif head.start.startswith(b"finess;"):
            frame, vintage, strays = _extraction(file)
        else:
            raise SourceError(
                "This is not an extraction of FINESS.",
                file=file.name,
                line=1,
                found=head.first_lines[0][:80],
                expected="a first line finess;etalab;…, or a header with nofinesset",
            )
    frame["kind"] = frame["category"].map(KIND_OF_CATEGORY)
    return Table(frame.set_index("finess"), vintage, path.name, checksum(path), notes=_notes(frame, strays))


def _extraction(file: Path) -> tuple[pd.DataFrame, str, int]:
    """Establishments, the day of the extraction, and how many positions are of no establishment."""
    rows, lines, positions = [], [], {}
    first, *others = _rows(file)
    for line, row in others:
        if row[0] == "structureet":
            _require_cells(file, line, row, ESTABLISHMENT_CELLS)
            rows.append([row[place] for place in ESTABLISHMENT.values()])
            lines.append(line)
        elif row[0] == "geolocalisation":
            _require_cells(file, line, row, POSITION_CELLS)
            if row[1] in positions:
                raise SourceError("A position stands twice.", file=file.name, line=line, found=row[1])
            positions[row[1]] = (line, *row[2:5])
        else:
            raise SourceError(
                "This is not a line of FINESS.",
                file=file.name,
                line=line,
                found=row[0][:80],
                expected="structureet;… or geolocalisation;…",
            )
    if not rows:
        raise SourceError("There are no establishments in the file.", file=file.name, expected="lines structureet;…")
    cells = Cells(file.name, pd.DataFrame(rows, columns=list(ESTABLISHMENT)), np.array(lines))
    frame = _checked(cells, _places(file, cells.text("nofinesset"), positions))
    strays = len(positions.keys() - set(frame["finess"]))
    return frame, first[1][3] if len(first[1]) > 3 else UNDATED, strays


def _rows(file: Path) -> Iterator[tuple[int, list[str]]]:
    """Lines with their numbers, cut one by one: a stray quote must not swallow the lines that follow."""
    content = file.read_bytes()
    try:
        lines = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        lines = content.decode("cp1252", errors="replace")
    for place, line in enumerate(lines.split("\n"), start=1):
        row = line.rstrip("\r")
        if row:
            balanced = row.count('"') % 2 == 0
            yield place, next(csv.reader([row], delimiter=";")) if balanced else row.split(";")


def _require_cells(file: Path, line: int, row: list[str], expected: int) -> None:
    if len(row) != expected:
        raise SourceError(
            "A line is cut short." if len(row) < expected else "A line has too many cells.",
            file=file.name,
            line=line,
            found=f"{len(row)} cells: {';'.join(row)[:80]}",
            expected=f"{expected} cells",
            hint="The file may be truncated: download it again.",
        )


def _places(file: Path, establishments: pd.Series, positions: dict[str, tuple]) -> pd.DataFrame:
    """Degrees of each establishment, from the lines of positions, which stand in another order."""
    if not positions:
        return pd.DataFrame({"lat": np.nan, "lon": np.nan}, index=establishments.index)
    line, *metres = zip(*positions.values(), strict=True)
    columns = dict(zip(("coordxet", "coordyet", "sourcecoordet"), metres, strict=True))
    cells = Cells(file.name, pd.DataFrame(columns), np.array(line))
    place = _degrees(cells).set_index(pd.Index(positions))
    return place.reindex(establishments).set_index(establishments.index)


def _degrees(cells: Cells) -> pd.DataFrame:
    return degrees(cells.number("coordxet"), cells.number("coordyet"), cells.text("sourcecoordet"))


def _headed(file: Path) -> pd.DataFrame:
    header = Head.of(file).columns
    names = {}
    for cell, candidates in HEADED.items():
        names[cell] = next((each for each in candidates if each in header), candidates[0])
    form = Delimited(
        tuple(names.values()), (";", ",", "\t"), encodings=("utf-8-sig", "cp1252"), columns=tuple(names.values())
    )
    found = read_delimited(file, form)
    frame = pd.DataFrame({cell: found.frame[name] for cell, name in names.items()})
    cells = Cells(found.file, frame, found.lines)
    return _checked(cells, _degrees(cells))


def _checked(cells: Cells, place: pd.DataFrame) -> pd.DataFrame:
    frame = pd.DataFrame(
        {
            "finess": cells.text("nofinesset"),
            "name": _name(cells),
            "category": cells.text("categetab"),
            "category_label": cells.text("libcategetab"),
            "commune": _commune(cells.text("departement"), cells.text("commune")),
            "lat": place["lat"],
            "lon": place["lon"],
        }
    )
    frame = validated(cells, frame, COLUMNS, titles=TITLES)
    return frame.assign(
        **{service: pd.array([pd.NA] * len(frame), "boolean") for service in ("emergency", "maternity")}
    )


def _name(cells: Cells) -> pd.Series:
    """The long name, which some establishments do not have."""
    long = cells.text("rslongue")
    return long.where(long != "", cells.text("rs"))


def _commune(departement: pd.Series, commune: pd.Series) -> pd.Series:
    """INSEE code from the département and the three digits that FINESS gives, or as it is if it is whole."""
    prefix = departement.map(OVERSEAS_PREFIX).fillna(departement)
    whole = commune.where(commune.str.len() == 5, prefix + commune)
    return whole.replace(FORMER_CODES)


def _compiled(file: Path) -> pd.DataFrame:
    required = (*COMPILED.values(), ACTIVITY)
    found = read_delimited(file, Delimited(required, (",", ";"), columns=required))
    titles = {"finess": COMPILED["nofinesset"], "name": COMPILED["rs"], "category": COMPILED["categetab"]}
    titles |= {"category_label": COMPILED["libcategetab"], "commune": COMPILED["commune"]}
    titles |= {"lat": COMPILED["lat"], "lon": COMPILED["lon"]}
    cells = Cells(
        found.file, found.frame.rename(columns={title: cell for cell, title in COMPILED.items()}), found.lines
    )
    frame = pd.DataFrame(
        {
            "finess": cells.text("nofinesset"),
            "name": _name(cells),
            "category": cells.text("categetab"),
            "category_label": cells.text("libcategetab"),
            "commune": cells.text("commune").replace(FORMER_CODES),
            "lat": cells.number("lat"),
            "lon": cells.number("lon"),
        }
    )
    several = COLUMNS | {"finess": pa.Column(str, COLUMNS["finess"].checks)}
    frame = validated(found, frame, several, titles=titles)
    _require_agreement(found, frame, titles)
    by_establishment = cells.text(ACTIVITY).groupby(frame["finess"])
    one = frame.drop_duplicates("finess").reset_index(drop=True)
    for service, activity in (("emergency", EMERGENCY_MEDICINE), ("maternity", OBSTETRICS)):
        offered = by_establishment.agg(lambda several, activity=activity: (several == activity).any())
        one[service] = pd.array(offered.reindex(one["finess"]).to_numpy(bool), "boolean")
    return one


def _require_agreement(cells: Cells, frame: pd.DataFrame, titles: dict[str, str]) -> None:
    """The lines of one establishment say the same of it."""
    for column in ("category", "commune", "lat", "lon"):
        first = frame.groupby("finess")[column].transform("first")
        differs = ((frame[column] != first) & frame[column].notna()).to_numpy()
        if differs.any():
            row = int(differs.argmax())
            raise cells.error(
                row, titles[column], "This line and an earlier one of the same establishment differ.",
                expected=str(first.iloc[row]),
            )  # fmt: skip


def _year(file: Path) -> str:
    return year_in_name(file) if re.search(r"(?<!\d)20\d\d(?!\d)", file.stem) else UNDATED


def _notes(frame: pd.DataFrame, strays: int) -> tuple[str, ...]:
    lost = int(frame["lat"].isna().sum())
    notes = (
        (lost, f"{lost} établissements sur {len(frame)} sont sans position utilisable."),
        (strays, f"{strays} positions ne sont celles d'aucun établissement du fichier."),
    )
    return tuple(words for number, words in notes if number)


SOURCE = Source(
    name="finess",
    title="FINESS : établissements sanitaires et sociaux",
    publisher="Ministère de la Santé (ANS, Atlasanté)",
    licence=LICENCE_OUVERTE,
    page="https://www.data.gouv.fr/fr/datasets/finess-extraction-du-fichier-des-etablissements/",
    recognises=recognises,
    read=read,
    downloads=("https://www.data.gouv.fr/fr/datasets/r/2ce43ade-8d2c-4d1d-81da-ca06c82abc68",),
)
