"""An appointment in the words of a message, in the language of the person."""

from __future__ import annotations

from datetime import datetime
from math import ceil

from django.utils import translation
from django.utils.translation import gettext as _

from maillage.engine.territory.time_zone import time_zone
from maillage.web.messages.rules.phone import normal_phone, readable_phone
from maillage.web.places.models import Place

from ..models import Appointment
from ..rules.codes import printed
from .links import link_of
from .moments import day_words, hour_words

LONG_WAY_MINUTES = 90


def words_of(appointment: Appointment) -> dict[str, str]:
    """Everything that a message may say. Its place and reason are at hand."""
    place, reason = appointment.place, appointment.reason
    with translation.override(appointment.language):
        return said(appointment.starts_at, place) | {
            "name": appointment.name,
            "reason": reason.said,
            "bring": reason.to_bring,
            "place": place.name,
            "address": address_of(place),
            "phone": phone_of(place),
            "code": printed(appointment.code),
            "link": link_of(appointment),
        }


def said(moment: datetime, place: Place, *, prefix: str = "") -> dict[str, str]:
    """Day and hour by the clocks of a place, in the present language."""
    there = moment.astimezone(time_zone(place.departement))
    return {f"{prefix}day": day_words(there.date()), f"{prefix}hour": hour_words(there)}


def address_of(place: Place) -> str:
    """« 12 rue des Écoles, 78120 Rambouillet »."""
    return ", ".join(filter(None, (place.address, place.town)))


def phone_of(place: Place) -> str:
    """« 01 30 00 00 00 », or as it was typed."""
    try:
        return readable_phone(normal_phone(place.phone))
    except ValueError:
        return place.phone


def way_words(minutes: float | None, *, approximate: bool) -> str:
    """How long it takes to get there, as precisely as one can say: « environ » where it is a model's."""
    if minutes is None:
        return ""
    if minutes > LONG_WAY_MINUTES:
        return _("environ %(hours)d h en voiture") % {"hours": ceil(minutes / 60)}
    told = _("environ %(minutes)d min en voiture") if approximate else _("%(minutes)d min en voiture")
    return told % {"minutes": max(1, round(minutes))}
