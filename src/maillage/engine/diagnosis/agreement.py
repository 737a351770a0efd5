"""How far the computed figures are from the official ones: shown, not claimed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd


@dataclass(frozen=True)
class Agreement:
    """Computed against published APL of one year. ``pearson`` weighs communes by population; ``spearman`` does not.

    ``communes``: how many have both figures; with fewer than three, both correlations are NaN.
    """

    scope: str
    year: int
    communes: int
    pearson: float
    spearman: float


def agreement(communes: pd.DataFrame, *, scope: str) -> Agreement:
    """Of ``apl_computed`` with ``apl_2019`` over the communes of a diagnosis, weighted by ``population``."""
    both = communes[["apl_computed", "apl_2019", "population"]].dropna()
    both = both[both["population"] > 0]
    computed, published, people = (both[column].to_numpy(float) for column in both)
    if len(both) < 3:
        return Agreement(scope, 2019, len(both), np.nan, np.nan)
    ranks = both.rank()
    return Agreement(
        scope,
        2019,
        len(both),
        weighted_correlation(computed, published, people),
        weighted_correlation(ranks["apl_computed"].to_numpy(), ranks["apl_2019"].to_numpy(), np.ones(len(both))),
    )


def weighted_correlation(x: np.ndarray, y: np.ndarray, weights: np.ndarray) -> float:
    """Pearson's r of ``x`` and ``y`` ``(n,)`` under ``weights``; NaN if either does not vary."""
    dx, dy = x - np.average(x, weights=weights), y - np.average(y, weights=weights)
    spread = np.sqrt((weights * dx * dx).sum() * (weights * dy * dy).sum())
    return float((weights * dx * dy).sum() / spread) if spread > 0 else np.nan


# Measured by the national run with the shipped figures; the specification tests measure it again.
FRANCE_CROW_FLIGHT = Agreement("France métropolitaine, modèle à vol d'oiseau", 2019, 34_366, 0.747, 0.688)
ISERE_REAL_TIMES = Agreement("Isère, temps réels", 2019, 512, 0.812, 0.834)
