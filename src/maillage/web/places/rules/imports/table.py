"""A file that somebody's spreadsheet wrote, as rows of text; or a JSON list of flat objects."""

from __future__ import annotations

import csv
import json
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from itertools import islice

from maillage.web.marking import _

LINES_AT_MOST = 500
CELL_AT_MOST = 5_000

REFUSALS = {
    "empty": _("Le fichier est vide, ou n’a que ses titres."),
    "workbook": _("C’est un classeur : enregistrez-le au format CSV dans votre tableur."),
    "not-text": _("Ce n’est pas un fichier de texte : enregistrez votre liste au format CSV."),
    "letters": _("Les lettres ne se lisent pas : enregistrez le fichier en UTF-8."),
    "not-csv": _("Ligne %(line)d : ce n’est pas une ligne de tableau. Un guillemet manque peut-être."),
    "not-json": _("Ce fichier JSON ne se lit pas, ou n’est pas une liste d’objets."),
    "too-long": _("Le fichier a plus de %(most)d lignes : coupez-le, ou gardez celles de votre territoire."),
    "column": _("La colonne « %(column)s » manque."),
    "twice": _("La colonne « %(column)s » est là deux fois."),
}


class FileError(Exception):
    """Nothing of the file can be taken. ``reason``: a key of REFUSALS; ``told``: what its sentence needs."""

    def __init__(self, reason: str, **told: object) -> None:
        super().__init__(reason)
        self.reason, self.told = reason, told


@dataclass(frozen=True)
class Row:
    """``line``: where it begins in the file, or the number of the object, from 1. ``cells``: by folded title, without
    blanks around; ``fits``: whether it has as many cells as there are titles."""

    line: int
    cells: Mapping[str, str]
    fits: bool = True


@dataclass(frozen=True)
class Table:
    """``titles``: as they were written, by their folded form."""

    titles: Mapping[str, str]
    rows: Sequence[Row]


def fold(title: str) -> str:
    """Under which two ways of writing a title are one.

    >>> fold(" Code-postal "), fold("Téléphone")
    ('code_postal', 'telephone')
    """
    letters = unicodedata.normalize("NFKD", title.casefold())
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return "_".join("".join(letter if letter.isalnum() else " " for letter in plain).split())


def read_table(content: bytes) -> Table:
    """CSV with ``;``, ``,`` or tabs, in UTF-8 or as Windows writes French; or JSON. Raises FileError."""
    text = _decoded(content)
    return _of_json(text) if text.lstrip()[:1] in ("[", "{") else _of_csv(text)


def _decoded(content: bytes) -> str:
    if content.startswith(b"PK"):
        raise FileError("workbook")
    if b"\0" in content:
        raise FileError("not-text")
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise FileError("letters")


def _of_csv(text: str) -> Table:
    head = text.lstrip().partition("\n")[0]
    mark = max((";", ",", "\t"), key=head.count)
    lines = _lines(text, mark)
    titles = next(lines, (0, []))[1]
    folded = _titles(titles)
    found = [
        Row(line, {name: cell.strip() for name, cell in zip(folded, cells, strict=False)}, len(cells) == len(titles))
        for line, cells in islice(lines, LINES_AT_MOST + 1)
    ]
    return _table(dict(zip(folded, titles, strict=True)), found)


def _lines(text: str, mark: str) -> Iterator[tuple[int, list[str]]]:
    """Those that are not blank, each with the line of the file on which it begins."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=mark, strict=True)
    begins = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield begins, cells
            begins = reader.line_num + 1
    except csv.Error as error:
        raise FileError("not-csv", line=begins) from error


def _titles(titles: Sequence[str]) -> list[str]:
    # Spreadsheets leave columns without a title at the end: each is told apart by its place, and asked for by nobody.
    folded = [fold(title) or f"#{at}" for at, title in enumerate(titles)]
    if not folded:
        raise FileError("empty")
    for at, name in enumerate(folded):
        if name in folded[:at]:
            raise FileError("twice", column=titles[at])
    return folded


def _of_json(text: str) -> Table:
    try:
        listed = json.loads(text, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise FileError("not-json") from error
    if not isinstance(listed, list) or not all(isinstance(each, dict) for each in listed):
        raise FileError("not-json")
    titles = {fold(name): name for each in listed[: LINES_AT_MOST + 1] for name in each}
    found = [
        Row(number, {fold(name): _said(value) for name, value in each.items()})
        for number, each in enumerate(listed[: LINES_AT_MOST + 1], start=1)
    ]
    return _table(titles, found)


def _refuse(constant: str) -> None:
    raise ValueError(constant)


def _said(value: object) -> str:
    """A list as the standard writes it: its parts between bars. What is no text nor number says nothing."""
    if isinstance(value, list):
        return "|".join(filter(None, map(_said, value)))
    return str(value).strip() if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _table(titles: Mapping[str, str], rows: Sequence[Row]) -> Table:
    if not rows:
        raise FileError("empty")
    if len(rows) > LINES_AT_MOST:
        raise FileError("too-long", most=LINES_AT_MOST)
    return Table(titles, rows)
