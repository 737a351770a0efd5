"""The page of a practitioner: what is to come, when they can be reached, their calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Min, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.engine.territory.time_zone import time_zone
from maillage.web.accounts.models import User
from maillage.web.accounts.queries.organisations import organisations_of
from maillage.web.bookings.models import Appointment
from maillage.web.bookings.queries.moments import hour_words
from maillage.web.bookings.queries.words import address_of
from maillage.web.bookings.rules.codes import printed
from maillage.web.places.models import Practitioner
from maillage.web.places.queries.practitioners import WeekOf, minutes_to_come, weeks_to_come
from maillage.web.places.queries.weeks import minutes_in_words

from .appointments import to_come


@dataclass(frozen=True)
class Line:
    """An appointment as its practitioner sees it. ``elsewhere``: the hour there, where clocks are not those here."""

    appointment: Appointment
    day: date
    begins: str
    ends: str
    elsewhere: str
    code: str
    address: str


@dataclass(frozen=True)
class Desk:
    lines: list[Line]
    weeks: list[WeekOf]
    sum: str

    def find(self, code: str) -> Appointment | None:
        return next((line.appointment for line in self.lines if line.appointment.code == code), None)


def desk_of(practitioner: Practitioner, *, now: datetime) -> Desk:
    weeks = weeks_to_come(practitioner, now=now)
    lines = [_line(row) for row in to_come(practitioner, now=now)]
    return Desk(lines, weeks, minutes_in_words(minutes_to_come(weeks)))


def own_practitioners(reader: User) -> QuerySet[Practitioner]:
    """Of the organisations for which the reader publishes."""
    rows = Practitioner.objects.filter(left_at=None, organisation__in=organisations_of(reader, "partners.own"))
    return rows.select_related("organisation")


def practitioners_for(reader: User, *, now: datetime) -> list[Practitioner]:
    """Each with ``coming``, how many appointments are to come, and ``next_at``, when they can next be reached."""
    booked = Q(appointments__state=Appointment.State.BOOKED, appointments__ends_at__gt=now)
    return list(
        own_practitioners(reader)
        .annotate(
            coming=Count("appointments", filter=booked, distinct=True),
            next_at=Min("availabilities__starts_at", filter=Q(availabilities__ends_at__gt=now)),
        )
        .order_by("name", "pk")
    )


def _line(row: Appointment) -> Line:
    here = timezone.localtime(row.starts_at)
    there = row.starts_at.astimezone(time_zone(row.place.departement))
    apart = there.utcoffset() != here.utcoffset()
    return Line(
        appointment=row,
        day=here.date(),
        begins=hour_words(here),
        ends=hour_words(timezone.localtime(row.ends_at)),
        elsewhere=_("%(hour)s sur place") % {"hour": hour_words(there)} if apart else "",
        code=printed(row.code),
        address=address_of(row.place),
    )
