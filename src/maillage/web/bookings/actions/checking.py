"""Whether a moment may be booked, before it is taken."""

from __future__ import annotations

from datetime import datetime, timedelta

from maillage.web.places.models import Device, Place, Reason

from ..models import Appointment
from ..rules.refusals import RefusedError
from ..rules.slot import Slot
from ..rules.states import moment_refusal


def check(slot: Slot, *, via: str, now: datetime, instead_of: Appointment | None = None) -> None:
    """Raises RefusedError. ``instead_of``: what is given back for it."""
    reason = Reason.objects.filter(pk=slot.reason, ended_at=None).first()
    if reason is None or not Place.objects.filter(pk=slot.place, closed_at=None).exists():
        raise RefusedError("ended")
    # Who stands at the counter or is on the telephone may come at once: notice is for those whom nobody sees.
    notice = timedelta(minutes=reason.notice_minutes) if via == Appointment.Via.WEB else timedelta(0)
    horizon = timedelta(days=reason.horizon_days)
    if code := moment_refusal(slot.starts_at, now=now, notice=notice, horizon=horizon):
        raise RefusedError(code)
    if not _devices_are_ready(slot):
        raise RefusedError("device")


def _devices_are_ready(slot: Slot) -> bool:
    ready = Device.objects.filter(pk__in=slot.devices, state=Device.State.IN_USE, removed_at=None)
    day = slot.starts_at.date()
    return all(each.calibrated_until is None or each.calibrated_until >= day for each in ready) and len(ready) == len(
        slot.devices
    )
