"""Digital fragility crossed with access to care: whom telemedicine would not reach without somebody beside them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..access.priority import urgency

# Access is comfortable from this many times the threshold on; that is near the national mean for the threshold of 2.5.
COMFORTABLE = 1.5
# With fewer people concerned, a commune is not one where hours would be opened.
FEWEST = 20.0
ESTIMATES = ("in_difficulty", "in_difficulty_low", "in_difficulty_high")


def not_reached(estimates: pd.DataFrame, apl: pd.Series, *, threshold: float) -> pd.DataFrame:
    """People in difficulty (middle, low, high) where doctors are lacking: ``apl`` under the threshold; 0 elsewhere.

    Columns ``not_reached``, ``not_reached_low``, ``not_reached_high``; NaN where one of the two is not known.
    """
    lacking = (apl < threshold).astype(float).where(apl.notna())
    return pd.DataFrame({name.replace("in_difficulty", "not_reached"): estimates[name] * lacking for name in ESTIMATES})


def thirds(score: pd.Series, population: pd.Series) -> tuple[float, float]:
    """The scores that a third, and two thirds of the people are under."""
    known = score.notna() & (population > 0)
    ordered = score[known].sort_values(kind="stable")
    held = population[ordered.index].cumsum() / population[ordered.index].sum()
    low, high = (float(ordered.iloc[int(np.searchsorted(held.to_numpy(), part))]) for part in (1 / 3, 2 / 3))
    return low, high


def classes(score: pd.Series, apl: pd.Series, *, breaks: tuple[float, float], threshold: float) -> pd.DataFrame:
    """``fragility_class`` 0-2 (2: the most fragile third) and ``access_class`` 0-2 (2: under the threshold, 1: up to
    COMFORTABLE times it), -1 where unknown. Both at 2: fragile, and without doctors."""
    fragility = np.where(score.isna(), -1, np.searchsorted(breaks, score.to_numpy(float), side="right"))
    access = np.where(apl < threshold, 2, np.where(apl < COMFORTABLE * threshold, 1, 0))
    return pd.DataFrame(
        {"fragility_class": fragility, "access_class": np.where(apl.isna(), -1, access)}, index=score.index
    )


def accompaniment(score: pd.Series, apl: pd.Series, among_apl: pd.Series, among_population: pd.Series) -> pd.Series:
    """Where to put accompaniment first, 0 to 100: ``√(fragility · a)``, ``a`` the share (per cent) of the people of
    ``among`` who have better access to doctors. A geometric mean: only who lacks both comes first.
    """
    lacking = 100 * urgency(apl, among_apl, among_population.fillna(0), urgent="low")
    return pd.Series(np.sqrt(score.to_numpy(float) * lacking), index=score.index)


def order(points: pd.Series, people: pd.Series, minutes: pd.Series, *, fewest: float = FEWEST) -> pd.DataFrame:
    """``place`` (1 first) by points as they are read, whole; of equals, where more people are concerned, then where
    help is farther, then by code. ``tied``: how many others have the same points. A commune with fewer than ``fewest``
    people concerned has no place: a mediator goes to their homes rather than opening hours there.
    """
    table = pd.DataFrame({"points": points.round(), "people": people.fillna(0), "minutes": minutes.fillna(0)})
    placed = table[table["points"].notna() & (table["people"] >= fewest)].sort_index(kind="stable")
    ordered = placed.sort_values(["points", "people", "minutes"], ascending=False, kind="stable")
    place = pd.Series(np.arange(1.0, len(ordered) + 1), index=ordered.index)
    tied = placed.groupby("points")["points"].transform("size") - 1.0
    return pd.DataFrame({"place": place.reindex(points.index), "tied": tied.reindex(points.index)})
