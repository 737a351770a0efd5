"""An operator with a practitioner and a station, and what is booked with them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from itertools import count

from django.utils import timezone

from maillage.web.accounts.models import Organisation
from maillage.web.bookings.models import Appointment, Occupation
from maillage.web.places.models import Device, Practitioner, Station

from ..given import a_device, a_place, a_practitioner, a_reason, a_room, a_station, an_organisation

_codes = count(1)


@dataclass(frozen=True)
class Operator:
    organisation: Organisation
    practitioner: Practitioner
    station: Station
    device: Device


def an_operator() -> Operator:
    organisation = an_organisation(kind="operator")
    practitioner = a_practitioner(organisation=organisation, email="dr.lointain@exemple.fr")
    place = a_place()
    station = a_station(a_room(place), operator=organisation)
    return Operator(organisation, practitioner, station, a_device(place, station=station))


def booked(operator: Operator, **said: object) -> Appointment:
    """Tomorrow, of somebody who has a name; what it takes is taken."""
    starts_at = said.pop("starts_at", None) or timezone.now().replace(microsecond=0) + timedelta(days=1)
    known = {
        "code": f"K{next(_codes):07}",
        "place": operator.station.room.place,
        "room": operator.station.room,
        "station": operator.station,
        "practitioner": operator.practitioner,
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(minutes=30),
        "via": "counter",
        "name": "Jeanne Moreau",
        "phone": "+33612345678",
        "phone_index": "+33612345678",
        "made_at": starts_at,
        "changed_at": timezone.now(),
    }
    if "reason" not in said:
        known["reason"] = a_reason(title=f"Téléconsultation {known['code']}")
    made = Appointment.objects.create(**known | said)
    if made.practitioner and made.state == "booked":
        Occupation.objects.create(
            kind=Occupation.Kind.PRACTITIONER,
            resource=made.practitioner_id,
            starts_at=made.starts_at,
            ends_at=made.ends_at,
            holder=f"bookings.appointment {made.pk}",
            appointment=made,
        )
    return made
