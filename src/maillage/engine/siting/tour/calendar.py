"""The days of a cycle of weeks, and the rhythms at which a stop may be visited in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple, get_args

from ...errors import SitingError

Rhythm = Literal["weekly", "fortnightly", "monthly"]
RHYTHMS: tuple[Rhythm, ...] = get_args(Rhythm)
# A month of four weeks: a weekday then comes back at the same place in each cycle.
EVERY_WEEKS: dict[Rhythm, int] = {"weekly": 1, "fortnightly": 2, "monthly": 4}
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Day(NamedTuple):
    """``week`` of the cycle, from 0; ``weekday``, from 0 for Monday."""

    week: int
    weekday: int


@dataclass(frozen=True)
class Pattern:
    """The visits of one stop over the cycle: always the same weekday, evenly spaced. ``days``: numbers, ascending."""

    rhythm: Rhythm
    days: tuple[int, ...]


@dataclass(frozen=True)
class Cycle:
    """``weeks`` that repeat, and the weekdays (0 is Monday) on which the bus goes out."""

    weeks: int = 4
    weekdays: tuple[int, ...] = (0, 1, 2, 3, 4)

    def __post_init__(self) -> None:
        if not 1 <= self.weeks <= 12:
            raise SitingError(f"A cycle of {self.weeks} weeks cannot be planned.", hint="Give 1 to 12 weeks, often 4.")
        if not self.weekdays or list(self.weekdays) != sorted(set(self.weekdays)):
            raise SitingError("The weekdays of the bus are none, or not in order.", hint="Give for example mon-fri.")
        if not 0 <= self.weekdays[0] <= self.weekdays[-1] <= 6:
            raise SitingError("A weekday is not one of 0 (Monday) to 6 (Sunday).", hint="Give for example mon-fri.")

    @property
    def days(self) -> tuple[Day, ...]:
        """All days on which the bus may go out, in order."""
        return tuple(Day(week, weekday) for week in range(self.weeks) for weekday in self.weekdays)

    def fits(self, rhythm: Rhythm) -> bool:
        """Whether the rhythm comes back to its beginning when the cycle does."""
        return self.weeks % EVERY_WEEKS[rhythm] == 0

    def patterns(self, rhythm: Rhythm, weekdays: frozenset[int]) -> Iterator[Pattern]:
        """Every way to keep a rhythm on one of some weekdays; none where it does not fit."""
        if not self.fits(rhythm):
            return
        number = {day: place for place, day in enumerate(self.days)}
        every = EVERY_WEEKS[rhythm]
        for first in range(every):
            for weekday in self.weekdays:
                if weekday in weekdays:
                    weeks = range(first, self.weeks, every)
                    yield Pattern(rhythm, tuple(number[Day(week, weekday)] for week in weeks))
