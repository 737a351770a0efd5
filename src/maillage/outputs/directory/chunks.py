"""Long files piece by piece: no more than some rows are held at a time."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from itertools import batched

from ...engine.sources.directory.plain import plain

type Cell = str | int | float | None

ROWS = 200


def csv_chunks(head: Sequence[str], rows: Iterable[Sequence[Cell]], *, separator: str = ",") -> Iterator[str]:
    """A table, its titles first."""
    yield _csv([head], separator)
    for some in batched(rows, ROWS):
        yield _csv(some, separator)


def json_chunks(items: Iterable[object]) -> Iterator[str]:
    """A list of objects, one a line."""
    before = "[\n"
    for some in batched(items, ROWS):
        yield before + ",\n".join(json.dumps(item, ensure_ascii=False, allow_nan=False) for item in some)
        before = ",\n"
    yield "\n]\n" if before == ",\n" else "[]\n"


def harmless_text(said: str, most: int | None = None) -> str:
    """Plain text that no spreadsheet takes for a formula: it begins with none of = + - @, tab or line break.

    Readers do the same with what comes in. An apostrophe would become part of what a standard carries to others.

    >>> harmless_text("=1+1 <b>place</b>")
    '1+1 place'
    """
    return plain(said, breaks=True).text[:most].rstrip()


def _csv(rows: Iterable[Sequence[Cell]], separator: str) -> str:
    out = StringIO()
    csv.writer(out, delimiter=separator, lineterminator="\r\n").writerows(rows)
    return out.getvalue()
