"""Places of the directory where somebody is received who is not well, kind by kind."""

from __future__ import annotations

from dataclasses import dataclass

from maillage.web.bookings.queries.travel import Origin, UnknownOriginError, origin_of
from maillage.web.directory.models import Entry
from maillage.web.directory.queries.found import Line
from maillage.web.directory.queries.search import find
from maillage.web.messages.rules.phone import readable_phone

from ..rules.structures import STRUCTURES, Structure

# Near a commune the first few are what one needs; without one, the page is a list to pin up.
NEAREST, ALL = 5, 60


@dataclass(frozen=True)
class Spot:
    """``minutes`` by car, None if nobody asked from where; ``phone``: as one reads it out."""

    entry: Entry
    minutes: int | None
    is_approximate: bool
    phone: str


@dataclass(frozen=True)
class Section:
    structure: Structure
    spots: tuple[Spot, ...]


@dataclass(frozen=True)
class Nearby:
    """``near``: from where minutes count. ``towns``: (code, name, context) of the communes that may be meant.
    ``is_unknown``: no commune is called so."""

    sections: tuple[Section, ...]
    near: Origin | None = None
    towns: tuple[tuple[str, str, str], ...] = ()
    is_unknown: bool = False


def nearby(where: str) -> Nearby:
    """``where``: a commune as people write it, or its code; empty for all of them."""
    try:
        near = origin_of(where) if where else None
    except UnknownOriginError as unknown:
        return Nearby(_sections(None), towns=tuple(unknown.suggestions), is_unknown=not unknown.suggestions)
    return Nearby(_sections(near), near)


def _sections(near: Origin | None) -> tuple[Section, ...]:
    return tuple(Section(each, tuple(_spot(line) for line in _lines(each, near))) for each in STRUCTURES)


def _lines(structure: Structure, near: Origin | None) -> tuple[Line, ...]:
    asked = {"kinds": (structure.kind,), "topics": structure.topics, "at_most": NEAREST if near else ALL}
    return find(near=near, **asked).lines


def _spot(line: Line) -> Spot:
    minutes = None if line.minutes is None else max(1, round(line.minutes))
    return Spot(line.entry, minutes, line.approximate, readable_phone(line.entry.phone))
