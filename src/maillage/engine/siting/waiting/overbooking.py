"""How many appointments a session of n slots may be given when some people do not come.

    safe:  P(Binomial(booked, share who come) > n) ≤ 5 %

with the share who come at its upper bound, not its estimate: the 95 % bound of Clopper & Pearson (1934) for what was
observed at the site. Overbooking by a chance constraint is that of LaGanga & Lawrence (2012); that people come or not
independently of one another is its hypothesis. With few observations the bound is near 1 and nothing is overbooked.
"""

from __future__ import annotations

from dataclasses import dataclass

from scipy import stats

from ...errors import SitingError

MOST_OVERFLOW = 0.05
CONFIDENCE = 0.95


@dataclass(frozen=True)
class Shows:
    """Of ``booked`` appointments at a site, ``came`` were kept."""

    booked: int
    came: int

    def __post_init__(self) -> None:
        if not 0 <= self.came <= self.booked:
            raise SitingError(
                f"{self.came} people came of {self.booked} appointments.", hint="Give how many of them were kept."
            )

    @property
    def most_who_come(self) -> float:
        """The share of people who come is below this, at 95 %; 1 where nothing was observed."""
        if self.came == self.booked:
            return 1.0
        return float(stats.beta.ppf(CONFIDENCE, self.came + 1, self.booked - self.came))


def overflow(slots: int, booked: int, share_who_come: float) -> float:
    """The chance that more people come than there are slots.

    >>> overflow(1, 2, 0.5)
    0.25
    """
    return float(stats.binom.sf(slots, booked, share_who_come))


def safe_bookings(slots: int, shows: Shows, *, most_overflow: float = MOST_OVERFLOW) -> int:
    """The most appointments that ``slots`` may be given; never fewer than the slots. Raises SitingError."""
    if slots < 1 or not 0 < most_overflow < 1:
        raise SitingError(f"{slots} slots, an overflow of {most_overflow:g}.", hint="Give a slot or more, and 0 to 1.")
    share, booked = shows.most_who_come, slots
    # With one slot in two kept, twice the slots would be full on average: nobody books more.
    while booked < 2 * slots and overflow(slots, booked + 1, share) <= most_overflow:
        booked += 1
    return booked
