"""What became free is offered to those who wait, and taken back if nobody answers: the work of jobs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction

from maillage.engine.territory.time_zone import time_zone
from maillage.web.messages.queries.ringing import leaves_at
from maillage.web.messages.rules.channels import Channel
from maillage.web.places.models import Place, Reason
from maillage.web.privacy.actions import journal

from ..models import Appointment, Waiting
from ..queries.slots import free
from ..rules.offers import Wish, answer_by, told_at
from ..rules.person import Person
from ..rules.refusals import RefusedError, TakenError
from ..rules.slot import Slot
from .rows import put_down
from .telling import tell_offered
from .waiting import lapse, leave

State = Waiting.State


def offer_freed(*, place: int, now: datetime) -> int:
    """Whoever waits for something at this place is offered the first moment that suits them, in the order in which they
    asked. How many were offered one."""
    waiting = Waiting.objects.filter(state=State.WAITING, places=place, places__closed_at=None)
    moments: dict[int, list[Slot]] = {}
    count = 0
    for each in waiting.order_by("asked_at", "pk").select_related("reason"):
        if each.reason_id not in moments:
            moments[each.reason_id] = _free(each.reason, place, now)
        if moments[each.reason_id] and _offer_first(each, moments[each.reason_id], now=now):
            # What one is offered may be a part of what others would have been.
            moments.clear()
            count += 1
    return count


def end_offers(*, now: datetime) -> int:
    """Takes back what nobody answered, and ends the wait of those whose last day has passed. How many."""
    late = Waiting.objects.filter(state=State.OFFERED, answer_by__lt=now).order_by("answer_by", "pk")
    taken_back = [each for each in late if lapse(waiting=each, now=now)]
    # Wherever the place is, that day is over.
    over = Waiting.objects.filter(state=State.WAITING, until__lt=(now - timedelta(days=1)).date()).order_by("pk")
    ended = [leave(waiting=each, by=None, now=now) for each in over]
    return len(taken_back) + len(ended)


def _free(reason: Reason, place: int, now: datetime) -> list[Slot]:
    until = now + timedelta(days=reason.horizon_days)
    return free(reason=reason, places=[place], since=now, until=until, now=now, notice=False)


@transaction.atomic
def _offer_first(waiting: Waiting, moments: list[Slot], *, now: datetime) -> Appointment | None:
    """None if none suits, or if somebody else has seen to them meanwhile."""
    held = Waiting.objects.select_for_update().get(pk=waiting.pk)
    if held.state != State.WAITING:
        return None
    for slot, limit in _suitable(held, moments, now):
        offer = _put_aside(held, slot, now)
        if offer is not None:
            held.state, held.offered, held.answer_by = State.OFFERED, offer, limit
            held.save(update_fields=["state", "offered", "answer_by"])
            tell_offered(offer, answer_by=limit, by=None, now=now)
            journal.record(verb="bookings.offered", subject=offer, about=held, by=None, now=now, fields=["state"])
            return offer
    return None


def _suitable(held: Waiting, moments: list[Slot], now: datetime) -> Iterator[tuple[Slot, datetime]]:
    """With the moment until which they may answer."""
    wish = Wish(held.until, held.weekdays, held.begins, held.ends, held.declined)
    rings_at = leaves_at(Channel.SMS, now)
    heard = told_at(now=now, rings_at=rings_at, has_email=bool(held.email), has_phone=bool(held.phone))
    zones = {place.pk: time_zone(place.departement) for place in Place.objects.filter(waiting=held)}
    for slot in moments:
        limit = answer_by(slot.starts_at, told_at=heard)
        if limit and wish.suits(slot.place, slot.starts_at, slot.ends_at, zone=zones[slot.place]):
            yield slot, limit


def _put_aside(held: Waiting, slot: Slot, now: datetime) -> Appointment | None:
    person = Person(
        name=held.name,
        phone=held.phone,
        email=held.email,
        address=held.address,
        language=held.language,
        wish=held.wish,
        commune=held.commune,
        arrangements=tuple(held.arrangements),
    )
    try:
        with transaction.atomic():
            kept = {"via": Appointment.Via.WAITING, "state": Appointment.State.OFFERED}
            return put_down(slot=slot, person=person, by=None, now=now, **kept)
    except (TakenError, RefusedError):
        return None
