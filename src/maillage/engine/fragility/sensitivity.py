"""How far a commune's place depends on the weights: nobody should read more into a rank than it holds."""

from __future__ import annotations

from itertools import product
from typing import NamedTuple

import numpy as np
import pandas as pd

from ..access.inputs import divide
from .weights import Weights

# Each weight is halved or raised by half.
SPREAD = 0.5


class RankRange(NamedTuple):
    """``rank (n,)`` 1 = most fragile, and the ``best`` and ``worst`` place it takes under other weights, NaN where the
    index is unknown; ``first_tenth (n,)``: share of the other weights that put it among the first tenth."""

    rank: np.ndarray
    first: np.ndarray
    last: np.ndarray
    first_tenth: np.ndarray


def rank_range(ranked: pd.DataFrame, weights: Weights, *, spread: float = SPREAD) -> RankRange:
    """Ranks under the weights given, and under all ``2^k`` in which each is multiplied by ``1 - spread`` or
    ``1 + spread``.

    Where two communes know the same axes, the difference of their scores is linear in the weights, so that no weights
    in between set them in an order that none of the corners does.
    """
    values = ranked.to_numpy(float)
    known = ~np.isnan(values)
    given = weights.array(tuple(map(str, ranked)))
    present = np.flatnonzero((given > 0) & known.any(axis=0))
    corners = np.array(list(product((1 - spread, 1 + spread), repeat=len(present)))) * given[present]
    several = np.vstack([given[present], corners])
    values, known = np.where(known, values, 0.0)[:, present], known[:, present]
    scores = divide(values @ several.T, known @ several.T, otherwise=np.nan)
    places = pd.DataFrame(scores).round(9).rank(ascending=False, method="min").to_numpy()
    told = np.isfinite(scores[:, 0])
    tenth = max(1, round(told.sum() / 10))
    return RankRange(
        places[:, 0],
        places.min(axis=1),
        places.max(axis=1),
        np.where(told, (places[:, 1:] <= tenth).mean(axis=1), np.nan),
    )
