"""What a source is, and what reading one of its files gives."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import SourceError

if TYPE_CHECKING:
    import pandas as pd

    from .head import Head

LICENCE_OUVERTE = "Licence Ouverte 2.0"


@dataclass(frozen=True)
class Table:
    """One file, read: a tidy table and where it comes from.

    ``frame`` is validated; a table about communes is indexed by ``code`` (str, INSEE) and its rows are
    those of the file, in the geography of the file. ``weights`` names, for each column that is a rate,
    the column of ``frame`` that weighs it when communes merge; every other number is a count, and is
    summed. ``vintage`` is the year (or date) that the figures describe. ``notes`` say in French how many
    rows could not be used, and why.
    """

    frame: pd.DataFrame
    vintage: str
    file: str
    sha256: str
    weights: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Source:
    """A file that somebody publishes: who, where, under which licence, and how to read it.

    ``page`` is the publisher's page about it, ``downloads`` the files themselves where their address is
    stable. ``recognises`` looks at the head of a file only; ``read`` reads it whole or raises a
    SourceError that says where it stopped. ``remark``: what people should know of the figures, in French.
    """

    name: str
    title: str
    publisher: str
    licence: str
    page: str
    recognises: Callable[[Head], bool]
    read: Callable[[Path], Table]
    downloads: tuple[str, ...] = ()
    remark: str = ""


def checksum(path: Path) -> str:
    """SHA-256 of a file, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def year_in_name(path: Path) -> str:
    """The year that the name of a file gives, for publishers who write it nowhere else. Raises SourceError."""
    years = re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", path.stem)
    if len(set(years)) != 1:
        raise SourceError(
            "The file does not say which year it is about.",
            file=path.name,
            found=", ".join(years) or path.name,
            expected=f"the year in the name, such as {re.sub(r'[_-]?(?:19|20)\d\d', '', path.stem)}_2019{path.suffix}",
            hint="Give the file its published name.",
        )
    return years[0]
