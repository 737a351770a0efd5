"""One appointment: what was sent about it, and what was done to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from maillage.web.accounts.models import User
from maillage.web.messages.queries.listing import Line as Sent
from maillage.web.messages.queries.listing import caused_by
from maillage.web.messages.rules.phone import readable_phone
from maillage.web.privacy.actions.journal import reference
from maillage.web.privacy.queries.journal import Line as Done
from maillage.web.privacy.queries.journal import history_of

from ..models import Appointment
from ..rules.arrangements import ARRANGEMENTS
from ..rules.cancelling import BECAUSE
from ..rules.codes import printed
from ..rules.states import Act, refusal
from .counter import Numbered, offers, origin
from .hours import zone_of
from .moments import day_words, hour_words, moment_words
from .sight import acts


@dataclass(frozen=True)
class Sheet:
    """Days and hours by the clock of the place, in words. ``acts``: codes of what the reader may do to it now. ``sent``
    and ``done``: the latest last."""

    appointment: Appointment
    code: str
    date: date
    day: str
    begins: str
    ends: str
    moved_from: str
    phone: str
    address: list[str]
    arrangements: list[str]
    because: str
    acts: frozenset[str]
    sent: list[Sent]
    done: list[Done]


def sheet_of(appointment: Appointment, *, reader: User, now: datetime) -> Sheet:
    zone = zone_of(appointment.place)
    starts_at = appointment.starts_at.astimezone(zone)
    return Sheet(
        appointment=appointment,
        code=printed(appointment.code),
        date=starts_at.date(),
        day=day_words(starts_at.date(), today=now.astimezone(zone).date()),
        begins=hour_words(starts_at),
        ends=hour_words(appointment.ends_at.astimezone(zone)),
        moved_from=moment_words(appointment.moved_from.astimezone(zone)) if appointment.moved_from else "",
        phone=readable_phone(appointment.phone),
        address=appointment.address.splitlines(),
        arrangements=[_(ARRANGEMENTS[code]) for code in appointment.arrangements if code in ARRANGEMENTS],
        because=_(BECAUSE[appointment.cancelled_because][1]) if appointment.cancelled_because in BECAUSE else "",
        acts=_possible(appointment, now) if acts(reader, appointment) else frozenset(),
        sent=caused_by(f"bookings.appointment:{appointment.pk}:"),
        done=history_of(reference(appointment)),
    )


def other_moments(
    appointment: Appointment, *, reader: User, now: datetime, since: date | None = None
) -> list[Numbered]:
    """To which it could be moved, from where the person lives."""
    return offers(
        appointment.reason,
        origin(appointment.commune, appointment.place),
        reader=reader,
        now=now,
        since=since,
        step_free="step-free" in appointment.arrangements,
    )


def _possible(appointment: Appointment, now: datetime) -> frozenset[str]:
    zone = zone_of(appointment.place)
    day, today = appointment.starts_at.astimezone(zone).date(), now.astimezone(zone).date()
    asked = {"starts_at": appointment.starts_at, "now": now, "day": day, "today": today}
    return frozenset(str(act) for act in Act if not refusal(act, appointment.state, **asked))
