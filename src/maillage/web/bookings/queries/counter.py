"""The counter: what people come for, and the moments nearest to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from maillage.web.accounts.models import User
from maillage.web.accounts.queries.organisations import organisations_of
from maillage.web.places.models import Place, Reason
from maillage.web.places.rules.openings import midnight
from maillage.web.territories.queries import commune_name

from ..models import Appointment
from ..rules.slot import Slot
from .hours import zone_of
from .moments import day_words, hour_words
from .sight import may
from .slots import Offer, Origin, UnknownOriginError, nearest, origin_of
from .tickets import ticket_of

# As many as there are digits to choose one with.
MOST = 9


@dataclass(frozen=True)
class Numbered:
    """An offer on the page. ``number``: the digit that chooses it; ``day`` and ``hour`` by the clock of its place."""

    number: int
    ticket: str
    place: Place
    day: str
    hour: str
    minutes: int
    is_approximate: bool


@dataclass(frozen=True)
class Chosen:
    """A moment, for who is about to book it."""

    place: Place
    reason: Reason
    day: str
    hour: str


def reasons() -> list[Reason]:
    """In the order of their digits."""
    return list(Reason.objects.filter(ended_at=None).order_by("title", "pk"))


def find_reason(pk: str) -> Reason | None:
    return Reason.objects.filter(pk=int(pk), ended_at=None).first() if pk.isascii() and pk.isdecimal() else None


def origin(commune: str, place: Place) -> Origin:
    """From the commune that was said, else from the place; from the place too if there is no such commune any more."""
    try:
        return origin_of(commune)
    except UnknownOriginError:
        return Origin(place.lat, place.lon, place.commune, commune_name(place.commune))


def offers(
    reason: Reason, origin: Origin, *, reader: User, now: datetime, since: date | None = None, step_free: bool = False
) -> list[Numbered]:
    """The best moments for somebody who comes from there: where the reader works, and where residents book."""
    found = nearest(
        reason=reason,
        origin=origin,
        now=now,
        since=max(now, midnight(since, UTC)) if since else None,
        at_most=MOST,
        step_free=step_free,
        public_only=False,
        organisations=[each.pk for each in organisations_of(reader, "bookings.book")],
        notice=False,
    )
    mine = [offer for offer in found if offer.place.is_public or may(reader, "bookings.book", offer.place)]
    return [_numbered(number, offer, now) for number, offer in enumerate(mine, 1)]


def chosen(slot: Slot, *, now: datetime) -> Chosen | None:
    """None if its place or reason is gone."""
    place = Place.objects.filter(pk=slot.place).first()
    reason = Reason.objects.filter(pk=slot.reason).first()
    if place is None or reason is None:
        return None
    zone = zone_of(place)
    starts_at, today = slot.starts_at.astimezone(zone), now.astimezone(zone).date()
    return Chosen(place, reason, day_words(starts_at.date(), today=today), hour_words(starts_at))


def find_by_key(key: UUID) -> Appointment | None:
    """What the same form booked already."""
    return Appointment.objects.filter(key=key).first()


def _numbered(number: int, offer: Offer, now: datetime) -> Numbered:
    zone = zone_of(offer.place)
    starts_at, today = offer.slot.starts_at.astimezone(zone), now.astimezone(zone).date()
    return Numbered(
        number=number,
        ticket=ticket_of(offer.slot),
        place=offer.place,
        day=day_words(starts_at.date(), today=today),
        hour=hour_words(starts_at),
        minutes=round(offer.minutes),
        is_approximate=offer.approximate,
    )
