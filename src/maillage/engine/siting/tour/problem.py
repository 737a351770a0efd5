"""The question: which stops, what the bus and its crew may do in a day, and how much a visit is worth.

Working time as the Code du travail has it: 20 minutes of break once a day's work reaches six hours (L3121-16), ten
hours of work a day at most (L3121-18), 35 hours a week (L3121-27). Regulation (EC) 561/2006 on driving times leaves out
"specialised vehicles used for medical purposes" (article 3, e): a bound on driving is a wish of the authority.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property

import numpy as np

from ...errors import SitingError
from .calendar import RHYTHMS, WEEKDAYS, Cycle, Pattern, Rhythm

MINUTES_OF_DAY = 24 * 60
# What a rhythm is worth to one inhabitant: a visit more is welcome, and less so than the first.
WORTH: dict[Rhythm, float] = {"weekly": 2.0, "fortnightly": 1.5, "monthly": 1.0}


@dataclass(frozen=True)
class Stop:
    """Where the bus may open. ``people`` it is for. Minutes: ``service`` open to the public, ``setup`` before that.

    ``rhythms`` allowed, ``weekdays`` allowed (0 is Monday); ``opens``, ``closes``: minutes of the day between which it
    must be open to the public (a market, a hall that can be used).
    """

    key: str
    name: str
    lat: float
    lon: float
    people: float
    service_minutes: float
    setup_minutes: float = 0.0
    rhythms: tuple[Rhythm, ...] = RHYTHMS
    weekdays: frozenset[int] = frozenset(range(7))
    opens: float = 0.0
    closes: float = MINUTES_OF_DAY

    def __post_init__(self) -> None:
        if not 0 < self.service_minutes < math.inf:
            raise _refused(self, f"is open for {self.service_minutes:g} minutes", "more than 0")
        if not 0 <= self.setup_minutes < math.inf:
            raise _refused(self, f"takes {self.setup_minutes:g} minutes to set up", "0 or more")
        if not 0 <= self.people < math.inf:
            raise _refused(self, f"is for {self.people:g} people", "0 or more")
        if not self.rhythms or not set(self.rhythms) <= set(RHYTHMS):
            raise _refused(
                self, f"has the rhythms {', '.join(self.rhythms) or 'none'}", "some of " + ", ".join(RHYTHMS)
            )
        if not self.weekdays:
            raise _refused(self, "has no weekday", "some of " + ", ".join(WEEKDAYS))
        if not 0 <= self.opens < self.closes <= MINUTES_OF_DAY:
            raise _refused(self, "closes before it opens", "an opening before the closing")

    @property
    def minutes(self) -> float:
        """What a visit takes of the day."""
        return self.setup_minutes + self.service_minutes


@dataclass(frozen=True)
class Base:
    """Where a bus may be for the night: parked, locked, plugged in."""

    key: str
    name: str
    lat: float
    lon: float


@dataclass(frozen=True)
class Crew:
    """What a day and a week may hold, in minutes. ``start``, ``end``: of the day, at the base."""

    start: float = 8 * 60 + 30
    end: float = 17 * 60 + 30
    work_a_day: float = 600.0
    work_a_week: float = 35 * 60.0
    driving_a_day: float = math.inf
    break_minutes: float = 45.0
    break_from: float = 360.0

    def __post_init__(self) -> None:
        for each in fields(self):
            value = getattr(self, each.name)
            if math.isnan(value) or value < 0:
                raise SitingError(f"The crew's {each.name} is {value:g} minutes.", hint="Give 0 or more.")
        if not self.start < self.end <= MINUTES_OF_DAY:
            raise SitingError("The crew's day ends before it begins.", hint="Give for example 08:30-17:30.")
        if self.break_minutes < 20 and self.break_from < MINUTES_OF_DAY:
            raise SitingError(
                f"A break of {self.break_minutes:g} minutes is too short.",
                hint="Code du travail, L3121-16: 20 minutes at least once the work of a day reaches six hours.",
            )


@dataclass(frozen=True)
class TourProblem:
    """``minutes (b + n, b + n)`` from each base, then each stop, to each; infinite where there is no way.

    The first base is the depot: where buses are at the beginning and end of each week (``home_for_weekend``) or of the
    cycle. ``buses``: how many, all alike. ``worth``: of a rhythm to one inhabitant. ``travel_label``: what the minutes
    are. ``given_up``: numbers of stops that are not to be planned.
    """

    stops: tuple[Stop, ...]
    bases: tuple[Base, ...]
    minutes: np.ndarray
    cycle: Cycle = field(default_factory=Cycle)
    crew: Crew = field(default_factory=Crew)
    buses: int = 1
    home_for_weekend: bool = True
    worth: Mapping[Rhythm, float] = field(default_factory=lambda: dict(WORTH))
    travel_label: str = ""
    given_up: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        if not self.stops:
            raise SitingError("There is no stop.", hint="Name at least one.")
        if not self.bases:
            raise SitingError("The bus has no depot.", hint="Say where it sleeps.")
        if not 1 <= self.buses <= 20:
            raise SitingError(f"{self.buses} buses cannot be planned.", hint="Give 1 to 20.")
        for what, places in (("stop", self.stops), ("base", self.bases)):
            keys = [place.key for place in places]
            twice = next((key for key in keys if keys.count(key) > 1), None)
            if twice is not None:
                raise SitingError(f"The {what} {twice!r} stands twice.", hint="Give each a key of its own.")
        size = len(self.bases) + len(self.stops)
        if self.minutes.shape != (size, size) or np.isnan(self.minutes).any() or (self.minutes < 0).any():
            raise SitingError(
                f"Minutes are not one number, zero or more, for each of {size} × {size} ways.",
                hint="Compute them for the bases, then the stops.",
            )
        order = [self.worth[rhythm] for rhythm in RHYTHMS]
        if not order[0] >= order[1] >= order[2] > 0:
            raise SitingError(
                "A more frequent rhythm is worth less than a rarer one.",
                hint="Give weekly ≥ fortnightly ≥ monthly, all above zero.",
            )

    def row(self, stop: int) -> int:
        """Of a stop in ``minutes``; the row of a base is its number."""
        return len(self.bases) + stop

    @cached_property
    def patterns(self) -> tuple[tuple[Pattern, ...], ...]:
        """Those that each stop allows, ``()`` where none fits the cycle and the weekdays, or where it is given up."""
        return tuple(
            tuple(pattern for rhythm in stop.rhythms for pattern in self.cycle.patterns(rhythm, stop.weekdays))
            if number not in self.given_up
            else ()
            for number, stop in enumerate(self.stops)
        )

    def value(self, stop: int, rhythm: Rhythm) -> float:
        """People times what the rhythm is worth to each. A stop for nobody still counts for a little."""
        return max(self.stops[stop].people, 1.0) * self.worth[rhythm]


def _refused(stop: Stop, what: str, expected: str) -> SitingError:
    return SitingError(f"The stop {stop.name!r} {what}.", hint=f"Expected: {expected}.")
