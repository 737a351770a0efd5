"""Devices: entered, looked at, down, away, back, calibrated, removed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from maillage.engine.territory.time_zone import time_zone
from maillage.web.accounts.models import User
from maillage.web.affected import affected, follow_change, refuse_to_strand
from maillage.web.privacy.actions import journal
from maillage.web.privacy.actions.changing import change
from maillage.web.webhooks.actions.events import tell

from ..models import Device, DeviceEvent, Place
from ..rules.readiness import ACTS, LEAVES
from .holding import hold_place

SAID = ("station", "kind", "model", "serial", "calibrated_on", "calibrated_until")
# What the operator of its station is told.
TOLD = {"down": "device.down", "back": "device.back"}


class NotNowError(Exception):
    """What was asked makes no sense for a device in this state: somebody else was faster."""


@transaction.atomic
def enter(*, place: Place, by: User | None, now: datetime, **said: Any) -> Device:
    """``said``: the fields of SAID. Raises PermissionDenied, and ValidationError for a serial number that is taken."""
    held = hold_place(place, by=by)
    made = Device(place=held, **said)
    _save(made)
    journal.record(verb="places.device_entered", subject=made, by=by, now=now, fields=said)
    return made


@transaction.atomic
def correct(*, device: Device, by: User, now: datetime, **said: Any) -> None:
    """Raises PermissionDenied, and ValidationError for a serial number that is taken."""
    held = _hold(device, by=by, ability="places.manage")
    changed = change(held, said)
    _save(held)
    if changed:
        journal.record(verb="places.device_corrected", subject=held, by=by, now=now, fields=changed)


@transaction.atomic
def find_ready(*, device: Device, by: User, now: datetime) -> None:
    """Somebody looked at it today and it works; once a day is enough. Raises PermissionDenied, NotNowError."""
    held = _hold(device, by=by)
    _check("ready", held)
    _row, new = DeviceEvent.objects.get_or_create(
        device=held, day=_today(held, now), kind=DeviceEvent.Kind.READY, defaults={"at": now, "by": by}
    )
    if new:
        journal.record(verb="places.device_ready", subject=held, by=by, now=now)


@transaction.atomic
def note(*, device: Device, act: str, said: str, by: User, now: datetime) -> None:
    """``act``: ``"down"``, ``"away"`` or ``"back"``. What was found ready in the morning and breaks down is ready no
    more. Raises PermissionDenied, NotNowError."""
    held = _hold(device, by=by)
    _check(act, held)
    today = _today(held, now)
    DeviceEvent.objects.filter(device=held, day=today, kind=DeviceEvent.Kind.READY).delete()
    event = DeviceEvent.objects.create(device=held, kind=act, day=today, at=now, by=by, note=said)
    held.state = LEAVES[act]
    held.save()
    if act in TOLD:
        _tell_operator(held, event, now)
    follow_change(places=[held.place_id], now=now)
    journal.record(verb=f"places.device_{act}", subject=held, by=by, now=now, fields=["state"])


@transaction.atomic
def calibrate(*, device: Device, on: date, until: date | None, said: str, by: User, now: datetime) -> None:
    """Raises PermissionDenied."""
    held = _hold(device, by=by, ability="places.manage")
    held.calibrated_on, held.calibrated_until = on, until
    held.save()
    DeviceEvent.objects.create(device=held, kind=DeviceEvent.Kind.CALIBRATED, day=on, at=now, by=by, note=said)
    follow_change(places=[held.place_id], now=now)
    fields = ["calibrated_on", "calibrated_until"]
    journal.record(verb="places.device_calibrated", subject=held, by=by, now=now, fields=fields)


@transaction.atomic
def remove(*, device: Device, by: User, now: datetime) -> None:
    """It belongs to the place no more. Raises PermissionDenied, and StrandingError while appointments want it."""
    held = _hold(device, by=by, ability="places.manage")
    refuse_to_strand(affected(kind="device", number=held.pk, since=now), despite=0)
    held.removed_at = held.removed_at or now
    held.save()
    journal.record(verb="places.device_removed", subject=held, by=by, now=now, fields=["removed_at"])


def _save(device: Device) -> None:
    """Raises ValidationError for a serial number that is taken, be it by somebody who was a moment faster."""
    device.full_clean()
    try:
        with transaction.atomic():
            device.save()
    except IntegrityError:
        device.full_clean()
        raise


def _hold(device: Device, *, by: User | None, ability: str = "places.check") -> Device:
    hold_place(device.place, by=by, ability=ability)
    return Device.objects.select_related("place", "station").get(pk=device.pk)


def _check(act: str, device: Device) -> None:
    if device.removed_at is not None or device.state not in ACTS[act]:
        raise NotNowError


def _today(device: Device, now: datetime) -> date:
    return now.astimezone(time_zone(device.place.departement)).date()


def _tell_operator(device: Device, event: DeviceEvent, now: datetime) -> None:
    if device.station is None or device.station.operator_id is None:
        return
    tell(
        event=TOLD[event.kind],
        organisation=device.station.operator_id,
        data={
            "device": device.pk,
            "kind": device.kind,
            "serial": device.serial,
            "place": device.place_id,
            "place_name": device.place.name,
            "station": device.station_id,
            "at": now,
        },
        key=f"places.deviceevent:{event.pk}",
        now=now,
    )
