"""The order of the list beside the map."""

from __future__ import annotations

import pandas as pd

from maillage.engine.territory.names import fold

ORDERS = {"nom": "name", "habitants": "population", "valeur": "order", "personnes": "people"}


def ordered(rows: pd.DataFrame, order: str, *, descending: bool | None) -> pd.DataFrame:
    """Rows in the asked order, the most fragile first by default; what is not known comes last whatever the order.

    ``order`` of a row: larger comes first. Names begin at A.
    """
    column = ORDERS.get(order, "order")
    ascending = column == "name" if descending is None else not descending
    if column == "name":
        return rows.sort_values("name", key=lambda names: names.map(fold), ascending=ascending, kind="stable")
    return rows.sort_values([column, "population"], ascending=[ascending, False], na_position="last", kind="stable")
