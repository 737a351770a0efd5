"""A moment as one word of an address: what it takes, in numbers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from .slot import Slot

# From looking at what is free to saying who comes.
OPEN_FOR = timedelta(hours=2)


def packed(slot: Slot) -> list[object]:
    """What JSON can hold; moments to the second."""
    return [
        slot.place,
        slot.reason,
        slot.room,
        int(slot.starts_at.timestamp()),
        int(slot.ends_at.timestamp()),
        int(slot.airing.total_seconds()),
        slot.station,
        list(slot.devices),
        slot.mediator,
        slot.practitioner,
    ]


def unpacked(numbers: object) -> Slot:
    """Raises ValueError for what was not packed here, such as a ticket of another version."""
    try:
        place, reason, room, starts, ends, airing, station, devices, mediator, practitioner = numbers
        return Slot(
            place=place,
            reason=reason,
            room=room,
            starts_at=datetime.fromtimestamp(starts, UTC),
            ends_at=datetime.fromtimestamp(ends, UTC),
            airing=timedelta(seconds=airing),
            station=station,
            devices=tuple(devices),
            mediator=mediator,
            practitioner=practitioner,
        )
    except TypeError as error:
        raise ValueError("This is no slot.") from error
