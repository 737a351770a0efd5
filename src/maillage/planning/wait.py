"""The command ``maillage hours wait``: the wait for an appointment, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..engine.errors import SitingError
from ..engine.siting.waiting.appointments import Appointments
from ..engine.siting.waiting.overbooking import Shows
from ..engine.siting.waiting.sizing import Opened, size_for
from ..engine.siting.waiting.walk_in import WalkIn, stations_for
from ..outputs.words.waiting import (
    VALIDITY,
    overbooking_sentence,
    room_sentence,
    wait_sentence,
    walk_in_sentence,
    with_stations,
)

MOST_LEAVING = 0.05


@dataclass(frozen=True)
class Asked:
    """What the command was asked, as it was typed."""

    requests: float
    minutes: float
    max_days: float
    share: float | None
    open_hours: float
    days: float
    stations_per_mediator: float
    presence: float
    stations: int | None
    observed: str | None
    walk_in: float | None
    patience: float


def wait_in_words(asked: Asked) -> Iterator[str]:
    """Line by line. Raises SitingError."""
    opened = Opened(asked.open_hours, asked.days, asked.minutes, asked.stations_per_mediator, asked.presence)
    size = size_for(asked.requests, opened, most_days=asked.max_days, share=asked.share)
    slots = opened.slots_a_station
    yield room_sentence(size, slots, most_days=asked.max_days, share=asked.share)
    yield wait_sentence(size.appointments)
    if asked.stations is not None:
        yield with_stations(asked.stations, Appointments(asked.requests, asked.stations * slots))
    if asked.observed is not None:
        yield overbooking_sentence(slots, shows_of(asked.observed))
    if asked.walk_in is not None:
        stations = stations_for(asked.walk_in, asked.minutes, asked.patience, most_leaving=MOST_LEAVING)
        yield walk_in_sentence(WalkIn(asked.walk_in, asked.minutes, asked.patience, stations))
    yield VALIDITY


def shows_of(text: str) -> Shows:
    """``1000,870`` → appointments given and kept. Raises SitingError."""
    parts = [part.strip() for part in text.split(",")]
    if len(parts) != 2 or not all(part.isdecimal() for part in parts):
        raise SitingError(f"--observed: {text!r} is not two numbers.", hint="Write given,kept: 1000,870.")
    return Shows(int(parts[0]), int(parts[1]))
