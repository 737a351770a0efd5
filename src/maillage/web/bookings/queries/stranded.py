"""Appointments to come that cannot take place as they stand: what was there when they were booked is there no more.

A device is down, a room was taken away, somebody is absent, a place closes. Nothing is cancelled for it: what cannot be
rearranged is listed until an agent decides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from ..models import Appointment
from ..rules.openings import MINUTE, minute_of
from ..rules.slot import Slot
from ..rules.slots import Choice, Need, lacking, search
from .schedules import Schedules
from .whole import taken_by, whole

DAY = timedelta(days=1)
STANDING = (Appointment.State.OFFERED, Appointment.State.BOOKED)


@dataclass(frozen=True)
class Stranded:
    """``why``: ``"closed"`` if the place or somebody is not there, ``"device"`` if one cannot be used."""

    appointment: Appointment
    why: str


def stranded(*, places: Iterable[int], now: datetime) -> list[Stranded]:
    """In order of time."""
    rows = whole().filter(place__in=list(places), state__in=STANDING, starts_at__gt=now).prefetch_related("occupations")
    alike: dict[tuple[int, int], list[Appointment]] = defaultdict(list)
    for each in rows.order_by("starts_at", "pk"):
        alike[each.place_id, each.reason_id].append(each)
    found = [each for appointments in alike.values() for each in _stranded(appointments)]
    return sorted(found, key=lambda each: (each.appointment.starts_at, each.appointment.pk))


def another_way(appointment: Appointment) -> Slot | None:
    """The same moment at the same place with whatever is free; None if there is nothing. What it has itself counts as
    taken, unless it was given back before."""
    schedules = Schedules.of([appointment.place_id], appointment.reason)
    if not schedules.sites:
        return None
    day = appointment.starts_at.date()
    [(window, supply)] = schedules.supplies([appointment.place_id], day - DAY, day + DAY)
    need, start = _need(schedules, appointment), minute_of(appointment.starts_at) - window.origin
    found = search(supply, need)
    if not found.starts >> start & 1:
        return None
    choice = found.choose(start, window.day(day))
    return Slot(
        place=appointment.place_id,
        reason=appointment.reason_id,
        room=choice.room,
        starts_at=appointment.starts_at,
        ends_at=appointment.ends_at,
        airing=need.airing * MINUTE,
        station=choice.station,
        devices=choice.devices,
        mediator=choice.mediator,
        practitioner=choice.practitioner,
    )


def _stranded(appointments: Sequence[Appointment]) -> Iterator[Stranded]:
    """All of one place and one reason, in order of time."""
    place = appointments[0].place
    schedules = Schedules.of([place.pk], appointments[0].reason, taken=False)
    if not schedules.sites:
        # Whoever was given an appointment keeps it, though this reason is offered here no more.
        yield from (Stranded(each, "closed") for each in appointments if place.closed_at)
        return
    first, last = appointments[0].starts_at.date() - DAY, appointments[-1].starts_at.date() + DAY
    [(window, supply)] = schedules.supplies([place.pk], first, last)
    for each in appointments:
        slot = taken_by(each)
        choice = Choice(slot.room, slot.station, slot.devices, slot.mediator, slot.practitioner)
        start = minute_of(each.starts_at) - window.origin
        if why := lacking(supply, _need(schedules, each), choice, start):
            yield Stranded(each, why)


def _need(schedules: Schedules, appointment: Appointment) -> Need:
    """As long as it was booked for."""
    return replace(schedules.need, minutes=(appointment.ends_at - appointment.starts_at) // MINUTE)
