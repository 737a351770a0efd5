"""What other travel times change in a diagnosis."""

from __future__ import annotations

import pandas as pd

from .result import Result


def changes(before: Result, after: Result) -> pd.DataFrame:
    """Computed APL of every commune of both, the largest change first.

    Indexed by commune code; columns ``name``, ``apl_before``, ``apl_after``, ``change`` (after - before, in acts a year
    and person). Communes for which either is not known are left out.
    """
    table = pd.DataFrame(
        {
            "name": after.communes["name"],
            "apl_before": before.communes["apl_computed"],
            "apl_after": after.communes["apl_computed"],
        }
    ).dropna()
    table["change"] = table["apl_after"] - table["apl_before"]
    return table.sort_values("change", key=lambda change: -change.abs(), kind="stable")
