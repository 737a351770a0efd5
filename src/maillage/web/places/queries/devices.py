"""Devices of a place: which may serve today, what should be done, what happened to them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max, Q, QuerySet
from django.utils.translation import gettext as _

from maillage.engine.territory.time_zone import time_zone
from maillage.web.affected import Affected, affected

from ..models import Device, DeviceEvent, Place
from ..rules.readiness import WORDS, Readiness, due_soon, readiness

# Of each device, how much of its past the page shows.
HISTORY = 20
STOPPED = (Readiness.BROKEN, Readiness.MAINTENANCE, Readiness.OVERDUE)


@dataclass(frozen=True)
class Row:
    """``last``: the latest event that was not a morning's look. ``waiting``: appointments that want a device that
    cannot serve."""

    device: Device
    readiness: Readiness
    words: str
    is_due_soon: bool
    last: DeviceEvent | None
    waiting: Sequence[Affected]

    @property
    def is_stopped(self) -> bool:
        return self.readiness in STOPPED


@dataclass(frozen=True)
class Board:
    """``groups``: (name of a station, empty for what is carried; its devices)."""

    day: date
    groups: list[tuple[str, list[Row]]]
    overdue: int
    due_soon: int
    unseen: int

    @property
    def is_empty(self) -> bool:
        return not self.groups


def find_device(pk: int) -> Device | None:
    found = Device.objects.select_related("place__organisation", "station__room", "station__operator")
    return found.filter(pk=pk, removed_at=None).first()


def board(place: Place, *, now: datetime) -> Board:
    """Devices by station, then those that are carried."""
    day = now.astimezone(time_zone(place.departement)).date()
    rows = [_row(device, day, now) for device in _with_looks(place.devices.filter(removed_at=None))]
    groups: dict[str, list[Row]] = {}
    for row in sorted(rows, key=lambda row: (row.device.station is None, str(row.device.station or ""))):
        groups.setdefault(row.device.station.name if row.device.station else "", []).append(row)
    return Board(
        day=day,
        groups=list(groups.items()),
        overdue=sum(row.readiness is Readiness.OVERDUE for row in rows),
        due_soon=sum(row.is_due_soon for row in rows),
        unseen=sum(row.readiness is Readiness.UNSEEN for row in rows),
    )


def row_of(device: Device, *, now: datetime) -> Row:
    day = now.astimezone(time_zone(device.place.departement)).date()
    return _row(_with_looks(Device.objects.filter(pk=device.pk)).get(), day, now)


def history(device: Device) -> list[DeviceEvent]:
    """The latest first."""
    return list(device.events.select_related("by").order_by("-at", "-pk")[:HISTORY])


def counts(places: Iterable[Place], *, now: datetime) -> dict[int, dict[Readiness, int]]:
    """How many devices are in which condition, by number of place."""
    by_place = {place.pk: now.astimezone(time_zone(place.departement)).date() for place in places}
    found: dict[int, dict[Readiness, int]] = {pk: dict.fromkeys(Readiness, 0) for pk in by_place}
    for device in _with_looks(Device.objects.filter(place__in=by_place, removed_at=None)):
        found[device.place_id][_readiness(device, by_place[device.place_id])] += 1
    return found


def _with_looks(devices: QuerySet[Device]) -> QuerySet[Device]:
    """Each with ``seen_on``: the last day on which somebody found it ready."""
    seen = Max("events__day", filter=Q(events__kind=DeviceEvent.Kind.READY))
    return devices.annotate(seen_on=seen).select_related("place", "station").order_by("kind", "serial", "pk")


def _readiness(device: Device, day: date) -> Readiness:
    return readiness(state=device.state, calibrated_until=device.calibrated_until, seen_on=device.seen_on, today=day)


def _row(device: Device, day: date, now: datetime) -> Row:
    ready = _readiness(device, day)
    last = device.events.exclude(kind=DeviceEvent.Kind.READY).select_related("by").order_by("-at", "-pk").first()
    return Row(
        device=device,
        readiness=ready,
        words=_(WORDS[ready]),
        is_due_soon=due_soon(device.calibrated_until, day),
        last=last,
        waiting=_waiting(device, now) if ready in STOPPED else (),
    )


def _waiting(device: Device, now: datetime) -> Sequence[Affected]:
    """Of a device of a station, those that take the station: any of them may want it."""
    if device.station_id is None:
        return affected(kind="device", number=device.pk, since=now)
    return affected(kind="station", number=device.station_id, since=now)
