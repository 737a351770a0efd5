"""How many slots, stations and mediators keep the wait for an appointment under a number of days."""

from __future__ import annotations

import math
from dataclasses import dataclass

from ...errors import SitingError
from .appointments import Appointments, slots_for


@dataclass(frozen=True)
class Opened:
    """What a site offers: ``hours`` a day and ``days`` a week, ``slot_minutes``, and how its mediators work.

    ``stations_a_mediator``: how many stations one can look after at once. ``presence_hours``: of a contract, a week.
    """

    hours: float = 6.0
    days: float = 5.0
    slot_minutes: float = 20.0
    stations_a_mediator: float = 1.0
    presence_hours: float = 28.0

    def __post_init__(self) -> None:
        for name, value in vars(self).items():
            if not 0 < value < math.inf:
                raise SitingError(f"{name} is {value:g}.", hint="Give a number above zero.")
        if self.slots_a_station < 1:
            raise SitingError(
                f"A day of {self.hours:g} hours has no room for {self.slot_minutes:g} minutes.",
                hint="Open longer, or give shorter slots.",
            )

    @property
    def slots_a_station(self) -> int:
        """Whole slots of one station in a day."""
        return math.floor(self.hours * 60 / self.slot_minutes + 1e-9)


@dataclass(frozen=True)
class Size:
    """``needed_slots`` a day for the wait; ``appointments``: the wait with the slots of whole ``stations``."""

    needed_slots: int
    stations: int
    mediators: int
    appointments: Appointments


def size_for(requests: float, opened: Opened, *, most_days: float, share: float | None = None) -> Size:
    """The least that keeps the mean wait (or that of a ``share`` of people) within ``most_days`` of opening.

    ``requests``: a day of opening. Raises SitingError.
    """
    needed = slots_for(requests, most_days=most_days, share=share)
    stations = math.ceil(needed / opened.slots_a_station)
    at_once = math.ceil(stations / opened.stations_a_mediator - 1e-9)
    mediators = math.ceil(at_once * opened.hours * opened.days / opened.presence_hours - 1e-9)
    return Size(needed, stations, mediators, Appointments(requests, stations * opened.slots_a_station))
