"""Zones short of GPs (ZIP, ZAC), as each ARS has decided them by decree; they are read, never predicted.

The zones are chosen by territoire de vie-santé from a pool that the APL gives, and the choice is the ARS's own
(CSP L1434-4, arrêté of 13 November 2017 and its successors). Published, with titles that differ:

- by commune for all France (DREES): workbook ``Zonage_medecin_<date>.xlsx``, sheet ``Zonage_communes``, with
  ``Code de la commune`` and ``Qualification attribuée par l'arrêté régional``;
- by CartoSanté: ``Code``, ``Libellé``, ``Zonage_MG``, whose values are ``1_ZIP`` to ``8_GQ_ZIP``;
- by each ARS, as a CSV file or a workbook of the same kind.
"""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd

from ..errors import SourceError
from .cells import Cells
from .delimited import Delimited, read_delimited
from .head import SEPARATORS, Head
from .schema import commune_code, validated
from .source import LICENCE_OUVERTE, Source, Table, checksum
from .workbook import Sheet, read_workbook

COMMUNE_TITLE = re.compile(
    r"code|code[ _](insee|(de la )?commune)( .*)?|code_insee|insee_com|depcom|codgeo|com", re.IGNORECASE
)
# The decree itself, before the national proposal that stands beside it.
ZONE_TITLES = (
    re.compile(r"qualification attribuée.*", re.IGNORECASE),
    re.compile(r"(zonage|zone)([ _](mg|médecins?|medecins?|ars|généralistes?|actuel|retenu).*)?", re.IGNORECASE),
)
TERRITORY_TITLE = re.compile(r"code[ _](du territoire de vie[- ]santé|tvs)|tvs", re.IGNORECASE)

# From the most to the least short of GPs.
ZONES = ("ZIP", "ZAC", "vigilance", "hors zonage")
ZONE_OF_LABEL = (
    (re.compile(r"\bZIP\b|intervention prioritaire", re.IGNORECASE), "ZIP"),
    (re.compile(r"\bZAC\b|action complémentaire", re.IGNORECASE), "ZAC"),
    (re.compile(r"\bZV\b|vigilance", re.IGNORECASE), "vigilance"),
    (re.compile(r"\bH[ZV]\b|hors (zonage|vivier|zone)", re.IGNORECASE), "hors zonage"),
)
WHOLE, PART = "commune entière", "une partie"
# Only a neighbourhood (QPV, grand quartier) of the commune is in the zone.
PARTIAL = re.compile(r"\b(?:QPV|GQ)\b", re.IGNORECASE)


def recognises(head: Head) -> bool:
    """By a commune column and a zone column together; a workbook by its name."""
    if head.sheets:
        return bool(re.search(r"(?i)zonage.*(m[eé]decin|mg|g[eé]n[eé]raliste)", head.path.name))
    columns = head.columns
    return bool(columns) and _has(columns, (COMMUNE_TITLE,)) and _has(columns, ZONE_TITLES)


def _has(columns: frozenset[str], titles: tuple[re.Pattern[str], ...]) -> bool:
    return any(title.fullmatch(column) for column in columns for title in titles)


def read(path: Path) -> Table:
    """Per commune code: ``gp_zone`` (one of ZONES) and ``gp_zone_extent`` (WHOLE, or PART of the commune).

    A commune whose lines differ takes the zone that is shortest of GPs, in part. Raises SourceError.
    """
    cells = _cells(path)
    code = _title(cells, (COMMUNE_TITLE,), "the commune code")
    zone = _title(cells, ZONE_TITLES, "the zone")
    labels = cells.text(zone).str.replace("_", " ", regex=False)
    known = labels.map({label: zone_of(label) for label in labels.unique()})
    if known.isna().any():
        row = int(known.isna().to_numpy().argmax())
        raise cells.error(row, zone, "This is not a zone.", expected="ZIP, ZAC, zone de vigilance or hors zonage")
    # Spreadsheets turn 01004 into the number 1004.0.
    frame = pd.DataFrame({"code": cells.text(code).str.removesuffix(".0").str.zfill(5)})
    frame = validated(cells, frame, {"code": commune_code(unique=False)}, titles={"code": code})
    frame["rank"] = known.map(ZONES.index)
    frame["partial"] = labels.str.contains(PARTIAL)
    found = re.search(r"(20\d\d)(\d\d)?(\d\d)?(?!\d)", path.stem)
    vintage = "-".join(part for part in found.groups() if part) if found else "non indiqué"
    return Table(_one_line_per_commune(frame), vintage, path.name, checksum(path))


def zone_of(label: str) -> str | None:
    """The zone that a label names, in any of its published spellings; None if it names none."""
    return next((zone for pattern, zone in ZONE_OF_LABEL if pattern.search(label)), None)


def _one_line_per_commune(frame: pd.DataFrame) -> pd.DataFrame:
    by_commune = frame.groupby("code")
    shortest = by_commune["rank"].min()
    of_the_shortest = frame[frame["rank"] == frame["code"].map(shortest)]
    partial = of_the_shortest.groupby("code")["partial"].all() | (by_commune["rank"].nunique() > 1)
    extent = partial.map({True: PART, False: WHOLE})
    return pd.DataFrame({"gp_zone": shortest.map(dict(enumerate(ZONES))), "gp_zone_extent": extent})


def _cells(path: Path) -> Cells:
    head = Head.of(path)
    if head.sheets:
        return _sheet_cells(path)
    line = head.first_lines[0] if head.first_lines else ""
    separator = max(SEPARATORS, key=line.count)
    return read_delimited(path, Delimited((), (separator,), encodings=("utf-8-sig", "cp1252")))


def _sheet_cells(path: Path) -> Cells:
    """The first sheet that has the titles, that of the communes before the others."""
    sheets = read_workbook(path)
    for sheet in sorted(sheets.values(), key=lambda each: "commune" not in each.name.lower()):
        top = _row_of_titles(sheet)
        if top is not None:
            titles = {str(title).strip(): place for place, title in enumerate(sheet.rows[top]) if title != ""}
            return sheet.cells(titles, first_row=top + 1)
    raise SourceError(
        "No sheet has a column of commune codes and one of zones.",
        file=path.name,
        found=", ".join(sheets),
        expected="a sheet such as Zonage_communes",
    )


def _row_of_titles(sheet: Sheet) -> int | None:
    for place, row in enumerate(sheet.rows[:30]):
        titles = frozenset(str(cell).strip() for cell in row)
        if _has(titles, (COMMUNE_TITLE,)) and _has(titles, ZONE_TITLES):
            return place
    return None


def _title(cells: Cells, patterns: tuple[re.Pattern[str], ...], what: str) -> str:
    columns = [str(column) for column in cells.frame.columns]
    for pattern in patterns:
        for column in columns:
            if pattern.fullmatch(column) and not TERRITORY_TITLE.fullmatch(column):
                return column
    raise SourceError(
        f"The column of {what} is missing.", file=cells.file, line=1, found=", ".join(columns[:12]), expected=what
    )


SOURCE = Source(
    name="zoning",
    title="Zonage des médecins généralistes (ZIP, ZAC)",
    publisher="ARS, DREES",
    licence=LICENCE_OUVERTE,
    page="https://cartosante.atlasante.fr",
    recognises=recognises,
    read=read,
)
