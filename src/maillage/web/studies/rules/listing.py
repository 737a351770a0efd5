"""The list beside the map: its order, and what remains after a filter."""

from __future__ import annotations

import pandas as pd

from maillage.engine.territory.names import fold

ORDERS = {"nom": "name", "habitants": "population", "valeur": "value", "age": "share_75_plus"}


def ordered(rows: pd.DataFrame, order: str | None, *, descending: bool | None, worst_first: bool) -> pd.DataFrame:
    """Rows in the asked order, the badly served first by default; what is not known comes last whatever the order."""
    column = ORDERS.get(order or "", "value")
    ascending = worst_first if column == "value" else column == "name"
    if descending is not None:
        ascending = not descending
    if column == "name":
        return rows.sort_values("name", key=lambda names: names.map(fold), ascending=ascending, kind="stable")
    return rows.sort_values([column, "population"], ascending=[ascending, False], na_position="last", kind="stable")


def matching(rows: pd.DataFrame, text: str) -> pd.DataFrame:
    """Rows whose name, EPCI, code or postcode holds every word of the text."""
    kept = rows
    for word in fold(text).split():
        held = kept["haystack"].str.contains(word, regex=False)
        kept = kept[held]
    return kept
