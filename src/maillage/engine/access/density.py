"""Supply per inhabitant, as if nobody ever crossed a commune's border."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from .inputs import amounts, divide


def density(supply: ArrayLike, population: ArrayLike, *, per: float = 10_000) -> np.ndarray:
    """``per · S_i / P_i``; NaN where nobody lives.

    Shapes: ``supply (n,)``, ``population (n,)`` → ``(n,)``, in units of supply per ``per`` inhabitants.
    Shown beside the APL because everybody quotes it: it says nothing of the neighbours' doctors, nor of their patients.

    >>> density([3, 0, 1], [2_500, 800, 0])
    array([12.,  0., nan])
    """
    supply = amounts("supply", supply)
    return divide(supply * per, amounts("population", population, len(supply)), otherwise=np.nan)
