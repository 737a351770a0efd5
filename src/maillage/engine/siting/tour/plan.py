"""The answer: the days of each bus over the cycle, how good they are proven to be, and who was left out and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .calendar import Day, Pattern
from .obstacles import LeftOut
from .problem import TourProblem
from .timeline import Timeline

PROVEN = 1e-6


@dataclass(frozen=True)
class BusDay:
    """What one bus does on one day of the cycle. ``number``: of the day in ``problem.cycle.days``."""

    number: int
    day: Day
    bus: int
    hours: Timeline


@dataclass(frozen=True)
class Relief:
    """With ``what`` (``bus``, ``day``, ``week``) more by ``amount``, so many more stops and so much more value."""

    what: str
    amount: float
    stops: int
    value: float


@dataclass(frozen=True)
class TourPlan:
    """``patterns``: of each stop, None where it is left out. ``days``: those on which a bus goes out, in order.

    ``value``: people times what their rhythm is worth, ``most_value`` proven to be the most; ``driving`` minutes in a
    cycle, at that value proven not to go under ``least_driving``. ``exact``: all day tours were compared; otherwise a
    search found the plan, and only the bound of the value is proven.
    """

    problem: TourProblem
    patterns: tuple[Pattern | None, ...]
    days: tuple[BusDay, ...]
    left_out: tuple[LeftOut, ...]
    value: float
    most_value: float
    driving: float
    least_driving: float
    exact: bool
    reliefs: tuple[Relief, ...] = ()

    @property
    def value_gap(self) -> float:
        """How much more the rhythms could be worth at most, as a share."""
        return max(self.most_value - self.value, 0.0) / self.most_value if self.most_value else 0.0

    @property
    def driving_gap(self) -> float:
        """How much of the driving could be saved at most, as a share."""
        return max(self.driving - self.least_driving, 0.0) / self.driving if self.driving else 0.0

    @property
    def proven(self) -> bool:
        """No plan reaches more, and none that reaches as much drives less."""
        return self.exact and max(self.value_gap, self.driving_gap) <= PROVEN

    @property
    def people(self) -> float:
        """Who has a stop."""
        return sum(
            stop.people for stop, pattern in zip(self.problem.stops, self.patterns, strict=True) if pattern is not None
        )

    def nights(self) -> Iterator[tuple[int, int, int]]:
        """(number of the day, bus, base) where each bus sleeps after each day of the cycle, also when it rested."""
        where = [0] * self.problem.buses
        ends = {(each.number, each.bus): each.hours.end for each in self.days}
        for number in range(len(self.problem.cycle.days)):
            for bus in range(self.problem.buses):
                where[bus] = ends.get((number, bus), where[bus])
                yield number, bus, where[bus]
