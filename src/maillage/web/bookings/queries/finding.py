"""An appointment is found by its code, or by the telephone number or e-mail address of who comes: names are sealed."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse

from maillage.web.accounts.models import User
from maillage.web.messages.rules.phone import normal_phone

from ..rules.codes import printed, typed
from .hours import zone_of
from .moments import moment_words
from .sight import sees, whole

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
    return [
        Found(
            code=each.code,
            address=reverse("bookings:appointment", args=[each.code]),
            person=each.name or printed(each.code),
            state=each.state,
            state_label=each.get_state_display(),
            when=moment_words(each.starts_at.astimezone(zone_of(each.place))),
            reason=each.reason.said,
            place=each.place.name,
        )
        for each in rows[:MOST]
    ]


def _phone(said: str) -> str:
    try:
        return normal_phone(said)
    except ValueError:
        return ""
