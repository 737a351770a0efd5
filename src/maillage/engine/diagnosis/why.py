"""Why a commune is where it is: what is in reach, what would help most, and its rank."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..access.contribution import best_addition, reach
from ..access.decay import Decay
from ..access.nearest import nearest
from ..travel.pairs import Pairs
from .computed import REACH_MINUTES, standardised_2019


def reasons(region: pd.DataFrame, pairs: Pairs, *, decay: Decay, acts_per_gp: float) -> pd.DataFrame:
    """GPs and people in reach, the nearest GP, and where one more GP would raise the commune's own APL the most."""
    gps = region["gps_2019"].fillna(0).to_numpy()
    around = reach(pairs, region["population"].fillna(0).to_numpy(), gps, within_minutes=REACH_MINUTES)
    addition = best_addition(pairs.weights(decay), standardised_2019(region).to_numpy(), added=acts_per_gp)
    return pd.DataFrame(
        {
            "gps_within_20": around.supply,
            "people_per_gp_within_20": around.people_per_supply,
            "nearest_gp": _codes(region.index, nearest(pairs, gps).destination),
            "best_addition": _codes(region.index, addition.destination),
            "best_addition_gain": addition.gain,
        },
        index=region.index,
    )


def ranks(inside: pd.DataFrame, france: pd.DataFrame) -> pd.DataFrame:
    """``rank`` (1 = worst served) within ``inside``; ``rank_france_share``: France's people who have a lower APL."""
    known = france["apl"].notna() & france["total_population"].notna()
    order = np.argsort(france.loc[known, "apl"].to_numpy(), kind="stable")
    apl = france.loc[known, "apl"].to_numpy()[order]
    people = np.concatenate(([0.0], np.cumsum(france.loc[known, "total_population"].to_numpy()[order])))
    below = people[np.searchsorted(apl, inside["apl"].to_numpy(), side="left")] / people[-1]
    return pd.DataFrame(
        {
            "rank": inside["apl"].rank(method="min"),
            "rank_france_share": np.where(inside["apl"].notna(), below, np.nan),
        },
        index=inside.index,
    )


def _codes(index: pd.Index, places: np.ndarray) -> pd.Series:
    """Commune codes of positions, missing where the position is -1."""
    codes = pd.Series(index.to_numpy()[np.maximum(places, 0)], index=index)
    return codes.where(places >= 0)
