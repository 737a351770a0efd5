"""Delimited text (CSV), strictly: every row has every cell, and an error names its line."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
from pyarrow import csv as arrow_csv

from ..errors import SourceError
from .cells import Cells, require_columns
from .head import Head

CHUNK_BYTES = 1 << 20
# Arrow reads some twenty blocks ahead: this bounds what a file of any size takes.
BLOCK_BYTES = 2 << 20


@dataclass(frozen=True)
class Delimited:
    """The form of a delimited text file, as its publisher describes it.

    The first of ``encodings`` that the whole file can be decoded with, and the separator of ``separators``
    that cuts the header into ``required`` (of equals, into the most cells), are taken. ``columns`` are those
    to read (all of them where empty); ``skipped_lines`` stand above the header. A publisher's file without a
    header gives ``header``.
    """

    required: tuple[str, ...]
    separators: tuple[str, ...] = (",",)
    encodings: tuple[str, ...] = ("utf-8-sig",)
    columns: tuple[str, ...] = ()
    skipped_lines: int = 0
    header: tuple[str, ...] = ()
    quote: str | None = '"'


def read_delimited(path: Path, form: Delimited) -> Cells:
    """The whole file. Raises SourceError at the first thing that is not as published."""
    parts = [part for part in stream_delimited(path, form) if len(part)]
    if not parts:
        raise SourceError("The file has a header but no rows.", file=path.name, hint="Download it again.")
    frame = pd.concat([part.frame for part in parts], ignore_index=True)
    return Cells(path.name, frame, np.concatenate([part.lines for part in parts]))


def stream_delimited(path: Path, form: Delimited) -> Iterator[Cells]:
    """The file in pieces of some 2 MB, with the same strictness: memory does not grow with the file.

    Lines count from 1. They are exact as long as the columns that are not read hold no line breaks.
    """
    encoding = encoding_of(path, form.encodings, expected="delimited text (CSV)")
    separator, header = _header(path, form, encoding)
    first_line = form.skipped_lines + (1 if form.header else 2)
    refused: list[arrow_csv.InvalidRow] = []
    next_line = first_line
    # A spreadsheet leaves columns without a title at the end: they are one.
    wanted = list(dict.fromkeys(header.index(column) for column in form.columns or header if column in header))
    try:
        with arrow_csv.open_csv(
            path,
            read_options=arrow_csv.ReadOptions(
                use_threads=False,
                block_size=BLOCK_BYTES,
                encoding=encoding.removesuffix("-sig"),
                skip_rows=first_line - 1,
                column_names=[str(place) for place in range(len(header))],
            ),
            parse_options=arrow_csv.ParseOptions(
                delimiter=separator,
                quote_char=form.quote or False,
                double_quote=bool(form.quote),
                newlines_in_values=bool(form.quote),
                ignore_empty_lines=False,
                invalid_row_handler=lambda row: refused.append(row) or "error",
            ),
            convert_options=arrow_csv.ConvertOptions(
                column_types={str(place): pa.string() for place in range(len(header))},
                strings_can_be_null=False,
                include_columns=[str(place) for place in wanted],
            ),
        ) as reader:
            for batch in reader:
                frame = batch.to_pandas().set_axis([header[place] for place in wanted], axis=1)
                lines, next_line = _lines(frame, next_line, breaks=bool(form.quote))
                # Arrow gives an empty line as a row of empty cells.
                yield Cells(path.name, frame, lines).where(~frame.eq("").all(axis=1))
    except pa.ArrowInvalid as error:
        raise _unreadable(path, form, encoding, separator, refused, error) from error


def _lines(frame: pd.DataFrame, first: int, *, breaks: bool) -> tuple[np.ndarray, int]:
    """Line on which each row begins, and the line after them all: a quoted cell may hold line breaks."""
    height = np.ones(len(frame), dtype=int)
    for column in frame if breaks else ():
        height += frame[column].str.count("\n").to_numpy(int)
    return first + np.cumsum(height) - height, first + int(height.sum())


def encoding_of(path: Path, encodings: Sequence[str], *, expected: str) -> str:
    """The first that the whole file can be decoded with. Raises SourceError, which says what was ``expected``."""
    if b"\0" in Head.of(path).start:
        raise SourceError("The file is not text.", file=path.name, expected=expected)
    for encoding in encodings:
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            with path.open("rb") as file:
                while chunk := file.read(CHUNK_BYTES):
                    decoder.decode(chunk)
                decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            continue
        return encoding
    raise SourceError("The letters of the file cannot be read.", file=path.name, expected=" or ".join(encodings))


def _header(path: Path, form: Delimited, encoding: str) -> tuple[str, list[str]]:
    if form.header:
        return form.separators[0], list(form.header)
    with path.open(encoding=encoding, newline="") as file:
        for _ in range(form.skipped_lines):
            file.readline()
        line = file.readline()
    headers = {
        separator: [cell.strip() for cell in next(csv.reader([line], delimiter=separator), [])]
        for separator in form.separators
    }
    separator = max(headers, key=lambda each: (len(set(headers[each]).intersection(form.required)), len(headers[each])))
    titles = [] if form.columns else [title for title in headers[separator] if title]
    require_columns(headers[separator], (*form.required, *titles), file=path.name, line=form.skipped_lines + 1)
    return separator, headers[separator]


def _unreadable(
    path: Path,
    form: Delimited,
    encoding: str,
    separator: str,
    refused: Sequence[arrow_csv.InvalidRow],
    error: Exception,
) -> SourceError:
    hint = "The file may be truncated: download it again."
    if not refused:
        return SourceError(
            "The file cannot be cut into rows and cells.",
            file=path.name,
            found=str(error).splitlines()[0][:160],
            expected="delimited text (CSV)",
            hint=hint,
        )
    row = refused[0]
    return SourceError(
        "A row is cut short." if row.actual_columns < row.expected_columns else "A row has too many cells.",
        file=path.name,
        line=_line_of_row(path, form, encoding, separator, row.number),
        found=f"{row.actual_columns} cells: {row.text[:80]}",
        expected=f"{row.expected_columns} cells",
        hint=hint,
    )


def _line_of_row(path: Path, form: Delimited, encoding: str, separator: str, number: int) -> int:
    """Line on which row ``number`` (counted from 1 at the top of the file) begins."""
    quoting = csv.QUOTE_MINIMAL if form.quote else csv.QUOTE_NONE
    with path.open(encoding=encoding, newline="") as file:
        reader = csv.reader(file, delimiter=separator, quotechar=form.quote or '"', quoting=quoting)
        for _ in range(number - 1):
            next(reader)
        return reader.line_num + 1
