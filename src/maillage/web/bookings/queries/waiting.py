"""Who waits, in which order, and what was offered to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from maillage.web.accounts.models import User
from maillage.web.messages.rules.phone import readable_phone
from maillage.web.places.models import Place
from maillage.web.places.rules.weeks import DAYS

from ..models import Waiting
from .hours import zone_of
from .moments import hour_words, moment_words
from .sight import places_for

STATES = (Waiting.State.OFFERED, Waiting.State.WAITING)


@dataclass(frozen=True)
class Person:
    """``rank``: from 1, among all who wait for the same reason. The rest is in words, empty where there is none."""

    waiting: Waiting
    rank: int
    phone: str
    places: list[str]
    days: list[str]
    hours: str
    offered_at: str = ""
    offered_where: str = ""
    answer_by: str = ""
    is_late: bool = False

    @property
    def is_offered(self) -> bool:
        return bool(self.offered_at)


@dataclass(frozen=True)
class Queue:
    reason: str
    people: list[Person]


def queues(*, reader: User, now: datetime) -> list[Queue]:
    """Of those who would come to a place of the reader, by reason, in the order in which they asked; who has an offer
    to answer first."""
    own = {place.pk for place in places_for(reader).own}
    rows = (
        Waiting.objects.filter(state__in=STATES)
        .select_related("reason", "offered__place")
        .prefetch_related("places")
        .order_by("reason__title", "asked_at", "pk")
    )
    ranks: Counter[int] = Counter()
    found: dict[int, Queue] = {}
    for row in rows:
        ranks[row.reason_id] += 1
        places = list(row.places.all())
        if own.intersection(place.pk for place in places):
            queue = found.setdefault(row.reason_id, Queue(row.reason.said, []))
            queue.people.append(_person(row, ranks[row.reason_id], places, now))
    for queue in found.values():
        queue.people.sort(key=lambda person: (not person.is_offered, person.rank))
    return list(found.values())


def is_known(key: UUID) -> bool:
    """Whether the same form put somebody on the list already."""
    return Waiting.objects.filter(key=key).exists()


def find_waiting(pk: int, *, reader: User) -> Waiting | None:
    """None too for somebody who waits elsewhere."""
    own = [place.pk for place in places_for(reader).own]
    return Waiting.objects.filter(pk=pk, places__in=own).distinct().first()


def _person(row: Waiting, rank: int, places: Iterable[Place], now: datetime) -> Person:
    names = dict(DAYS)
    offer = row.offered if row.state == Waiting.State.OFFERED else None
    zone = zone_of(offer.place) if offer else None
    return Person(
        waiting=row,
        rank=rank,
        phone=readable_phone(row.phone),
        places=[place.name for place in places],
        days=[_(names[number]) for number in row.weekdays if number in names],
        hours=_between(row),
        offered_at=moment_words(offer.starts_at.astimezone(zone)) if offer else "",
        offered_where=offer.place.name if offer else "",
        answer_by=moment_words(row.answer_by.astimezone(zone)) if offer and row.answer_by else "",
        is_late=bool(offer and row.answer_by and row.answer_by < now),
    )


def _between(row: Waiting) -> str:
    if row.begins and row.ends:
        return _("de %(begins)s à %(ends)s") % {"begins": hour_words(row.begins), "ends": hour_words(row.ends)}
    if row.begins:
        return _("après %(hour)s") % {"hour": hour_words(row.begins)}
    return _("avant %(hour)s") % {"hour": hour_words(row.ends)} if row.ends else ""
