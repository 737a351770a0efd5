"""What places give in a year, from what they gave so far."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

YEAR = 365
# Under four weeks a year cannot be told from what was seen.
LEAST_DAYS = 28


@dataclass(frozen=True)
class Observed:
    """``acts`` on ``days``, of the last year at most."""

    acts: int
    days: int

    @property
    def a_year(self) -> float | None:
        """As if the whole year were like the days that were seen; None if these are too few."""
        return self.acts * YEAR / self.days if self.days >= LEAST_DAYS else None

    @property
    def is_whole_year(self) -> bool:
        return self.days >= YEAR


def observed_since(begun_on: date, *, today: date) -> date:
    """From the day on which the place began, or a year ago."""
    return max(begun_on, today - timedelta(days=YEAR))
