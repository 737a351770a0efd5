"""The lines of a list, one after the other, whatever it is written in: CSV, a JSON list, JSON lines or Parquet.

What is wrong with one line is a problem of that line, and the next one is read. A file that breaks off is refused
whole.
"""

from __future__ import annotations

import codecs
import csv
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ...errors import SourceError
from ..cells import require_columns
from ..delimited import encoding_of
from ..head import Head
from .problem import Problem, problem

SEPARATORS = (",", ";", "\t", "|")
# A spreadsheet on a French Windows writes the second.
ENCODINGS = ("utf-8-sig", "cp1252")
BATCH_ROWS = 2_000
# Objects whose keys are joined to know the columns of a list: publishers leave out keys that have no value.
KEYS_OF = 50
PARQUET = b"PAR1"
TRUNCATED = "The file may be truncated: download it again."


@dataclass(frozen=True, slots=True)
class Line:
    """``number``: of the line in the file, from 1; in a list of objects, of the object."""

    number: int
    cells: Mapping[str, Any]


def columns_of(head: Head) -> frozenset[str]:
    """Names of the columns, or of the keys at the beginning of the file."""
    if head.start.startswith(PARQUET):
        return _parquet_columns(head.path)
    return head.json_keys or frozenset(column.strip('"') for column in head.columns)


def lines(path: Path, required: Sequence[str], *, title: Callable[[str], str] = str.strip) -> Iterator[Line | Problem]:
    """Every line with its cells by title. Raises SourceError where a required column is missing, where the letters
    cannot be read, and where the file breaks off. ``title``: what to call a column of a table that has this title.
    """
    head = Head.of(path)
    opening = head.start.removeprefix(codecs.BOM_UTF8).lstrip()[:1]
    if head.start.startswith(PARQUET):
        return _of_parquet(path, required)
    if opening == b"[":
        return _of_objects(path, required)
    if opening == b"{":
        return _of_json_lines(path, required)
    return _of_table(path, required, title)


def _of_table(path: Path, required: Sequence[str], title: Callable[[str], str]) -> Iterator[Line | Problem]:
    encoding = text_encoding(path)
    with path.open(encoding=encoding, newline="") as file:
        first = file.readline()
        separator = max(SEPARATORS, key=lambda each: len(next(csv.reader([first], delimiter=each), [])))
        titles = [title(each) for each in next(csv.reader([first], delimiter=separator), [])]
        require_columns(titles, required, file=path.name)
        reader = csv.reader(file, delimiter=separator)
        begins = 2
        try:
            for row in reader:
                # A spreadsheet leaves empty lines, and empty cells after the last title.
                if any(cell.strip() for cell in row):
                    yield _line(begins, titles, row)
                begins = reader.line_num + 2
        except csv.Error as error:
            raise SourceError(
                "The file cannot be cut into rows and cells.",
                file=path.name,
                line=begins,
                found=str(error),
                expected="delimited text (CSV)",
                hint=TRUNCATED,
            ) from error


def _line(number: int, titles: list[str], row: list[str]) -> Line | Problem:
    if len(row) < len(titles) or any(row[len(titles) :]):
        return problem("cells", number, found=str(len(row)), expected=str(len(titles)), refused=True)
    return Line(number, dict(zip(titles, row, strict=False)))


def text_encoding(path: Path) -> str:
    """Raises SourceError where it is none of those that lists are written in."""
    return encoding_of(path, ENCODINGS, expected="CSV, JSON or Parquet")


def _of_objects(path: Path, required: Sequence[str]) -> Iterator[Line | Problem]:
    import ijson

    with path.open("rb") as file:
        if file.read(len(codecs.BOM_UTF8)) != codecs.BOM_UTF8:
            file.seek(0)
        items = ijson.items(file, "item")
        try:
            yield from _objects(path, enumerate(items, start=1), required)
        except (ijson.JSONError, UnicodeDecodeError, ValueError) as error:
            raise SourceError(
                "The JSON breaks off.",
                file=path.name,
                found=" ".join(str(error).split())[:120],
                expected="a list of objects",
                hint=TRUNCATED,
            ) from error


def _of_json_lines(path: Path, required: Sequence[str]) -> Iterator[Line | Problem]:
    with path.open("rb") as file:
        yield from _objects(path, _parsed(path, file), required)


def _parsed(path: Path, file: Iterator[bytes]) -> Iterator[tuple[int, Any]]:
    for number, text in enumerate(file, start=1):
        if text.strip():
            try:
                yield number, json.loads(text.decode("utf-8-sig"))
            except (ValueError, RecursionError) as error:
                raise SourceError(
                    "The JSON breaks off.",
                    file=path.name,
                    line=number,
                    found=str(error)[:120],
                    expected="one object a line",
                    hint=TRUNCATED,
                ) from error


def _objects(path: Path, numbered: Iterator[tuple[int, Any]], required: Sequence[str]) -> Iterator[Line | Problem]:
    """Objects as lines, once the first of them have shown that they have the keys."""
    first: list[tuple[int, Any]] = []
    checked = False
    for numbered_item in numbered:
        if checked:
            yield _object(*numbered_item)
            continue
        first.append(numbered_item)
        if len(first) == KEYS_OF:
            _require_keys(path, first, required)
            yield from (_object(*each) for each in first)
            checked = True
    if not checked:
        _require_keys(path, first, required)
        yield from (_object(*each) for each in first)


def _require_keys(path: Path, first: Sequence[tuple[int, Any]], required: Sequence[str]) -> None:
    keys = dict.fromkeys(key for _, item in first if isinstance(item, dict) for key in item)
    if keys:
        require_columns(list(keys), required, file=path.name)


def _object(number: int, item: Any) -> Line | Problem:
    if not isinstance(item, dict):
        return problem("object", number, found=str(item), refused=True)
    return Line(number, item)


def _parquet_columns(path: Path) -> frozenset[str]:
    import pyarrow as pa
    from pyarrow import parquet

    try:
        return frozenset(parquet.read_schema(path).names)
    except (pa.ArrowException, OSError):
        return frozenset()


def _of_parquet(path: Path, required: Sequence[str]) -> Iterator[Line | Problem]:
    import pyarrow as pa
    from pyarrow import parquet

    try:
        with parquet.ParquetFile(path) as file:
            require_columns(file.schema_arrow.names, required, file=path.name)
            number = 0
            for batch in file.iter_batches(BATCH_ROWS, use_threads=False):
                for item in batch.to_pylist():
                    number += 1
                    yield Line(number, item)
    except (pa.ArrowException, OSError) as error:
        raise SourceError(
            "The file cannot be read.",
            file=path.name,
            found=str(error).splitlines()[0][:160],
            expected="Parquet",
            hint=TRUNCATED,
        ) from error
