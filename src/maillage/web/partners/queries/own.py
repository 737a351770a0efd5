"""What an organisation may speak of: its practitioners, and the devices of the stations that it operates."""

from __future__ import annotations

from maillage.web.accounts.models import Organisation
from maillage.web.places.models import Device, Practitioner


def devices_of(organisation: Organisation, *, serial: str, kind: str = "") -> list[Device]:
    """Those of a serial number, which is its own among devices of one ``kind`` only."""
    rows = Device.objects.filter(
        station__operator=organisation, station__removed_at=None, serial=serial, removed_at=None
    )
    rows = rows.filter(kind=kind) if kind else rows
    return list(rows.select_related("place", "station").order_by("pk"))


def find_practitioner(organisation: Organisation, number: int) -> Practitioner | None:
    """One of an organisation, who has not left."""
    return Practitioner.objects.filter(organisation=organisation, left_at=None, pk=number).first()


def practitioners_of(organisation: Organisation) -> list[Practitioner]:
    return list(Practitioner.objects.filter(organisation=organisation, left_at=None).order_by("name", "pk"))
