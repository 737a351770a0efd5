"""People wait for a moment, are offered one in the order in which they asked, and say yes or no."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from maillage.web.places.models import Place, Reason
from maillage.web.privacy.actions import journal

from ..models import Appointment, Waiting
from ..queries.whole import get_whole
from ..rules.offers import moment
from ..rules.person import Person
from ..rules.refusals import RefusedError
from .freed import offer_what_is_free
from .partners import tell_partners
from .rows import call_off, changed, contacts_of, fields_of
from .telling import tell_booked, tell_lapsed, untell

State = Waiting.State


@transaction.atomic
def wait(
    *,
    reason: Reason,
    places: Sequence[Place],
    person: Person,
    until: date,
    by: AbstractBaseUser | None,
    now: datetime,
    weekdays: Iterable[int] = (),
    begins: time | None = None,
    ends: time | None = None,
    key: UUID | None = None,
) -> Waiting:
    """Somebody waits for a moment at one of ``places``, on one of ``weekdays`` (Monday is 0; any if none), between two
    times of the day, ``until`` a day. What is free already is offered at once.

    Raises ValueError for a telephone number that is none.
    """
    waiting = Waiting.objects.create(
        key=key,
        reason=reason,
        weekdays=sorted(set(weekdays)),
        begins=begins,
        ends=ends,
        until=until,
        asked_by=by,
        asked_at=now,
        **contacts_of(person),
    )
    waiting.places.set(places)
    for place in places:
        offer_what_is_free(place=place.pk, now=now)
    fields = [name for name in fields_of(person) if name != "reminded"]
    journal.record(verb="bookings.waited", subject=waiting, by=by, now=now, fields=fields)
    return waiting


@transaction.atomic
def accept(*, waiting: Waiting, by: AbstractBaseUser | None, now: datetime) -> Appointment:
    """They take the moment that was offered. Raises RefusedError if it is not theirs any more."""
    held, offer = _hold(waiting, now)
    offer.state = Appointment.State.BOOKED
    changed(offer, now)
    held.state, held.answer_by, held.ended_at = State.SERVED, None, now
    held.save(update_fields=["state", "answer_by", "ended_at"])
    untell(offer, now=now)
    tell_booked(offer, by=by, now=now)
    tell_partners("booked", offer, now=now)
    journal.record(verb="bookings.offer_accepted", subject=offer, by=by, now=now, fields=["state"])
    return offer


@transaction.atomic
def refuse(*, waiting: Waiting, by: AbstractBaseUser | None, now: datetime) -> Waiting:
    """They do not want the moment, and go on waiting: it is offered to the next. Raises RefusedError."""
    held, offer = _hold(waiting, now)
    _give_back(held, offer, because="refused", now=now)
    held.save(update_fields=["state", "answer_by", "declined"])
    untell(offer, now=now)
    journal.record(verb="bookings.offer_refused", subject=offer, by=by, now=now, fields=["state"])
    return held


@transaction.atomic
def lapse(*, waiting: Waiting, now: datetime) -> Waiting | None:
    """They did not answer in time, or what they were offered is there no more: they go on waiting. None if they have
    answered meanwhile."""
    held = Waiting.objects.select_for_update().get(pk=waiting.pk)
    if held.state != State.OFFERED or held.offered_id is None:
        return None
    offer = get_whole(held.offered_id)
    _give_back(held, offer, because="lapsed", now=now)
    held.save(update_fields=["state", "answer_by", "declined"])
    tell_lapsed(offer, now=now)
    journal.record(verb="bookings.offer_lapsed", subject=offer, by=None, now=now, fields=["state"])
    return held


@transaction.atomic
def leave(*, waiting: Waiting, by: AbstractBaseUser | None, now: datetime) -> Waiting:
    """They wait no more. What was offered to them is given back. Raises RefusedError if they had left, or have an
    appointment."""
    held = Waiting.objects.select_for_update().get(pk=waiting.pk)
    if held.state not in {State.WAITING, State.OFFERED}:
        raise RefusedError("answered")
    if held.state == State.OFFERED and held.offered_id is not None:
        offer = get_whole(held.offered_id)
        _give_back(held, offer, because="refused", now=now)
        untell(offer, now=now)
    held.state, held.answer_by, held.ended_at = State.LEFT, None, now
    held.save(update_fields=["state", "answer_by", "declined", "ended_at"])
    journal.record(verb="bookings.left", subject=held, by=by, now=now, fields=["state"])
    return held


def _hold(waiting: Waiting, now: datetime) -> tuple[Waiting, Appointment]:
    """Both rows, which nobody else changes until the end. Raises RefusedError."""
    held = Waiting.objects.select_for_update().get(pk=waiting.pk)
    if held.state != State.OFFERED or held.offered_id is None or held.answer_by is None or held.answer_by < now:
        raise RefusedError("answered")
    return held, get_whole(held.offered_id)


def _give_back(held: Waiting, offer: Appointment, *, because: str, now: datetime) -> None:
    """The moment is free for the next, and is not offered to them again."""
    call_off(offer, because=because, now=now)
    held.state, held.answer_by = State.WAITING, None
    held.declined = [*held.declined, moment(offer.place_id, offer.starts_at)]
    offer_what_is_free(place=offer.place_id, now=now)
