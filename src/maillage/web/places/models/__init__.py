"""Rows of this module: places and what is in them, who is there and when, what people come for."""

from .equipment import Device, DeviceEvent, Room, Station
from .people import Absence, Availability, Mediator, Practitioner, WorkingHours
from .place import Answer, Closing, Place
from .reason import Reason

__all__ = [
    "Absence",
    "Answer",
    "Availability",
    "Closing",
    "Device",
    "DeviceEvent",
    "Mediator",
    "Place",
    "Practitioner",
    "Reason",
    "Room",
    "Station",
    "WorkingHours",
]
