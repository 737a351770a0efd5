"""The sources by name. Listing their names imports none of them; asking for one imports that one."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from ..errors import SourceError
from .head import Head
from .source import Source

# In the order in which a file is offered to them: the most particular forms first.
NAMES = (
    "apl",
    "apl_history",
    "bpe",
    "cartosante",
    "cog",
    "cog_movements",
    "communes",
    "conseillers_numeriques",
    "departements",
    "digital_axes",
    "diploma",
    "epci",
    "etalab_communes",
    "fibre",
    "filosofi",
    "finess",
    "fragility",
    "france_services",
    "grids",
    "living_zones",
    "outlines",
    "population",
    "regions",
    "rpps",
    "sirse",
    "zoning",
)


def source(name: str) -> Source:
    """The source of that name. Raises SourceError, with the names there are."""
    if name not in NAMES:
        raise SourceError(f"There is no source named {name!r}.", expected=", ".join(NAMES))
    return import_module(f".{name}", __package__).SOURCE


def sources() -> Iterator[Source]:
    """All of them, one after the other."""
    return (source(name) for name in NAMES)


def recognise(path: Path) -> Source:
    """The source whose published form the file has. Raises SourceError where it is none of them."""
    head = Head.of(path)
    for candidate in sources():
        if candidate.recognises(head):
            return candidate
    first = head.first_lines[0][:120] if b"\0" not in head.start and head.first_lines else "not text"
    raise SourceError(
        "This is not a file that maillage knows.",
        file=path.name,
        found=first,
        expected="one of: " + ", ".join(NAMES),
        hint="`maillage sources list` says where each file is published.",
    )
