"""What each candidate would add to the APL of each place, if it opened.

A site shares its acts among all who can reach it, as any other supply: ``R_j = acts_j / Σ_i w_ij P_i``, and it adds
``w_ij R_j`` to the APL of ``i``. The people stay where they are, so that the gains of several sites add up: the APL
of a plan is linear in the choice of sites, and so are the models upon it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import sparse

from ..access.inputs import amounts, divide, same_length

# A hundred-thousandth of a consultation a year is arithmetic: the APL is published with three decimals.
APL_TOLERANCE = 1e-5


@dataclass(frozen=True)
class AccessGain:
    """``today (n,)`` APL without any new site; ``gain (n, m)`` what each candidate adds, sparse, in the same unit.

    ``people (n,)``: standardised inhabitants, with whom a mean APL is weighed.
    """

    today: np.ndarray
    gain: sparse.csr_array
    people: np.ndarray

    def __post_init__(self) -> None:
        same_length(today=self.today, people=self.people)

    def after(self, opened: np.ndarray) -> np.ndarray:
        """APL ``(n,)`` with some candidates open (numbers, each once)."""
        chosen = np.zeros(self.gain.shape[1])  # pyright: ignore[reportOptionalSubscript]
        chosen[opened] = 1.0
        return self.today + self.gain @ chosen


def access_gain(
    weights: sparse.csr_array, *, today: ArrayLike, standardised: ArrayLike, acts: ArrayLike, beyond: ArrayLike = 0.0
) -> AccessGain:
    """Gains of new supply. ``weights (n, m)``: decay of the minutes from each place to each candidate.

    ``standardised (n,)`` inhabitants; ``acts (m,)`` a year of each candidate; ``beyond (m,)``: the weighed demand of
    people outside the ``n`` places who reach the candidate as well (neighbours of the territory).

    Raises :class:`~maillage.engine.errors.IndicatorError` for a missing or negative amount.

    >>> W = sparse.csr_array([[1.0, 0.5], [0.0, 1.0]])
    >>> found = access_gain(W, today=[2.0, 1.0], standardised=[1_000, 500], acts=[2_000, 1_000])
    >>> found.after(np.array([0]))
    array([4., 1.])
    """
    n, m = weights.shape  # pyright: ignore[reportGeneralTypeIssues]
    people = amounts("standardised", standardised, n)
    demand_upon = weights.T @ people + amounts("beyond", np.broadcast_to(beyond, m), m)
    rate = divide(amounts("acts", acts, m), demand_upon, otherwise=0.0)
    gain = sparse.csr_array(weights * rate[np.newaxis, :])
    gain.eliminate_zeros()
    return AccessGain(amounts("today", today, n), gain, people)
