"""An appointment is found by its code, or by the telephone number or e-mail address of who comes: names are sealed."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse

from maillage.web.accounts.models import User
from maillage.web.messages.rules.phone import normal_phone

from ..models import Appointment
from ..rules.codes import printed, typed
from .hours import zone_of
from .moments import moment_words
from .sight import sees
from .whole import whole

MOST = 50


@dataclass(frozen=True)
class Found:
    code: str
    address: str
    person: str
    state: str
    state_label: str
    when: str
    reason: str
    place: str


def search(text: str, *, reader: User) -> list[Found]:
    """By the whole of it, as people write it; the latest first, and only what the reader may read."""
    said = text.strip()
    if not said:
        return []
    wanted = Q(code=typed(said)) | Q(email_index=said)
    if phone := _phone(said):
        wanted |= Q(phone_index=phone)
    rows = [each for each in whole().filter(wanted).order_by("-starts_at", "-pk") if sees(reader, each)]
    return [found(each) for each in rows[:MOST]]


def found(appointment: Appointment) -> Found:
    """As a list has it, for who may read it."""
    return Found(
        code=appointment.code,
        address=reverse("bookings:appointment", args=[appointment.code]),
        person=appointment.name or printed(appointment.code),
        state=appointment.state,
        state_label=appointment.get_state_display(),
        when=moment_words(appointment.starts_at.astimezone(zone_of(appointment.place))),
        reason=appointment.reason.said,
        place=appointment.place.name,
    )


def _phone(said: str) -> str:
    try:
        return normal_phone(said)
    except ValueError:
        return ""
