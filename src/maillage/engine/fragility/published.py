"""How the index agrees with the published one: shown, not claimed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

# Two of its axes, first edition (2020), of demonstration quality.
PUBLISHED = ("digital_interface_2020", "digital_skills_2020")


@dataclass(frozen=True)
class Agreement:
    """Ranks of two indices over ``communes`` that have both. ``spearman``: every commune counts alike;
    ``weighted``: each for its people. The published one is relative to each region (100 is its mean), so that both are
    ranked within regions, and the mean over regions is taken, each for its communes or its people. NaN under three."""

    communes: int
    spearman: float
    weighted: float


def agreement(score: pd.Series, published: pd.Series, region: pd.Series, population: pd.Series) -> Agreement:
    both = pd.DataFrame({"score": score, "published": published, "region": region, "people": population}).dropna()
    both = both[both["people"] > 0]
    found = []
    for _, part in both.groupby("region"):
        if len(part) < 3:
            continue
        ours, theirs = (part[column].rank().to_numpy(float) for column in ("score", "published"))
        alike, by_people = np.ones(len(part)), part["people"].to_numpy(float)
        plain, weighted = (_correlation(ours, theirs, each) for each in (alike, by_people))
        found.append((len(part), by_people.sum(), plain, weighted))
    told = [each for each in found if np.isfinite(each[2]) and np.isfinite(each[3])]
    if not told:
        return Agreement(len(both), np.nan, np.nan)
    communes, people, plain, weighted = np.array(told).T
    return Agreement(len(both), float(np.average(plain, weights=communes)), float(np.average(weighted, weights=people)))


def _correlation(x: np.ndarray, y: np.ndarray, weights: np.ndarray) -> float:
    dx, dy = x - np.average(x, weights=weights), y - np.average(y, weights=weights)
    spread = np.sqrt((weights * dx * dx).sum() * (weights * dy * dy).sum())
    return float((weights * dx * dy).sum() / spread) if spread > 0 else np.nan
