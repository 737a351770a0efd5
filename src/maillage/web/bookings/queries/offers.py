"""What is free for a resident: near where they live, or at one place; and if nothing is, why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import groupby

from django.db.models import Q, QuerySet

from maillage.web.isochrones.queries.places import asked
from maillage.web.places.models import Place, Reason
from maillage.web.places.queries.places import public
from maillage.web.territories.queries import gazetteer

from ..rules.slot import Slot
from .hours import zone_of
from .moments import day_words, hour_words
from .schedules import offering
from .slots import Offer, Order, Origin, free, nearest
from .tickets import ticket_of
from .travel import UnknownOriginError, minutes_from
from .words import address_of, phone_of, way_words

# What one sees first: places within a drive that most would make, some hours at each.
WITHIN_MINUTES, FARTHER_MINUTES = 45, 180
PLACES, HOURS_A_PLACE = 6, 6
# At one place, and on until the reason's horizon.
DAYS_AT_ONCE = 14
PLACES_TO_CALL = 3
PLACES_INSTEAD = 3


@dataclass(frozen=True)
class Hour:
    """``ticket``: what one asks for with it."""

    words: str
    ticket: str


@dataclass(frozen=True)
class Day:
    words: str
    hours: list[Hour]


@dataclass(frozen=True)
class Somewhere:
    """A place as a resident looks at it. ``minutes`` by car, None if it was not asked from where."""

    place: Place
    minutes: int | None = None
    is_approximate: bool = False
    days: Sequence[Day] = ()

    @property
    def address(self) -> str:
        return address_of(self.place)

    @property
    def phone(self) -> str:
        return phone_of(self.place)

    @property
    def way(self) -> str:
        return way_words(self.minutes, approximate=self.is_approximate)


@dataclass(frozen=True)
class Near:
    """``soonest``, ``closest``: one hour of one place each, the same where they are one. ``places``: from the
    nearest. Where there is none, ``why`` ("nowhere", "far", "steps" or "full") and whom ``to_call``."""

    soonest: Somewhere | None = None
    closest: Somewhere | None = None
    places: Sequence[Somewhere] = ()
    why: str = ""
    to_call: Sequence[Somewhere] = ()


@dataclass(frozen=True)
class At:
    """Free hours of one place from a day on. ``later``: the first day of the next page, None after the last."""

    somewhere: Somewhere
    since: date
    later: date | None


def reasons(place: Place | None = None) -> QuerySet[Reason]:
    """For which residents come by themselves; those of a place, if it is given."""
    found = Reason.objects.filter(is_public=True, ended_at=None).order_by("title", "pk")
    if place is None:
        return found
    return found.filter(Q(places=place) | Q(places=None)).distinct()


def find_reason(pk: int | None) -> Reason | None:
    return reasons().filter(pk=pk).first()


def find_place(pk: int | None) -> Place | None:
    return public().filter(pk=pk).first()


def where(text: str, commune: str = "") -> Origin:
    """From what somebody typed, or from the code of a commune that they chose. Raises UnknownOriginError."""
    found = asked(text, commune)
    if found.place is None:
        raise UnknownOriginError(text, found.suggestions)
    return Origin(found.place.lat, found.place.lon, found.place.commune, found.place.name)


def near(origin: Origin, reason: Reason, *, now: datetime, step_free: bool = False, far: bool = False) -> Near:
    question = {
        "reason": reason,
        "origin": origin,
        "now": now,
        "step_free": step_free,
        "within_minutes": FARTHER_MINUTES if far else WITHIN_MINUTES,
    }
    found = nearest(order=Order.NEAREST, at_most=PLACES * HOURS_A_PLACE, a_place=HOURS_A_PLACE, **question)
    if not found:
        return _nothing(origin, reason, step_free=step_free, far=far)
    soonest = nearest(order=Order.SOONEST, at_most=1, a_place=1, **question)
    places = [_somewhere(list(offers), now) for _pk, offers in groupby(found, key=lambda offer: offer.place.pk)]
    return Near(soonest=_somewhere(soonest, now), closest=_somewhere(found[:1], now), places=places[:PLACES])


def at(place: Place, reason: Reason, *, now: datetime, since: date | None = None) -> At:
    """From today, or from a later day on."""
    zone = zone_of(place)
    today = now.astimezone(zone).date()
    first = min(max(since or today, today), today + timedelta(days=reason.horizon_days))
    begins = datetime.combine(first, time.min, zone)
    ends = begins + timedelta(days=DAYS_AT_ONCE)
    slots = free(reason=reason, places=[place.pk], since=begins, until=ends, now=now)
    later = ends.date() if ends <= now + timedelta(days=reason.horizon_days) else None
    return At(Somewhere(place, days=_days(slots, place, now)), first, later)


def offering_near(reason: Reason, origin: Origin | None) -> list[Place]:
    """Where residents may come for this: from the nearest, or by name if nobody knows from where."""
    places = {place.pk: place for place in offering(reason).filter(is_public=True).order_by("name", "pk")}
    if origin is None:
        return list(places.values())
    return [places[way.place] for way in minutes_from(origin, Place.objects.filter(pk__in=places))]


def instead(place: Place, reason: Reason, *, now: datetime) -> list[Somewhere]:
    """The next moments there, and those nearby that come earlier than the way is long."""
    here = Origin(place.lat, place.lon, place.commune)
    found = nearest(
        reason=reason, origin=here, now=now, at_most=PLACES * HOURS_A_PLACE, a_place=HOURS_A_PLACE, order=Order.BALANCED
    )
    by_place: dict[int, list[Offer]] = {}
    for offer in found:
        by_place.setdefault(offer.place.pk, []).append(offer)
    ordered = sorted(by_place.values(), key=lambda offers: offers[0].minutes)
    return [replace(_somewhere(offers, now), minutes=None) for offers in ordered[:PLACES_INSTEAD]]


def known_commune(code: str) -> str:
    """A code that an address names, if there is such a commune; else nothing."""
    return code if code in gazetteer().communes.index else ""


def _somewhere(offers: Sequence[Offer], now: datetime) -> Somewhere:
    """Of one place."""
    first = offers[0]
    return Somewhere(
        first.place,
        max(1, round(first.minutes)),
        first.approximate,
        _days((offer.slot for offer in offers), first.place, now),
    )


def _days(slots: Iterable[Slot], place: Place, now: datetime) -> list[Day]:
    zone = zone_of(place)
    today = now.astimezone(zone).date()
    told = [(slot.starts_at.astimezone(zone), ticket_of(slot)) for slot in slots]
    return [
        Day(day_words(day, today=today), [Hour(hour_words(starts_at), ticket) for starts_at, ticket in each])
        for day, each in groupby(told, key=lambda one: one[0].date())
    ]


def _nothing(origin: Origin, reason: Reason, *, step_free: bool, far: bool) -> Near:
    places = {place.pk: place for place in offering(reason).filter(is_public=True)}
    ways = minutes_from(origin, Place.objects.filter(pk__in=places), within_minutes=FARTHER_MINUTES)
    within = [places[way.place] for way in ways if far or way.minutes <= WITHIN_MINUTES]
    if not ways:
        why = "nowhere"
    elif not within:
        why = "far"
    elif step_free and all(place.step_free != Place.StepFree.YES for place in within):
        why = "steps"
    else:
        why = "full"
    nearest_ones = [
        Somewhere(places[way.place], max(1, round(way.minutes)), way.approximate) for way in ways[:PLACES_TO_CALL]
    ]
    return Near(why=why, to_call=nearest_ones)
