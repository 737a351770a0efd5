"""The next moment that is free at an entry that is one of the platform's own places."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from maillage.engine.territory.time_zone import time_zone
from maillage.web.bookings.queries.moments import moment_words
from maillage.web.bookings.queries.offers import find_place, reasons
from maillage.web.bookings.queries.slots import free

from ..models import Entry
from ..rules.trust import PLACES

# How far one looks: a card is read often, and who wants more asks the page of appointments.
DAYS_AHEAD = 14


@dataclass(frozen=True)
class NextFree:
    """``place``: its number among the platform's own."""

    place: int
    when: str
    reason: str


def next_free(entry: Entry, *, now: datetime) -> NextFree | None:
    place = find_place(_own_place(entry))
    if place is None:
        return None
    until = now + timedelta(days=DAYS_AHEAD)
    firsts = [
        (slots[0].starts_at, reason.said)
        for reason in reasons(place)
        if (slots := free(reason=reason, places=[place.pk], since=now, until=until, now=now, at_most=1))
    ]
    if not firsts:
        return None
    starts_at, reason = min(firsts)
    return NextFree(place.pk, moment_words(starts_at.astimezone(time_zone(place.departement))), reason)


def _own_place(entry: Entry) -> int | None:
    """Its number, as the records of the platform's own places have it for their key."""
    key = entry.records.filter(source__slug=PLACES, gone_at=None).values_list("key", flat=True).first()
    return int(key) if key and key.isdecimal() else None
