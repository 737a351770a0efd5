"""A territory in a few numbers."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..access.equity import gini, lorenz_curve, palma_ratio, people_under, weighted_mean, weighted_quantiles

QUANTILES = {"p10": 0.1, "p50": 0.5, "p90": 0.9}


def summary(inside: pd.DataFrame, *, threshold: float) -> dict[str, float]:
    """Plain numbers of a diagnosis table; what is known of no commune is NaN, never zero.

    Means weigh with the standardised population, counts and quantiles with the plain one. Shares are of 0 to 1.
    """
    gps, older = (float(inside[column].sum(min_count=1)) for column in ("gps", "gps_60_plus"))
    population = float(inside["population"].sum())
    return {
        "communes": len(inside),
        "population": population,
        **published(inside, threshold=threshold),
        "gps": gps,
        "gps_60_plus": older,
        "share_60_plus": older / gps if gps else np.nan,
        "communes_without_gp": int((inside["gps"] == 0).sum()),
        "gp_density": gps * 10_000 / population if population else np.nan,
        **_computed(inside),
        "share_75_plus": _mean(inside["share_75_plus"], inside["population"]),
        "priority": _mean(inside["priority"], inside["population"]),
        "need_index": _mean(inside["need_index"], inside["total_population"]),
        "need_index_in_10_years": _mean(inside["need_index_in_10_years"], inside["total_population"]),
    }


def published(communes: pd.DataFrame, *, threshold: float) -> dict[str, float]:
    """What the published APL says of a set of communes: means, people under the threshold, quantiles, equity."""
    names = ["people_known", "people_under_threshold", "share_under_threshold", "communes_under_threshold"]
    names += ["apl_mean", "apl_under_65_mean", *QUANTILES, "gini", "palma"]
    known = communes[communes["apl"].notna() & (communes["total_population"] > 0)]
    if known.empty:
        return dict.fromkeys(names, np.nan)
    apl, people = known["apl"].to_numpy(), known["total_population"].to_numpy()
    under = people_under(apl, people, threshold)
    quantiles = weighted_quantiles(apl, people, list(QUANTILES.values()))
    return {
        "people_known": float(people.sum()),
        "people_under_threshold": under.people,
        "share_under_threshold": under.share,
        "communes_under_threshold": under.places,
        "apl_mean": weighted_mean(apl, known["standardised_population"]),
        "apl_under_65_mean": _mean(known["apl_under_65"], known["standardised_population"]),
        **{name: float(value) for name, value in zip(QUANTILES, quantiles, strict=True)},
        # Of nothing, nobody has a larger share than another.
        "gini": gini(apl, people) if apl.any() else np.nan,
        "palma": palma_ratio(apl, people) if apl.any() else np.nan,
    }


def lorenz(communes: pd.DataFrame) -> np.ndarray:
    """``(k, 2)`` points of the Lorenz curve of the published APL; the diagonal's ends where nothing is known."""
    known = communes[communes["apl"].notna() & (communes["total_population"] > 0)]
    if not (known["apl"] > 0).any():
        return np.array([[0.0, 0.0], [1.0, 1.0]])
    return lorenz_curve(known["apl"], known["total_population"])


def _computed(inside: pd.DataFrame) -> dict[str, float]:
    people = inside["standardised_population"]
    return {
        f"{column}_mean": _mean(inside[column], people) for column in ("apl_computed", "apl_computed_without_60_plus")
    }


def _mean(values: pd.Series, people: pd.Series) -> float:
    known = values.notna() & (people > 0)
    return weighted_mean(values[known], people[known]) if known.any() else np.nan
