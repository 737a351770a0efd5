"""Where who cannot spell, or does not know the word, begins: a picture and a few words for every topic."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ..rules.tiles import FIRST, GROUPS
from ..rules.words import TOPICS


@dataclass(frozen=True)
class Tile:
    code: str
    title: str
    sentence: str


@dataclass(frozen=True)
class Group:
    title: str
    tiles: tuple[Tile, ...]


def first_tiles() -> tuple[Tile, ...]:
    return tiles(FIRST)


def other_tiles() -> tuple[Group, ...]:
    return tuple(Group(_(title), tiles(codes)) for title, codes in GROUPS.items())


def tiles(codes: Iterable[str]) -> tuple[Tile, ...]:
    """Of these topics, in this order; a code without words is left out."""
    known = ((code, TOPICS[code]) for code in codes if code in TOPICS)
    return tuple(Tile(code, _(topic.title), _(topic.sentence)) for code, topic in known)
