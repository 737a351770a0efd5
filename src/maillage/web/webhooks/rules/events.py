"""What partners are told: a closed table of events, and what each says. References only: never who comes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from maillage.web.marking import _

APPOINTMENT = (
    "code", "version", "place", "place_name", "room", "room_name", "station", "station_name",
    "reason", "reason_title", "practitioner", "starts_at", "ends_at",
)  # fmt: skip
DEVICE = ("device", "kind", "serial", "place", "place_name", "station", "at")
PING = "ping"

Value = str | int | datetime | None


@dataclass(frozen=True)
class Event:
    """``meaning``: in the words of people. ``fields``: what its data say, all of them and no other."""

    meaning: str
    fields: tuple[str, ...]


EVENTS: dict[str, Event] = {
    "appointment.booked": Event(_("un rendez-vous est pris"), APPOINTMENT),
    "appointment.moved": Event(_("un rendez-vous est déplacé"), (*APPOINTMENT, "moved_from")),
    "appointment.cancelled": Event(_("un rendez-vous est annulé"), (*APPOINTMENT, "because")),
    "appointment.arrived": Event(_("la personne est arrivée"), (*APPOINTMENT, "arrived_at")),
    "appointment.ended": Event(_("le rendez-vous est terminé"), (*APPOINTMENT, "ended_at")),
    "device.down": Event(_("un appareil est en panne"), DEVICE),
    "device.back": Event(_("un appareil est remis en service"), DEVICE),
    PING: Event(_("essai demandé depuis la plateforme"), ()),
}
# Those to which one subscribes: a trial goes to whom it was asked for.
SUBSCRIBED = tuple(name for name in EVENTS if name != PING)


def check(event: str, data: Mapping[str, Value]) -> None:
    """Raises KeyError for an unknown event, ValueError for data that are not those of the table: what is not in it
    cannot leave by mistake."""
    asked, given = set(EVENTS[event].fields), set(data)
    if asked != given:
        wrong = f"missing: {sorted(asked - given)}; unknown: {sorted(given - asked)}"
        raise ValueError(f"{event} has other data than these; {wrong}.")


def envelope(event: str, data: Mapping[str, Value], *, at: datetime) -> str:
    """The body that is sent, as text. Raises what :func:`check` raises."""
    check(event, data)
    said = {name: _plain(data[name]) for name in EVENTS[event].fields}
    return json.dumps({"type": event, "timestamp": _plain(at), "data": said}, ensure_ascii=False, separators=(",", ":"))


def _plain(value: Value) -> str | int | None:
    """Moments as ISO 8601 in UTC."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    return value
