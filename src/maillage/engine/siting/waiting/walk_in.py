"""The wait of who comes without an appointment, and may leave: Erlang-A (Palm 1957; Garnett, Mandelbaum & Reiman 2002).

Arrivals at random, λ an hour; n stations, each busy for 1/μ on average; who waits gives up after 1/θ on average. With
π(k) the share of time with k people there,

    π(k) ∝ Π over j ≤ k of  λ / (min(j, n) μ + max(j − n, 0) θ)

**Valid** while arrivals keep their rate for several times the length of a visit, and lengths and patience vary as much
as their mean (exponential). Because people leave, it is stable at any load: look at the share that is lost.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from ...errors import SitingError

# States beyond it hold less than this share of the time.
NEGLIGIBLE = 1e-14


@dataclass(frozen=True)
class WalkIn:
    """``arrivals_an_hour``, ``visit_minutes`` (mean), ``patience_minutes`` (mean), ``stations``."""

    arrivals_an_hour: float
    visit_minutes: float
    patience_minutes: float
    stations: int

    def __post_init__(self) -> None:
        for name in ("arrivals_an_hour", "visit_minutes", "patience_minutes", "stations"):
            if not 0 < getattr(self, name) < math.inf:
                raise SitingError(f"{name} is {getattr(self, name):g}.", hint="Give a number above zero.")

    def _shares_of_time(self) -> np.ndarray:
        """π(k), k = 0 …"""
        leaving = [0.0]
        log_weight = [0.0]
        served, gives_up = 60 / self.visit_minutes, 60 / self.patience_minutes
        while log_weight[-1] > max(log_weight) + math.log(NEGLIGIBLE) or len(log_weight) <= self.stations:
            k = len(log_weight)
            leaving.append(min(k, self.stations) * served + max(k - self.stations, 0) * gives_up)
            log_weight.append(log_weight[-1] + math.log(self.arrivals_an_hour / leaving[-1]))
        weight = np.exp(np.array(log_weight) - max(log_weight))
        return weight / weight.sum()

    @property
    def share_waiting(self) -> float:
        """Of people who come, the share who find every station taken."""
        return float(self._shares_of_time()[self.stations :].sum())

    @property
    def mean_people_waiting(self) -> float:
        """On average over time."""
        share = self._shares_of_time()
        return float(np.maximum(np.arange(len(share)) - self.stations, 0) @ share)

    @property
    def share_leaving(self) -> float:
        """Of people who come, the share who give up: θ · waiting / λ."""
        return self.mean_people_waiting * 60 / self.patience_minutes / self.arrivals_an_hour

    @property
    def mean_wait_minutes(self) -> float:
        """Of all who come, those who give up included (Little 1961)."""
        return self.mean_people_waiting / self.arrivals_an_hour * 60


def stations_for(arrivals_an_hour: float, visit_minutes: float, patience_minutes: float, *, most_leaving: float) -> int:
    """The fewest stations with which at most so large a share of people gives up. Raises SitingError."""
    if not 0 < most_leaving < 1:
        raise SitingError(
            f"A share of {most_leaving:g} who give up.", hint="Give one between 0 and 1, for example 0.05."
        )
    stations = 1
    while WalkIn(arrivals_an_hour, visit_minutes, patience_minutes, stations).share_leaving > most_leaving:
        stations += 1
    return stations
