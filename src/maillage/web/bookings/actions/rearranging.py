"""What is at a place changed: appointments that lost something are given another of its kind, at the same moment."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from maillage.web.jobs.actions.queue import ask
from maillage.web.places.models import Place
from maillage.web.privacy.actions import journal

from ..models import Appointment, Waiting
from ..models.exclusion import queue_for
from ..queries.stranded import STANDING, another_way, stranded
from ..queries.whole import whole
from ..rules.refusals import TakenError
from .occupations import release, take, takes_of
from .partners import organisations_of, tell_partners
from .rows import changed, put
from .waiting import lapse

REARRANGER = "bookings.rearrange"
REARRANGED = ("room", "station", "mediator", "practitioner")


class NoOtherWayError(Exception):
    """Nothing else is free at that moment."""


def follow(*, places: Iterable[int] | None, now: datetime) -> None:
    """In the caller's transaction; see ``web.affected.follow_change``. Nothing is asked for where nobody is expected
    and nobody waits."""
    wanted = Place.objects.filter(closed_at=None) if places is None else Place.objects.filter(pk__in=list(places))
    expected = Appointment.objects.filter(state__in=STANDING, starts_at__gt=now).values("place")
    waited = Waiting.objects.filter(state=Waiting.State.WAITING).values("places")
    concerned = wanted.filter(pk__in=expected) | wanted.filter(pk__in=waited)
    for place in concerned.order_by("pk").values_list("pk", flat=True):
        ask(REARRANGER, place, now=now)


def rearrange(*, place: int, now: datetime) -> int:
    """How many were given something else. Where nothing is free, the appointment stands as it is, and is listed for the
    agents; what was only offered is offered no more."""
    count = 0
    for each in stranded(places=[place], now=now):
        try:
            count += _rearrange(each.appointment, now)
        except (NoOtherWayError, TakenError):
            if each.appointment.state == Appointment.State.OFFERED:
                lapse(waiting=each.appointment.waiting, now=now)
    return count


@transaction.atomic
def _rearrange(appointment: Appointment, now: datetime) -> int:
    """Place and time stay, so that the person need not be told; partners are. Raises NoOtherWayError, TakenError."""
    held = whole().select_for_update(of=("self",)).get(pk=appointment.pk)
    if held.state not in STANDING or held.version != appointment.version:
        return 0
    organisations, had = organisations_of(held), takes_of(held)
    release(holder=held)
    slot = another_way(held)
    if slot is None:
        raise NoOtherWayError
    queue_for([*had, *takes_of(slot)])
    take(holder=held, takes=slot.takes(), starts_at=slot.starts_at)
    put(held, slot)
    changed(held, now)
    if held.state == Appointment.State.BOOKED:
        tell_partners("moved", held, now=now, also=organisations, moved_from=held.starts_at)
    journal.record(verb="bookings.rearranged", subject=held, by=None, now=now, fields=REARRANGED)
    return 1
