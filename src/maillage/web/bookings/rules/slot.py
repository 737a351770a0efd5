"""A moment that can be booked, with everything that it takes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Slot:
    """Numbers of rows, and moments that know their time zone. ``airing``: how long room, station, devices and mediator
    are still taken when the person has left; a practitioner is free at once. ``devices``: those that are carried, not
    those of the station."""

    place: int
    reason: int
    room: int
    starts_at: datetime
    ends_at: datetime
    airing: timedelta = timedelta(0)
    station: int | None = None
    devices: tuple[int, ...] = ()
    mediator: int | None = None
    practitioner: int | None = None

    @property
    def free_again_at(self) -> datetime:
        return self.ends_at + self.airing

    def takes(self) -> Iterator[tuple[str, int, datetime]]:
        """(kind of resource, its number, until when), in the one order in which everybody takes them."""
        yield "room", self.room, self.free_again_at
        if self.station is not None:
            yield "station", self.station, self.free_again_at
        for device in sorted(self.devices):
            yield "device", device, self.free_again_at
        if self.mediator is not None:
            yield "mediator", self.mediator, self.free_again_at
        if self.practitioner is not None:
            yield "practitioner", self.practitioner, self.ends_at
