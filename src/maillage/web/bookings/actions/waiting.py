"""People wait for a moment, are offered one in the order in which they asked, and say yes or no."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from maillage.web.places.models import Place, Reason
from maillage.web.privacy.actions import journal

from ..models import Appointment, Waiting
from ..rules.offers import moment
from ..rules.person import Person
from ..rules.refusals import RefusedError
from .occupations import release

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
) -> Waiting:
    """Somebody waits for a moment at one of ``places``, on one of ``weekdays`` (Monday is 0; any if none), between two
    times of the day, ``until`` a day. ``person``: see Waiting; they must have a name."""
    said = {name: value for name, value in vars(person).items() if name not in {"reminded", "arrangements"}}
    waiting = Waiting.objects.create(
        reason=reason,
        weekdays=sorted(set(weekdays)),
        begins=begins,
        ends=ends,
        until=until,
        asked_by=by,
        asked_at=now,
        arrangements=list(person.arrangements),
        **said,
    )
    waiting.places.set(places)
    fields = [name for name, value in said.items() if value]
    journal.record(verb="bookings.waited", subject=waiting, by=by, now=now, fields=fields)
    return waiting


@transaction.atomic
def accept(*, waiting: Waiting, by: AbstractBaseUser | None, now: datetime) -> Appointment:
    """They take the moment that was offered. Raises RefusedError if it is not theirs any more."""
    held, offer = _offered(waiting, now)
    offer.state, offer.changed_at, offer.version = Appointment.State.BOOKED, now, offer.version + 1
    offer.save(update_fields=["state", "changed_at", "version"])
    held.state, held.answer_by, held.ended_at = State.SERVED, None, now
    held.save(update_fields=["state", "answer_by", "ended_at"])
    journal.record(verb="bookings.offer_accepted", subject=offer, by=by, now=now, fields=["state"])
    return offer


@transaction.atomic
def refuse(*, waiting: Waiting, by: AbstractBaseUser | None, now: datetime) -> Waiting:
    """They do not want the moment, and go on waiting: it is offered to the next. Raises RefusedError."""
    held, offer = _offered(waiting, now)
    release(holder=offer)
    offer.state, offer.cancelled_at, offer.cancelled_because = Appointment.State.CANCELLED, now, "refused"
    offer.changed_at, offer.version = now, offer.version + 1
    offer.save()
    held.state, held.answer_by = State.WAITING, None
    held.declined = [*held.declined, moment(offer.place_id, offer.starts_at)]
    held.save(update_fields=["state", "answer_by", "declined"])
    journal.record(verb="bookings.offer_refused", subject=offer, by=by, now=now, fields=["state"])
    return held


@transaction.atomic
def leave(*, waiting: Waiting, by: AbstractBaseUser | None, now: datetime) -> Waiting:
    """They wait no more. What was offered to them is given back. Raises RefusedError if they had left."""
    held = Waiting.objects.select_for_update().get(pk=waiting.pk)
    if held.state == State.OFFERED:
        held = refuse(waiting=held, by=by, now=now)
    if held.state != State.WAITING:
        raise RefusedError("answered")
    held.state, held.ended_at = State.LEFT, now
    held.save(update_fields=["state", "ended_at"])
    journal.record(verb="bookings.left", subject=held, by=by, now=now, fields=["state"])
    return held


def _offered(waiting: Waiting, now: datetime) -> tuple[Waiting, Appointment]:
    """Both rows, which nobody else changes until the end. Raises RefusedError."""
    held = Waiting.objects.select_for_update(of=("self",)).select_related("offered").get(pk=waiting.pk)
    if held.state != State.OFFERED or held.offered is None or held.answer_by is None or held.answer_by < now:
        raise RefusedError("answered")
    return held, held.offered
