"""The slip of paper that somebody takes home who has neither e-mail nor telephone."""

from __future__ import annotations

from typing import Any

from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from maillage.outputs.typeset import typeset
from maillage.web.authority import authority

from ..models import Appointment
from ..rules.codes import printed
from .hours import zone_of
from .moments import day_words, hour_words


def slip_of(appointment: Appointment) -> bytes:
    """A tagged PDF of one A6 page, in the language of the person."""
    with translation.override(appointment.language):
        return typeset("maillage.web.bookings", "slip.typ", _content(appointment))


def _content(appointment: Appointment) -> dict[str, Any]:
    place = appointment.place
    starts_at = appointment.starts_at.astimezone(zone_of(place))
    code = printed(appointment.code)
    how = _("Si vous ne pouvez pas venir, appelez le %(phone)s et dites le code %(code)s. Un autre en profitera.")
    come = _("Si vous ne pouvez pas venir, passez le dire sur place avec le code %(code)s. Un autre en profitera.")
    return {
        "title": _("Votre rendez-vous"),
        "foot": "",
        "language": appointment.language,
        "sender": authority().name or "maillage",
        "day": capfirst(day_words(starts_at.date())),
        "hour": hour_words(starts_at),
        "reason": appointment.reason.said,
        "name": appointment.name,
        "place": place.name,
        "address": list(filter(None, (place.address, place.town))),
        "room": appointment.room.name,
        "phone": place.phone,
        "getting_there": place.getting_there,
        "bring": appointment.reason.to_bring,
        "code": code,
        "cancel": (how if place.phone else come) % {"phone": place.phone, "code": code},
        "words": {"bring": _("À apporter"), "code": _("Code"), "phone": _("Téléphone")},
    }
