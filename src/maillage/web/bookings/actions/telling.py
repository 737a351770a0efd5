"""What people are told of their appointments, promised in the transaction that makes it true.

Some of it is a courtesy: it goes where the machine can send it, or by a letter that arrives in time; who has neither
was told by the person before them, and has a slip of paper. What they cannot know otherwise reaches them by a call, or
by hand, if need be.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.utils import translation
from django.utils.translation import gettext as _

from maillage.engine.territory.time_zone import time_zone
from maillage.web.messages.actions import outbox
from maillage.web.messages.queries.ringing import leaves_at
from maillage.web.messages.rules.channels import Channel
from maillage.web.messages.rules.phone import takes_sms
from maillage.web.messages.rules.purposes import SERVICE
from maillage.web.messages.rules.recipient import Recipient

from ..models import Appointment
from ..queries.words import said, words_of
from ..rules.cancelling import BECAUSE, PERSON
from ..rules.reminders import day_before, post_arrives, same_day

REMINDING = ("day-before", "same-day")
KINDS = ("booked", "moved", "offered", *REMINDING)
REMINDERS = "reminders"


def tell_booked(appointment: Appointment, *, by: AbstractBaseUser | None, now: datetime) -> None:
    words = words_of(appointment)
    to = _as_a_courtesy(appointment, now)
    if to is not None:
        _send("booked", appointment, to, words, by=by, now=now)
    _remind(appointment, words, by=by, now=now)


def tell_moved(appointment: Appointment, *, by: AbstractBaseUser | None, now: datetime) -> None:
    """Whatever was promised of the moment before is not sent."""
    _withdraw(appointment, now)
    words = words_of(appointment)
    with translation.override(appointment.language):
        words |= said(appointment.moved_from, appointment.place, prefix="former_")
    _send("moved", appointment, _whatever_it_takes(appointment, now), words, by=by, now=now)
    _remind(appointment, words, by=by, now=now)


def tell_cancelled(appointment: Appointment, *, by: AbstractBaseUser | None, now: datetime) -> None:
    _withdraw(appointment, now)
    whose, why = BECAUSE[appointment.cancelled_because]
    their_own = whose == PERSON
    to = _as_a_courtesy(appointment, now) if their_own else _whatever_it_takes(appointment, now)
    if to is None:
        return
    with translation.override(appointment.language):
        words = words_of(appointment) | {"why": "" if their_own else _(why)}
    _send("cancelled", appointment, to, words, by=by, now=now)


def tell_offered(appointment: Appointment, *, answer_by: datetime, by: AbstractBaseUser | None, now: datetime) -> None:
    with translation.override(appointment.language):
        words = words_of(appointment) | said(answer_by, appointment.place, prefix="limit_")
    _send("offered", appointment, _whatever_it_takes(appointment, now), words, by=by, now=now)


def tell_lapsed(appointment: Appointment, *, now: datetime) -> None:
    """The offer itself is withdrawn, if it has not left; then there is nothing to tell."""
    offered = _key(appointment, "offered", version=0)
    if outbox.withdraw(keys=[offered], now=now):
        return
    to = _as_a_courtesy(appointment, now)
    if to is not None:
        _send("lapsed", appointment, to, words_of(appointment), by=None, now=now)


def tell_again(appointment: Appointment, *, by: AbstractBaseUser | None, now: datetime) -> None:
    """They want to be reminded, or no more."""
    _withdraw(appointment, now, REMINDING)
    _remind(appointment, words_of(appointment), by=by, now=now)


def untell(appointment: Appointment, *, now: datetime) -> None:
    """Nothing that was promised of it and waits is sent."""
    _withdraw(appointment, now)


def _remind(appointment: Appointment, words: dict[str, str], *, by: AbstractBaseUser | None, now: datetime) -> None:
    """Who asked for it: the day before by whatever reaches them, and by SMS two hours before."""
    if not appointment.reminded:
        return
    zone = time_zone(appointment.place.departement)
    at = day_before(appointment.starts_at, now=now, zone=zone, rings=_rings)
    if at is not None and (appointment.email or appointment.phone):
        to = _recipient(appointment)
        _send("reminder", appointment, to, words, kind="day-before", purpose=REMINDERS, not_before=at, by=by, now=now)
    at = same_day(appointment.starts_at, now=now, rings=_rings)
    if at is not None and takes_sms(appointment.phone):
        to = _recipient(appointment, email="", wish=Channel.SMS)
        _send("reminder", appointment, to, words, kind="same-day", purpose=REMINDERS, not_before=at, by=by, now=now)


def _rings(at: datetime) -> bool:
    return leaves_at(Channel.SMS, at) == at


def _send(
    template: str,
    appointment: Appointment,
    to: Recipient,
    words: dict[str, str],
    *,
    by: AbstractBaseUser | None,
    now: datetime,
    kind: str = "",
    purpose: str = SERVICE,
    not_before: datetime | None = None,
) -> None:
    outbox.send(
        template=f"bookings/{template}",
        to=to,
        words=words,
        key=_key(appointment, kind or template, version=appointment.version),
        purpose=purpose,
        not_before=not_before,
        by=by,
        now=now,
    )


def _key(appointment: Appointment, kind: str, *, version: int) -> str:
    return f"bookings.appointment:{appointment.pk}:{version}:{kind}"


def _withdraw(appointment: Appointment, now: datetime, kinds: Sequence[str] = KINDS) -> None:
    versions = range(appointment.version)
    outbox.withdraw(keys=[_key(appointment, kind, version=each) for each in versions for kind in kinds], now=now)


def _as_a_courtesy(appointment: Appointment, now: datetime) -> Recipient | None:
    """None if only a call, or a letter that comes too late, would reach them."""
    address = _lines(appointment) if post_arrives(appointment.starts_at, now=now) else ()
    phone = appointment.phone if takes_sms(appointment.phone) else ""
    if not (appointment.email or phone or address):
        return None
    return _recipient(appointment, phone=phone, address=address)


def _whatever_it_takes(appointment: Appointment, now: datetime) -> Recipient:
    return _recipient(appointment, address=_lines(appointment) if post_arrives(appointment.starts_at, now=now) else ())


def _recipient(appointment: Appointment, **instead: object) -> Recipient:
    """With no address a call comes before a letter."""
    known = {
        "name": appointment.person,
        "language": appointment.language,
        "email": appointment.email,
        "phone": appointment.phone,
        "wish": Channel(appointment.wish) if appointment.wish else None,
    }
    return Recipient(**known | instead)


def _lines(appointment: Appointment) -> tuple[str, ...]:
    return tuple(appointment.address.splitlines())
