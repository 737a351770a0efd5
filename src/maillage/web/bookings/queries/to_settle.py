"""What is to be seen to: appointments that cannot take place as they stand, and those of which nothing was noted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from maillage.web.accounts.models import User

from ..models import Appointment
from .finding import Found, found
from .sight import places_for
from .stranded import stranded
from .whole import whole

# What was not noted by then never will be.
LOOKED_BACK = timedelta(days=30)


@dataclass(frozen=True)
class ToSettle:
    """``stranded``: with what is no longer there; ``unnoted``: past, and nobody said whether the person came."""

    stranded: list[tuple[Found, str]]
    unnoted: list[Found]

    def __bool__(self) -> bool:
        return bool(self.stranded or self.unnoted)


def to_settle(*, reader: User, now: datetime) -> ToSettle:
    """Of the reader's own places, in order of time."""
    places = [place.pk for place in places_for(reader).own]
    why = {
        "closed": _("Le lieu est fermé, ou quelqu’un manque."),
        "device": _("Un appareil n’est pas utilisable."),
    }
    booked = whole().filter(place__in=places, state=Appointment.State.BOOKED)
    past = booked.filter(ends_at__lt=now, ends_at__gte=now - LOOKED_BACK).order_by("starts_at", "pk")
    return ToSettle(
        stranded=[(found(each.appointment), why[each.why]) for each in stranded(places=places, now=now)],
        unnoted=[found(each) for each in past],
    )
