"""An appointment as whoever holds its link sees it, and the calendar's entry for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, tzinfo
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from maillage.web.places.models import Reason

from ..models import Appointment
from ..rules.arrangements import ARRANGEMENTS
from ..rules.calendar import Entry, calendar
from ..rules.codes import printed
from ..rules.slot import Slot
from .hours import zone_of
from .links import OPEN_FOR, link_of
from .moments import day_words, hour_words, moment_words
from .offered import find_open_place, find_reason
from .offers import Somewhere
from .words import address_of, phone_of


@dataclass(frozen=True)
class Chosen:
    """A moment that somebody is about to take."""

    slot: Slot
    reason: Reason
    somewhere: Somewhere
    day: str
    begins: str


@dataclass(frozen=True)
class Own:
    """``may_change``: move it or cancel it, as long as it has not begun. ``was``: when it was to be, if it was
    moved. ``answer_by``: until when it is kept for them, if it is only offered."""

    appointment: Appointment
    code: str
    somewhere: Somewhere
    day: str
    begins: str
    ends: str
    was: str
    arrangements: list[str]
    may_change: bool
    is_over: bool
    answer_by: str


def chosen(slot: Slot) -> Chosen | None:
    """None if residents do not book there, or no longer."""
    place, reason = find_open_place(slot.place), find_reason(slot.reason)
    if place is None or reason is None or not (place.is_public and reason.is_public):
        return None
    starts_at = slot.starts_at.astimezone(zone_of(place))
    return Chosen(slot, reason, Somewhere(place), day_words(starts_at.date()), hour_words(starts_at))


def own(appointment: Appointment, *, now: datetime) -> Own:
    place = appointment.place
    zone = zone_of(place)
    starts_at, ends_at = appointment.starts_at.astimezone(zone), appointment.ends_at.astimezone(zone)
    was = appointment.moved_from.astimezone(zone) if appointment.moved_from else None
    return Own(
        appointment=appointment,
        code=printed(appointment.code),
        somewhere=Somewhere(place),
        day=day_words(starts_at.date()),
        begins=hour_words(starts_at),
        ends=hour_words(ends_at),
        was=moment_words(was) if was else "",
        arrangements=[_(ARRANGEMENTS[code]) for code in appointment.arrangements if code in ARRANGEMENTS],
        may_change=appointment.is_to_come and starts_at > now,
        is_over=ends_at <= now,
        answer_by=_answer_by(appointment, zone),
    )


def find_own(code: str, contact: str, *, now: datetime) -> Appointment | None:
    """By its code, and the telephone number or e-mail address that was given with it; by none, if none was."""
    row = Appointment.objects.exclude(state=Appointment.State.OFFERED).filter(code=code).first()
    if row is None or row.ends_at + OPEN_FOR < now:
        return None
    known = {row.phone, row.email.casefold()} - {""} or {""}
    return row if contact.casefold() in known else None


def calendar_of(appointment: Appointment) -> bytes:
    """A file that calendars open. Its entry says the place and not what for: families share their calendars."""
    place = appointment.place
    told = [
        _("Code : %(code)s") % {"code": printed(appointment.code)},
        _("Téléphone du lieu : %(phone)s") % {"phone": phone_of(place)} if place.phone else "",
        place.getting_there,
        _("À apporter : %(what)s") % {"what": appointment.reason.to_bring} if appointment.reason.to_bring else "",
    ]
    entry = Entry(
        uid=f"appointment-{appointment.pk}@{urlsplit(settings.URL).hostname}",
        sequence=appointment.version,
        starts_at=appointment.starts_at,
        ends_at=appointment.ends_at,
        changed_at=appointment.changed_at,
        title=_("Rendez-vous : %(place)s") % {"place": place.name},
        where=address_of(place),
        words="\n".join(filter(None, told)),
        link=link_of(appointment),
        is_cancelled=appointment.state == Appointment.State.CANCELLED,
    )
    return calendar([entry], timezone=zone_of(place))


def _answer_by(appointment: Appointment, zone: tzinfo) -> str:
    waiting = getattr(appointment, "waiting", None)
    return moment_words(waiting.answer_by.astimezone(zone)) if waiting and waiting.answer_by else ""
