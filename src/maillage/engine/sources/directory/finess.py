"""Health and social establishments of FINESS that people may be sent to; the others make no card.

The forms are those of ``engine.sources.finess``: the extraction without a header, its like with one, and the compiled
export, where an establishment has a line for each of its equipments and activities.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from ...errors import SourceError
from ..archive import unpacked
from ..finess import FORMER_CODES, HEADED, OVERSEAS_PREFIX
from ..head import Head
from . import finess_positions
from .card import Card, Offer
from .finess_kinds import KIND_BY_NAME, KINDS, TOPICS_OF_ACTIVITY
from .lines import Line, columns_of, lines
from .problem import Problem, problem
from .readable import readable_address, readable_name
from .reading import Keys, Made
from .row import ADDRESS_LENGTH, CITY_LENGTH, NAME_LENGTH, Row

# Places of the cells in a line ``structureet``, from the publisher's description.
CELLS = {
    "nofinesset": 1, "rs": 3, "rslongue": 4, "numvoie": 7, "typvoie": 8, "voie": 9, "compvoie": 10, "lieuditbp": 11,
    "commune": 12, "departement": 13, "ligneacheminement": 15, "telephone": 16, "categetab": 18, "siret": 22,
    "datemaj": 30,
}  # fmt: skip
CELLS_OF_A_LINE = 32
ESTABLISHMENT = "structureet"
# The same cells in the compiled export.
COMPILED = {
    "nofinesset": "numero finess etablissement",
    "rs": "raison_sociale",
    "commune": "code_insee",
    "categetab": "categetab",
}
TABLE = ("nofinesset", "categetab", "rs")
ACTIVITY = "activite"
LAST_LINE = re.compile(r"(\d{5})\s+(.+)")


def recognises(head: Head) -> bool:
    columns = columns_of(head)
    return (
        head.start.startswith(b"finess;etalab;")
        or columns.issuperset((*TABLE, "libcategetab"))
        or columns.issuperset(COMPILED.values())
        or any("finess" in member.lower() or "cs1100507" in member for member in head.members)
    )


def read(path: Path, *, today: date | None = None) -> Iterator[Card | Problem]:
    """Cards and problems, line by line. Raises SourceError where the file is not of this form."""
    with unpacked(path, "*507*.csv", "*finess*.csv", "*.csv") as file:
        head = Head.of(file)
        columns = columns_of(head)
        if head.start.startswith(b"finess;"):
            yield from _cards(_extracted(file), finess_positions.of_extraction(file), {}, today)
        elif columns.issuperset(COMPILED.values()):
            yield from _cards(_compiled(file), {}, _activities(file), today)
        elif columns.issuperset(TABLE):
            yield from _cards(_tabled(file), finess_positions.of_table(file), {}, today)
        else:
            raise SourceError(
                "This is not an extraction of FINESS.",
                file=path.name,
                line=1,
                found=head.first_lines[0][:80] if head.first_lines else "",
                expected="a first line finess;etalab;…, or a header with nofinesset",
            )


def _cards(
    found: Iterator[Line | Problem],
    positions: dict[str, tuple[float, float]],
    activities: dict[str, set[str]],
    today: date | None,
) -> Iterator[Card | Problem]:
    keys = Keys()
    for line in found:
        if not isinstance(line, Line):
            yield line
            continue
        lat, lon = positions.get(str(line.cells.get("nofinesset")), (None, None))
        row = Row(Line(line.number, {"latitude": lat, "longitude": lon, **line.cells}), today=today)
        if _kind(row):
            yield from keys.checked(row, _card(row, activities))


def _kind(row: Row) -> tuple[str, tuple[str, ...]] | None:
    """What it is and what one comes for; None for an establishment that nobody is sent to."""
    name = f"{row.raw('rs')} {row.raw('rslongue')}".upper()
    by_name = next((kind for words, kind in KIND_BY_NAME if words.search(name)), None)
    return by_name or KINDS.get(row.raw("categetab"))


def _card(row: Row, activities: dict[str, set[str]]) -> Made:
    number = row.finess("nofinesset")
    if not number:
        return row.refusal("key-missing", "nofinesset")
    kind, topics = _kind(row) or ("other", ())
    postcode, city = _post(row)
    commune = row.commune("commune", city=city, postcode=postcode)
    lat, lon = row.position("latitude", "longitude", commune)
    more = (TOPICS_OF_ACTIVITY[each] for each in sorted(activities.get(number, ())) if each in TOPICS_OF_ACTIVITY)
    said = row.text("rslongue", NAME_LENGTH) or row.text("rs", NAME_LENGTH)
    return Card(
        key=number,
        name=readable_name(said, commune),
        kind=kind,
        address=_street(row),
        more_address=readable_address(row.text("lieuditbp", ADDRESS_LENGTH)),
        postcode=postcode,
        city=city or (commune.name if commune else ""),
        commune=commune.code if commune else "",
        lat=lat,
        lon=lon,
        phone=row.phone("telephone"),
        siret=row.siret("siret"),
        finess=number,
        updated_on=row.day("datemaj"),
        offers=(Offer(topics=tuple(dict.fromkeys((*topics, *more)))),),
    )


def _street(row: Row) -> str:
    parts = [row.text(cell) for cell in ("numvoie", "compvoie", "typvoie", "voie")]
    return readable_address(" ".join(part for part in parts if part))[:ADDRESS_LENGTH]


def _post(row: Row) -> tuple[str, str]:
    """Postcode and town, of the last line of the address."""
    found = LAST_LINE.fullmatch(row.text("ligneacheminement"))
    return (found[1], readable_name(found[2])[:CITY_LENGTH]) if found else ("", "")


def _extracted(file: Path) -> Iterator[Line | Problem]:
    """Lines of establishments, cut one by one: a stray quote must not swallow those that follow."""
    for number, cells in finess_positions.rows(file):
        if cells[0] != ESTABLISHMENT:
            continue
        if len(cells) == CELLS_OF_A_LINE:
            line = {name: cells[place] for name, place in CELLS.items()}
            yield Line(number, line | {"commune": _commune(line["departement"], line["commune"])})
        else:
            yield problem("cells", number, found=str(len(cells)), expected=str(CELLS_OF_A_LINE), refused=True)


def _tabled(file: Path) -> Iterator[Line | Problem]:
    """Lines of a table, whose columns several years have called otherwise."""
    for line in lines(file, TABLE):
        if isinstance(line, Line):
            said = {
                name: next((line.cells[each] for each in several if each in line.cells), "")
                for name, several in HEADED.items()
            }
            commune = _commune(str(said["departement"]), str(said["commune"]))
            yield Line(line.number, {**line.cells, **said, "commune": commune})
        else:
            yield line


def _commune(departement: str, commune: str) -> str:
    """INSEE code from the département and the three digits that FINESS gives."""
    whole = commune if len(commune) == len("78586") else OVERSEAS_PREFIX.get(departement, departement) + commune
    return FORMER_CODES.get(whole, whole)


def _compiled(file: Path) -> Iterator[Line | Problem]:
    """The first line of each establishment."""
    met: set[str] = set()
    for line in lines(file, tuple(COMPILED.values())):
        if not isinstance(line, Line):
            yield line
        elif (number := str(line.cells[COMPILED["nofinesset"]])) not in met:
            met.add(number)
            said = {name: line.cells[title] for name, title in COMPILED.items()}
            yield Line(line.number, {**line.cells, **said})


def _activities(file: Path) -> dict[str, set[str]]:
    """By establishment, those of its authorised activities that people ask for."""
    found: dict[str, set[str]] = {}
    for line in lines(file, (*COMPILED.values(), ACTIVITY)):
        if isinstance(line, Line) and line.cells[ACTIVITY] in TOPICS_OF_ACTIVITY:
            found.setdefault(str(line.cells[COMPILED["nofinesset"]]), set()).add(str(line.cells[ACTIVITY]))
    return found
