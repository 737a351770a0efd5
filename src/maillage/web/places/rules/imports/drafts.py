"""From the cells of a row to what may become a place, or to every fault of the row."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import isfinite
from typing import NamedTuple

from maillage.web.marking import _
from maillage.web.messages.rules.phone import normal_phone

from ..hours import HoursError, normal_hours
from .table import FileError, Row, Table, fold

FAULTS = {
    "missing": _("il manque une valeur"),
    "long": _("c’est trop long"),
    "twice": _("cette valeur est déjà à une autre ligne"),
    "postcode": _("un code postal a cinq chiffres"),
    "code": _("ce n’est pas un code INSEE : cinq caractères, comme 78517"),
    "commune": _("cette commune n’existe pas, ou plusieurs portent ce nom : donnez son code INSEE"),
    "number": _("ce n’est pas un nombre en degrés"),
    "half": _("donnez latitude et longitude, ou aucune des deux"),
    "far": _("ce point est loin de la commune"),
    "point": _("le point de cette mairie n’est pas connu : donnez latitude et longitude"),
    "phone": _("ce n’est pas un numéro de téléphone"),
    "email": _("ce n’est pas une adresse e-mail"),
    "hours": _("ces horaires ne se lisent pas en syntaxe OpenStreetMap"),
    "word": _("ce mot n’est pas dans la liste"),
    "call": _("les habitants doivent pouvoir appeler"),
    "cells": _("cette ligne n’a pas autant de cases que de titres"),
    "public": _("ce lieu n’accueille pas de public"),
}
# As the columns of the table of places hold them.
LONGEST = {"key": 80, "name": 160, "address": 200, "getting_there": 500, "hours": 500, "commune": 80, "email": 254}
_EMAIL = re.compile(r"[^@\s|]+@[^@\s|]+\.[^@\s|.]+")
_POSTCODE = re.compile(r"\d{5}", re.ASCII)
_CODE = re.compile(r"(?:[013-9]\d|2[AB1-9])\d{3}", re.ASCII)


class Fault(NamedTuple):
    """``code``: a key of FAULTS; ``column``: its title in the file, empty for the whole line."""

    line: int
    column: str
    code: str
    value: str = ""


@dataclass(frozen=True)
class Draft:
    """A place as a file or a scenario tells of it. ``key``: what the source calls it; ``code``: INSEE code of its
    ``commune``, if it was given; ``lat``, ``lon`` None: its town hall."""

    key: str
    name: str
    kind: str = "other"
    address: str = ""
    postcode: str = ""
    commune: str = ""
    code: str = ""
    lat: float | None = None
    lon: float | None = None
    phone: str = ""
    email: str = ""
    hours: str = ""
    step_free: str = "unknown"
    getting_there: str = ""
    is_public: bool = False
    line: int = 0


class FaultyError(ValueError):
    """``code``: a key of FAULTS."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


type Reader = Callable[[str], object]


@dataclass(frozen=True)
class Format:
    """How a sort of list is written. ``columns``: field of Draft -> folded title; ``readers``: of what is not plain
    text; ``required``: fields without which there is no place; ``more``: what else a row may be refused for."""

    columns: Mapping[str, str]
    readers: Mapping[str, Reader]
    required: Sequence[str]
    more: Callable[[Row], Iterator[tuple[str, str]]] = field(default=lambda _row: iter(()))


def read_drafts(table: Table, form: Format) -> tuple[list[Draft], list[Fault]]:
    """What can be read, and every fault of what cannot, in order of lines. Raises FileError for a column that is
    missing."""
    for name in form.required:
        if form.columns[name] not in table.titles:
            raise FileError("column", column=form.columns[name])
    drafts: list[Draft] = []
    faults: list[Fault] = []
    keys: set[str] = set()
    for row in table.rows:
        draft, wrong = _draft(row, table, form)
        if draft is not None and draft.key in keys:
            wrong.append(Fault(row.line, table.titles[form.columns["key"]], "twice", draft.key))
        if draft is not None:
            keys.add(draft.key)
        if wrong or draft is None:
            faults += wrong
        else:
            drafts.append(draft)
    return drafts, faults


def _draft(row: Row, table: Table, form: Format) -> tuple[Draft | None, list[Fault]]:
    if not row.fits:
        return None, [Fault(row.line, "", "cells")]
    said: dict[str, object] = {"line": row.line}
    faults: list[Fault] = []
    for name, title in form.columns.items():
        cell = row.cells.get(title, "")
        try:
            said |= {name: _read(name, cell, form)} if cell or name in form.required else {}
        except FaultyError as error:
            faults.append(Fault(row.line, table.titles.get(title, title), error.code, cell))
    faults += [Fault(row.line, table.titles.get(title, title), code) for title, code in form.more(row)]
    if not faults:
        faults = [Fault(row.line, table.titles.get(form.columns[name], name), code) for name, code in _together(said)]
    return (None, faults) if faults else (Draft(**said), [])


def _read(name: str, cell: str, form: Format) -> object:
    if not cell:
        raise FaultyError("missing")
    if len(cell) > LONGEST.get(name, 200):
        raise FaultyError("long")
    return form.readers[name](cell) if name in form.readers else cell


def _together(said: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """(field, code) of what does not go together."""
    if (said.get("lat") is None) != (said.get("lon") is None):
        yield "lat" if said.get("lat") is None else "lon", "half"
    if said.get("is_public") and not said.get("phone"):
        yield "phone", "call"


def postcode(cell: str) -> str:
    # Spreadsheets take the zero of the first départements away.
    said = cell.replace(" ", "").zfill(5)
    if not _POSTCODE.fullmatch(said):
        raise FaultyError("postcode")
    return said


def code(cell: str) -> str:
    said = cell.upper().zfill(5)
    if not _CODE.fullmatch(said):
        raise FaultyError("code")
    return said


def degrees(most: float) -> Reader:
    def read(cell: str) -> float:
        try:
            found = float(cell.replace(",", "."))
        except ValueError:
            raise FaultyError("number") from None
        if not isfinite(found) or abs(found) > most:
            raise FaultyError("number")
        return found

    return read


def phone(cell: str) -> str:
    try:
        return normal_phone(cell)
    except ValueError:
        raise FaultyError("phone") from None


def email(cell: str) -> str:
    if not _EMAIL.fullmatch(cell):
        raise FaultyError("email")
    return cell


def hours(cell: str) -> str:
    try:
        return normal_hours(cell)
    except HoursError:
        raise FaultyError("hours") from None


def one_of(words: Mapping[str, object]) -> Reader:
    """``words``: folded -> what it stands for."""

    def read(cell: str) -> object:
        try:
            return words[fold(cell)]
        except KeyError:
            raise FaultyError("word") from None

    return read


READERS: Mapping[str, Reader] = {
    "postcode": postcode,
    "code": code,
    "lat": degrees(90),
    "lon": degrees(180),
    "phone": phone,
    "email": email,
    "hours": hours,
}
