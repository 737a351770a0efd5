"""The table of communes as files carry it: every column of a diagnosis, rounded to what it can claim."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from ..engine.diagnosis.columns import COLUMNS
from ..engine.diagnosis.figures import columns_of
from ..engine.diagnosis.result import Result
from ..engine.sources.provenance import Provenance

# Two decimals more than a page shows: enough to sum and sort again, without pretending to more.
SPARE_DECIMALS = 2


def commune_table(result: Result) -> pd.DataFrame:
    """Columns of :data:`~maillage.engine.diagnosis.columns.COLUMNS`, without geometry, indexed by commune code."""
    table = pd.DataFrame(result.communes.drop(columns="geometry"))
    decimals = {
        column.name: column.decimals + SPARE_DECIMALS
        for column in COLUMNS
        if pd.api.types.is_float_dtype(table[column.name])
    }
    return table.round(decimals)


def column_table(result: Result) -> pd.DataFrame:
    """What each column of the table of communes is: label, unit, how it is made, and who published what it is made of.

    One row a column, in their order; ``source`` holds title, publisher, vintage and licence of each publication.
    """
    published = {line.column: line for line in result.provenance}
    rows = [
        (column.name, column.label, column.unit, column.method, column.sources) for column in columns_of(result.year)
    ]
    described = {name for name, *_ in rows}
    imported = [str(name) for name in result.communes.columns if name != "geometry" and name not in described]
    rows += [(name, name, "", "", (name,)) for name in imported]
    return pd.DataFrame(
        [(*head, _publications(published[name] for name in sources if name in published)) for *head, sources in rows],
        columns=["column", "label", "unit", "method", "source"],
    )


def _publications(lines: Iterable[Provenance]) -> str:
    told = (f"{line.title}, {line.publisher}, {line.vintage} ({line.licence})" for line in lines)
    return " ; ".join(dict.fromkeys(told))
