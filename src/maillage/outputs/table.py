"""The table of communes as files carry it: every column of a diagnosis, rounded to what it can claim."""

from __future__ import annotations

import pandas as pd

from ..engine.diagnosis.columns import COLUMNS
from ..engine.diagnosis.result import Result

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
