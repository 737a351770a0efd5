"""An assessment as tables: one row a commune, one row an IRIS, and what each column is."""

from __future__ import annotations

import pandas as pd

from ...engine.fragility.assessment import Assessment
from ...engine.fragility.columns import columns
from ...engine.fragility.help_points import Effect

# Two decimals more than a page shows: enough to sum and sort again, without pretending to more.
SPARE_DECIMALS = 2


def commune_table(found: Assessment, effect: Effect | None = None) -> pd.DataFrame:
    """Indexed by commune code, without the axes that nothing tells of. ``effect`` adds the minutes to help after it."""
    known = columns(found.known)
    decimals = {column.name: column.decimals + SPARE_DECIMALS for column in known}
    table = found.communes[[column.name for column in known]]
    table = table.round({name: places for name, places in decimals.items() if table[name].dtype.kind == "f"})
    return table if effect is None else table.assign(value_help_after=effect.after.reindex(table.index).round(2))


def iris_table(found: Assessment) -> pd.DataFrame:
    """What the user's files say of each IRIS, with the commune that it is in; empty if they say nothing so fine."""
    if found.iris.empty:
        return found.iris
    names = found.iris["code"].map(found.communes["name"])
    return found.iris.rename(columns={"code": "commune"}).assign(commune_name=names).round(4)


def column_table(found: Assessment) -> pd.DataFrame:
    """Label, unit and method of each column of :func:`commune_table`, in French."""
    rows = [(column.name, column.label, column.unit, column.method) for column in columns(found.known)]
    return pd.DataFrame(rows, columns=["column", "label", "unit", "method"])
