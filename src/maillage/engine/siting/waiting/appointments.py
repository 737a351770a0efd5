"""The wait for an appointment: requests come at random, slots are of one length and taken in order (M/D/1).

With λ requests a day, s slots a day and ρ = λ / s:

    mean wait  = ρ / (2 s (1 − ρ)) days                                  (Pollaczek 1930, Khinchine 1932)
    P(wait > t) ≈ (1 − ρ) / (ρ exp(η/s) − 1) · exp(−η t),   λ (exp(η/s) − 1) = η,  η > 0

the tail being exact in the limit of long waits (Tijms 2003, chapter 9) and close from two slots on. Days are days of
opening. **Valid** where requests come evenly over the days, everybody takes the first free slot, and ρ ≤ 0.9: above it
the wait hangs on the last percent of demand, and the balance is reached late (:attr:`Appointments.settling_days`).
Several stations count by their slots together, which is right to within the length of a slot.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from scipy.optimize import brentq

from ...errors import SitingError

FULLEST = 0.9


@dataclass(frozen=True)
class Appointments:
    """``requests``, ``slots``: a day. Raises SitingError where either is not above zero."""

    requests: float
    slots: float

    def __post_init__(self) -> None:
        for name, value in (("requests", self.requests), ("slots", self.slots)):
            if not 0 < value < math.inf:
                raise SitingError(f"{value:g} {name} a day.", hint="Give a number above zero.")

    @property
    def load(self) -> float:
        """ρ: the share of slots that is asked for."""
        return self.requests / self.slots

    @property
    def valid(self) -> bool:
        """Whether the figures may be planned with."""
        return self.load <= FULLEST

    @property
    def mean_days(self) -> float:
        """Mean wait; infinite where more is asked than offered.

        >>> Appointments(9, 10).mean_days
        0.45
        """
        if self.load >= 1:
            return math.inf
        return round(self.load / (2 * self.slots * (1 - self.load)), 12)

    def share_waiting_over(self, days: float) -> float:
        """Of people, the share who wait longer; 1 where more is asked than offered."""
        if self.load >= 1:
            return 1.0
        rate = _decay(self.load)
        factor = (1 - self.load) / (self.load * math.exp(rate) - 1)
        # The tail is an approximation under one slot, where at most those who meet somebody wait.
        return min(self.load, factor * math.exp(-rate * self.slots * days))

    def days_of_share(self, share: float) -> float:
        """The wait that so large a share of people does not exceed (0.9: nine in ten)."""
        if not 0 < share < 1:
            raise SitingError(f"A share of {share:g}.", hint="Give one between 0 and 1, for example 0.9.")
        if self.load >= 1:
            return math.inf
        if self.share_waiting_over(0) <= 1 - share:
            return 0.0
        rate = _decay(self.load)
        factor = (1 - self.load) / (self.load * math.exp(rate) - 1)
        return max(math.log(factor / (1 - share)) / (rate * self.slots), 0.0)

    @property
    def settling_days(self) -> float:
        """Days of opening until the wait is near its balance: 1 / (s (1 − √ρ)²), four times over.

        The relaxation time of M/M/1 (Cohen 1982), which is above that of slots of one length.
        """
        return math.inf if self.load >= 1 else 4 / (self.slots * (1 - math.sqrt(self.load)) ** 2)


def _decay(load: float) -> float:
    """η / s of the tail: the root of ρ (exp(x) − 1) = x above zero."""

    def excess(x: float) -> float:
        return load * math.expm1(x) - x

    low, high = -math.log(load), 1.0
    while excess(high) <= 0:
        high *= 2
    return float(brentq(excess, low, high, xtol=1e-14))


def slots_for(requests: float, *, most_days: float, share: float | None = None) -> int:
    """The fewest slots a day that keep the mean wait (or that of a ``share`` of people) within ``most_days``.

    At least as many as leave one in ten free, so that the figure is valid. Raises SitingError.

    >>> slots_for(9, most_days=5)
    10
    """
    if not 0 < most_days < math.inf:
        raise SitingError(f"A wait under {most_days:g} days.", hint="Give a number above zero.")
    slots = math.ceil(Appointments(requests, 1).requests / FULLEST - 1e-9)
    while _wait(Appointments(requests, slots), share) > most_days:
        slots += 1
    return slots


def _wait(appointments: Appointments, share: float | None) -> float:
    return appointments.mean_days if share is None else appointments.days_of_share(share)
