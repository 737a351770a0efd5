"""The priority under other weights than those of the diagnosis: a few tens of milliseconds, and nothing is written."""

from __future__ import annotations

from dataclasses import asdict, replace
from functools import lru_cache
from math import isclose

import pandas as pd

from maillage.engine.access.priority import PriorityWeights
from maillage.web.territories.queries import reference

from .diagnoses import Sheet


def weighed(sheet: Sheet, weights: PriorityWeights, written: str) -> Sheet:
    """The sheet as ``weights`` make it, ``written`` kept for its links; the same sheet if they are its own."""
    asked, own = asdict(weights), sheet.facts["weights"]
    if all(isclose(asked[part], own[part]) for part in own):
        return sheet
    return replace(
        sheet,
        communes=_with_priorities(sheet.communes, weights, sheet.facts["year"]),
        facts={**sheet.facts, "weights": asked},
        weights=written,
    )


def weighed_like(sheet: Sheet, national: pd.DataFrame | None) -> pd.DataFrame | None:
    """Communes of France under the weights of a sheet, which they are compared with."""
    if national is None or not sheet.weights:
        return national
    return _with_priorities(national, PriorityWeights(**sheet.facts["weights"]), sheet.facts["year"])


def _with_priorities(communes: pd.DataFrame, weights: PriorityWeights, year: int) -> pd.DataFrame:
    return communes.assign(**_priorities(weights, year).reindex(communes.index))


@lru_cache(maxsize=8)
def _priorities(weights: PriorityWeights, year: int) -> pd.DataFrame:
    """Of all communes of France. The engine is imported here: only this page waits for it."""
    from maillage.engine.diagnosis.need import priorities

    france = _figures(year)
    return priorities(france, france, weights)


@lru_cache(maxsize=2)
def _figures(year: int) -> pd.DataFrame:
    from maillage.engine.diagnosis.figures import figures

    tables = reference()
    return figures(tables.communes, tables.epci["name"], year=year)
