"""Reads ``classification.toml``: text in, :class:`~.classification.Classification` out, or file, table and column of
what is wrong."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from .classification import (
    Basis,
    Classification,
    ClassificationError,
    Column,
    Erasure,
    Label,
    Nature,
    Purpose,
    Reason,
    Retention,
    Role,
    Source,
    Table,
    Via,
)

CHAPTERS = {"reasons", "purposes", "retentions", "tables"}
OF_PURPOSE = {"fr", "en", "basis", "law", "persons", "recipients"}
OF_RETENTION = {"fr", "en", "days", "at_least", "at_most", "law"}
OF_TABLE = {"fr", "en", "purpose", "retention", "expires", "forgotten", "erasure", "because", "source", "columns"}
OF_COLUMN = {
    "is", "fr", "en", "person", "via", "identity", "erasure", "anonymous", "because", "export", "source", "rectify",
}  # fmt: skip


def read_classification(text: str, *, file: str) -> Classification:
    """Raises ClassificationError: file, table, column, what is wrong, what to write."""
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ClassificationError(f"{file}: {error}.", hint="Mend the TOML there.") from error
    _known(told, CHAPTERS, file)
    reasons = {name: Reason(_label(line, f"{file}, reason {name}")) for name, line in told.get("reasons", {}).items()}
    purposes = {name: _purpose(name, line, f"{file}, purpose {name}") for name, line in told["purposes"].items()}
    retentions = {
        name: _retention(name, line, f"{file}, retention {name}") for name, line in told["retentions"].items()
    }
    tables = {
        name: _table(name, line, reasons, purposes, retentions, f"{file}, table {name}")
        for name, line in told["tables"].items()
    }
    return Classification(purposes, retentions, tables)


def _purpose(name: str, line: Mapping[str, Any], place: str) -> Purpose:
    _known(line, OF_PURPOSE, place)
    return Purpose(
        name,
        _label(line, place),
        _word(Basis, line, "basis", place),
        *(_label(line.get(key, {}), f"{place}, {key}") for key in ("law", "persons", "recipients")),
    )


def _retention(name: str, line: Mapping[str, Any], place: str) -> Retention:
    _known(line, OF_RETENTION, place)
    numbers = {key: line[key] for key in ("days", "at_least", "at_most") if key in line}
    return _made(place, Retention, name, _label(line, place), law=_label(line.get("law", {}), place), **numbers)


def _table(
    name: str,
    line: Mapping[str, Any],
    reasons: Mapping[str, Reason],
    purposes: Mapping[str, Purpose],
    retentions: Mapping[str, Retention],
    place: str,
) -> Table:
    _known(line, OF_TABLE, place)
    columns = {
        column: _column(column, said, line, reasons, f"{place}, column {column}")
        for column, said in line.get("columns", {}).items()
    }
    return _made(
        place,
        Table,
        name,
        _label(line, place),
        _one_of(purposes, line, "purpose", place),
        _one_of(retentions, line, "retention", place),
        _word(Erasure, line, "erasure", place, Erasure.KEEP),
        columns,
        line.get("expires", ""),
        line.get("forgotten", ""),
    )


def _column(
    name: str, line: Mapping[str, Any], table: Mapping[str, Any], reasons: Mapping[str, Reason], place: str
) -> Column:
    """What the line does not say is what the table says; what that does not say is the careful choice."""
    _known(line, OF_COLUMN, place)
    nature = _word(Nature, line, "is", place)
    about_people = nature in {Nature.PERSONAL, Nature.SENSITIVE}
    goes_with_row = table.get("erasure") == Erasure.DELETE
    because = line.get("because", table.get("because"))
    return _made(
        place,
        Column,
        name,
        nature,
        _label(line, place),
        Erasure.DELETE if goes_with_row else _word(Erasure, line, "erasure", place, Erasure.KEEP),
        line.get("export", about_people),
        _word(Source, {"source": table.get("source", "platform"), **line}, "source", place),
        role=_word(Role, line, "person", place) if "person" in line else None,
        via=_word(Via, line, "via", place, Via.KEY),
        identity=line.get("identity", ""),
        anonymous=line.get("anonymous"),
        because=None if because is None else _one_of(reasons, {"because": because}, "because", place),
        rectify=line.get("rectify", False),
    )


def _label(line: Mapping[str, Any], place: str) -> Label:
    return _made(place, Label, line.get("fr", ""), line.get("en", ""))


def _made(place: str, kind: type, *args: Any, **kwargs: Any) -> Any:
    """The value, or what it has against itself with the place where it was written."""
    try:
        return kind(*args, **kwargs)
    except ClassificationError as error:
        raise ClassificationError(f"{place}: {error.what}", hint=error.hint) from error


def _known(line: Mapping[str, Any], words: set[str], place: str) -> None:
    unknown = sorted(set(line) - words)
    if unknown:
        raise ClassificationError(
            f"{place}: {', '.join(unknown)} means nothing here.", hint=f"The words are {', '.join(sorted(words))}."
        )


def _word[Word: StrEnum](
    kind: type[Word], line: Mapping[str, Any], key: str, place: str, otherwise: Word | None = None
) -> Word:
    if key not in line and otherwise is not None:
        return otherwise
    try:
        return kind(line.get(key, ""))
    except ValueError:
        words = ", ".join(kind)
        raise ClassificationError(
            f"{place}: {key} is {line.get(key, 'missing')!r}.", hint=f"It is one of {words}."
        ) from None


def _one_of[Thing](things: Mapping[str, Thing], line: Mapping[str, Any], key: str, place: str) -> Thing:
    if line.get(key) not in things:
        raise ClassificationError(
            f"{place}: {key} is {line.get(key, 'missing')!r}.", hint=f"It is one of {', '.join(sorted(things))}."
        )
    return things[line[key]]
