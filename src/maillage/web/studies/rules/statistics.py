"""Key figures of one indicator over a territory, from the engine's own measures of equity."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from maillage.engine.access import equity


@dataclass(frozen=True)
class KeyFigures:
    """``mean`` over people; ``tenth``: the worst served tenth of the people have this or worse; ``people``, ``share``
    and ``communes`` on the bad side of the threshold, None without one; ``missing``: communes without a value."""

    mean: float | None = None
    tenth: float | None = None
    gini: float | None = None
    people: float | None = None
    share: float | None = None
    communes: int | None = None
    missing: int = 0


def key_figures(
    values: pd.Series,
    population: pd.Series,
    *,
    weights: pd.Series | None = None,
    threshold: float | None,
    more_is_better: bool,
) -> KeyFigures:
    """Communes without a value or people count for nothing. ``weights``, for the mean, default to the people."""
    missing = int(values.isna().sum())
    value, people = _known(values, population)
    if not people.sum() > 0:
        return KeyFigures(missing=missing)
    mean = equity.weighted_mean(*_known(values, population if weights is None else weights))
    tenth = equity.weighted_quantiles(value, people, [0.1 if more_is_better else 0.9])[0]
    inequality = equity.gini(value, people) if value @ people > 0 else None
    if threshold is None:
        return KeyFigures(mean, float(tenth), inequality, missing=missing)
    # Counted on the bad side, whichever it is.
    sign = 1 if more_is_better else -1
    bad = people[sign * value < sign * threshold]
    return KeyFigures(
        mean, float(tenth), inequality, float(bad.sum()), float(bad.sum() / people.sum()), int((bad > 0).sum()), missing
    )


def mean_of(values: pd.Series, weights: pd.Series) -> float | None:
    """Weighted mean of what is known, None if nothing is."""
    value, mass = _known(values, weights)
    return float(value @ mass / mass.sum()) if mass.sum() > 0 else None


def standing(values: pd.Series, value: float, *, more_is_better: bool) -> float | None:
    """Share of the known values that are worse than ``value``: 0 the worst, near 1 the best."""
    known = values.dropna().to_numpy(float)
    if not len(known) or not np.isfinite(value):
        return None
    return float(np.mean(known < value) if more_is_better else np.mean(known > value))


def _known(values: pd.Series, weights: pd.Series) -> tuple[np.ndarray, np.ndarray]:
    kept = values.notna() & weights.notna()
    return values[kept].to_numpy(float), weights[kept].to_numpy(float)
