"""What tests start from: places and who is there, each with a word or two said."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import count

from maillage.web.accounts.models import Organisation
from maillage.web.places.models import (
    Availability,
    Device,
    Mediator,
    Place,
    Practitioner,
    Reason,
    Room,
    Station,
    WorkingHours,
)

# A Monday, half past ten in Paris.
NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
_numbers = count(1)


def an_organisation(**said: object) -> Organisation:
    known = {"kind": "ccas", "name": f"CCAS {next(_numbers)}", "created_at": NOW}
    return Organisation.objects.create(**known | said)


def a_place(**said: object) -> Place:
    """Open from Monday to Saturday morning, in Rambouillet, to residents."""
    known = {
        "kind": "social-centre",
        "name": f"Lieu {next(_numbers)}",
        "address": "12 rue des Écoles",
        "postcode": "78120",
        "commune": "78517",
        "lat": 48.6443,
        "lon": 1.8293,
        "phone": "01 30 00 00 00",
        "hours": "Mo-Fr 09:00-12:30,13:30-18:00; Sa 09:00-12:00; PH off",
        "step_free": "yes",
        "is_public": True,
        "opened_at": NOW,
        "changed_at": NOW,
    }
    if "organisation" not in said:
        known["organisation"] = an_organisation()
    return Place.objects.create(**known | said)


def a_room(place: Place, **said: object) -> Room:
    return Room.objects.create(**{"place": place, "name": f"Salle {next(_numbers)}"} | said)


def a_station(room: Room, **said: object) -> Station:
    return Station.objects.create(**{"room": room, "name": f"Cabine {next(_numbers)}"} | said)


def a_device(place: Place, **said: object) -> Device:
    """Calibrated for a year."""
    known = {
        "place": place,
        "kind": "stethoscope",
        "serial": f"S{next(_numbers):06}",
        "calibrated_on": NOW.date(),
        "calibrated_until": NOW.date() + timedelta(days=365),
    }
    return Device.objects.create(**known | said)


def a_mediator(place: Place | None = None, **said: object) -> Mediator:
    """At ``place``, if it is given, from Monday to Friday, 9 to 12 and 14 to 17."""
    known = {"name": f"Médiatrice {next(_numbers)}", "since": date(2025, 1, 1)}
    if "organisation" not in said:
        known["organisation"] = place.organisation if place else an_organisation()
    mediator = Mediator.objects.create(**known | said)
    if place:
        for weekday in range(5):
            for begins, ends in ((time(9), time(12)), (time(14), time(17))):
                at_work(mediator, place, weekday=weekday, begins=begins, ends=ends)
    return mediator


def at_work(mediator: Mediator, place: Place, **said: object) -> WorkingHours:
    known = {"weekday": 0, "begins": time(9), "ends": time(12), "first_day": date(2025, 1, 1)}
    return WorkingHours.objects.create(**{"mediator": mediator, "place": place} | known | said)


def a_practitioner(**said: object) -> Practitioner:
    """At every place; not to be reached until an ``availability`` says when."""
    known = {"name": f"Dr Lointain {next(_numbers)}", "profession": "gp"}
    if "organisation" not in said:
        known["organisation"] = an_organisation(kind="operator", name=f"Opérateur {next(_numbers)}")
    return Practitioner.objects.create(**known | said)


def available(practitioner: Practitioner, starts_at: datetime, ends_at: datetime, **said: object) -> Availability:
    return Availability.objects.create(practitioner=practitioner, starts_at=starts_at, ends_at=ends_at, **said)


def a_reason(**said: object) -> Reason:
    """Half an hour with a mediator, in a closed room, and nobody at the other end."""
    return Reason.objects.create(**{"title": f"Aide en ligne {next(_numbers)}", "minutes": 30} | said)
