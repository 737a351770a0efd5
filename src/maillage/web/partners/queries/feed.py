"""The calendar of a practitioner, as other programs read it: what, when and where, and never who comes."""

from __future__ import annotations

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.web.bookings.models import Appointment
from maillage.web.bookings.queries.words import address_of
from maillage.web.bookings.rules.calendar import Entry, calendar
from maillage.web.bookings.rules.codes import printed
from maillage.web.places.models import Practitioner

from .appointments import for_calendar

# What is over stays in the file for a while: a calendar that was away learns what became of it.
KEPT = timedelta(days=30)


def calendar_of(practitioner: Practitioner, *, now: datetime) -> bytes:
    rows = for_calendar(practitioner, since=now - KEPT)
    return calendar([_entry(row) for row in rows], timezone=timezone.get_default_timezone(), reminds=False)


def _entry(row: Appointment) -> Entry:
    place = row.place
    told = [
        row.reason.said,
        row.station.name if row.station else "",
        row.room.name,
        _("Téléphone du lieu : %(phone)s") % {"phone": place.phone} if place.phone else "",
        _("Code : %(code)s") % {"code": printed(row.code)},
    ]
    return Entry(
        uid=f"appointment-{row.pk}@{urlsplit(settings.URL).hostname}",
        sequence=row.version,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        changed_at=row.changed_at,
        title=_("%(reason)s, %(place)s") % {"reason": row.reason.said, "place": place.name},
        where=address_of(place),
        words="\n".join(filter(None, told)),
        is_cancelled=row.state == Appointment.State.CANCELLED,
    )
