"""Divisions of the code officiel géographique, in INSEE's table of a year or in Etalab's list, which names none."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandera.pandas as pa

from .delimited import Delimited, read_delimited
from .json_list import read_json_list
from .schema import tidy
from .source import Table, checksum, year_in_name

# By tidy name, the title in the file and what it may hold.
Columns = Mapping[str, tuple[str, pa.Column]]


def read_divisions(path: Path, *, form: Delimited, in_table: Columns, in_list: Columns) -> Table:
    """Indexed by ``code``. Raises :class:`~maillage.engine.errors.SourceError`, which names line and column."""
    if path.suffix.lower() == ".json":
        titles = [title for title, _column in in_list.values()]
        frame, year = tidy(read_json_list(path, required=titles), in_list), ""
    else:
        frame, year = tidy(read_delimited(path, form), in_table), year_in_name(path)
    return Table(frame.set_index("code").sort_index(), year, path.name, checksum(path))
