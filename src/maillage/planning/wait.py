"""The command ``maillage hours wait``: the wait for an appointment, in words."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from ..engine.errors import SitingError
from ..engine.siting.waiting.appointments import FULLEST, Appointments
from ..engine.siting.waiting.overbooking import CONFIDENCE, MOST_OVERFLOW, Shows, overflow, safe_bookings
from ..engine.siting.waiting.sizing import Opened, size_for
from ..engine.siting.waiting.walk_in import WalkIn, stations_for

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
    whom = "on average" if asked.share is None else f"for {asked.share:.0%} of people"
    yield (
        f"{size.needed_slots} slots a day keep the wait under {asked.max_days:g} days of opening {whom}: "
        f"{size.stations} stations ({opened.slots_a_station} slots each) and {size.mediators} mediators."
    )
    yield wait_line(size.appointments)
    if asked.stations is not None:
        given = Appointments(asked.requests, asked.stations * opened.slots_a_station)
        yield f"With {asked.stations} stations: {wait_line(given)}"
    if asked.observed is not None:
        yield from overbooking_lines(opened.slots_a_station, shows_of(asked.observed))
    if asked.walk_in is not None:
        yield walk_in_line(asked.walk_in, asked.minutes, asked.patience)
    yield (
        f"Valid up to {FULLEST:.0%} of slots taken, for requests that come evenly over the days and take the first "
        "free slot (M/D/1)."
    )


def wait_line(appointments: Appointments) -> str:
    """The wait with so many slots, and whether the figure may be planned with."""
    if appointments.load >= 1:
        return f"{appointments.load:.0%} of slots are asked for: the wait grows without end."
    told = (
        f"{appointments.load:.0%} of slots are asked for; the wait is {appointments.mean_days:.2g} days on average, "
        f"and nine in ten wait at most {appointments.days_of_share(0.9):.2g}."
    )
    if appointments.valid:
        return told
    return (
        f"{told} Over {FULLEST:.0%} this is no basis for a plan: a little more demand changes it wholly, and it takes "
        f"some {math.ceil(appointments.settling_days)} days to settle."
    )


def overbooking_lines(slots: int, shows: Shows) -> Iterator[str]:
    """How many appointments a station's day may be given."""
    booked, most = safe_bookings(slots, shows), shows.most_who_come
    if booked == slots:
        yield (
            f"Overbooking is not safe: of {shows.booked} appointments {shows.came} were kept, so that up to {most:.1%} "
            f"may come ({CONFIDENCE:.0%} bound)."
        )
        return
    yield (
        f"{booked} appointments may be given for {slots} slots: even if {most:.1%} come ({CONFIDENCE:.0%} bound), more "
        f"people than slots come on {overflow(slots, booked, most):.1%} of days, under {MOST_OVERFLOW:.0%}."
    )


def walk_in_line(arrivals_an_hour: float, minutes: float, patience: float) -> str:
    """Stations for people who come without an appointment."""
    stations = stations_for(arrivals_an_hour, minutes, patience, most_leaving=MOST_LEAVING)
    queue = WalkIn(arrivals_an_hour, minutes, patience, stations)
    return (
        f"Without appointments, {arrivals_an_hour:g} people an hour need {stations} stations: "
        f"{queue.share_leaving:.1%} give up, {queue.share_waiting:.0%} wait, {queue.mean_wait_minutes:.1f} minutes on "
        "average over all (Erlang-A)."
    )


def shows_of(text: str) -> Shows:
    """``1000,870`` → appointments given and kept. Raises SitingError."""
    parts = [part.strip() for part in text.split(",")]
    if len(parts) != 2 or not all(part.isdecimal() for part in parts):
        raise SitingError(f"--observed: {text!r} is not two numbers.", hint="Write given,kept: 1000,870.")
    return Shows(int(parts[0]), int(parts[1]))
