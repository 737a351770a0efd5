"""What a partner reports of appointments and devices, by its key or by a signed message: done once, or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from maillage.web.accounts.models import Organisation
from maillage.web.bookings.actions import appointments
from maillage.web.places.actions import devices
from maillage.web.privacy.actions import journal
from maillage.web.webhooks.actions.sources import hear
from maillage.web.webhooks.models import Source

from ..models.theirs import devices_of, find_appointment

# State of a device -> what leads to it.
ACTS = {"in-use": "back", "broken": "down", "maintenance": "away"}
# What is told of a device -> its state since.
STATES = {"device.down": "broken", "device.back": "in-use"}
# What is told of an appointment -> what notes it, and the states in which it was noted before.
ARRIVALS = {
    "appointment.arrived": (appointments.arrive, ("arrived", "done")),
    "appointment.ended": (appointments.finish, ("done",)),
}
LONGEST = 60
HEARD = (*ARRIVALS, *STATES)


class UnknownError(Exception):
    """There is no such thing that is this partner's. ``what``: its code or number."""

    def __init__(self, what: str) -> None:
        self.what = what
        super().__init__(what)


class UnclearError(Exception):
    """Two devices of different kinds have this serial number: which is meant?"""


class UnheardError(Exception):
    """An event that partners do not tell, or whose data are not those of one."""


@transaction.atomic
def take(*, source: Source, headers: Mapping[str, str], body: bytes, now: datetime) -> bool:
    """What a signed message says is done; False if it was so already.

    Raises what :func:`hear` raises, UnheardError, UnknownError, UnclearError, and what the act itself raises: then the
    message was not heard, and may come again.
    """
    heard = hear(source=source, headers=headers, body=body, now=now)
    changed = _act(source.organisation, heard.event, heard.data, now=now)
    journal.record(verb="partners.heard", subject=heard.row, by=None, now=now)
    return changed


@transaction.atomic
def report_device(*, organisation: Organisation, serial: str, kind: str, state: str, now: datetime) -> bool:
    """``state``: of ``Device.State``; False if the device is in it already. Raises UnknownError, UnclearError."""
    found = devices_of(organisation, serial=serial, kind=kind)
    if len(found) > 1:
        raise UnclearError
    if not found:
        raise UnknownError(serial)
    if found[0].state == state:
        return False
    devices.note(device=found[0], act=ACTS[state], said="", by=None, now=now)
    return True


def _act(organisation: Organisation, event: str, data: Mapping[str, Any], *, now: datetime) -> bool:
    if event not in HEARD:
        raise UnheardError(f"type: one of {', '.join(HEARD)}.")
    if event in STATES:
        serial, kind = _text(data, "serial"), _text(data, "kind", default="")
        return report_device(organisation=organisation, serial=serial, kind=kind, state=STATES[event], now=now)
    code = _text(data, "code")
    appointment = find_appointment(organisation, code)
    if appointment is None:
        raise UnknownError(code)
    act, known = ARRIVALS[event]
    # Somebody at the place may have noted it before.
    if appointment.state in known:
        return False
    act(appointment=appointment, by=None, now=now)
    return True


def _text(data: Mapping[str, Any], name: str, *, default: str | None = None) -> str:
    said = data.get(name, default)
    if not isinstance(said, str) or len(said) > LONGEST or not said.isprintable():
        raise UnheardError(f"data.{name}: a text of at most {LONGEST} characters.")
    return said
