"""What there is near somebody, for one kind of solution: places, moments, workshops, entries of the directory."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse

from maillage.web.bookings.queries import offers
from maillage.web.bookings.queries.hours import zone_of
from maillage.web.bookings.queries.moments import moment_words
from maillage.web.bookings.queries.slots import Order, Origin, nearest
from maillage.web.bookings.queries.tickets import ticket_of
from maillage.web.bookings.queries.travel import minutes_from
from maillage.web.bookings.queries.words import address_of, phone_of, way_words
from maillage.web.directory.queries.results import address_of as entry_address
from maillage.web.directory.queries.search import Line, find
from maillage.web.mediation.queries import workshops
from maillage.web.messages.rules.phone import readable_phone
from maillage.web.places.models import Place
from maillage.web.places.queries.places import opened, public

WITHIN_MINUTES = 45
# Of one kind: more would be a directory, which is one click away.
AT_MOST = 3
# A stop of the bus comes round within so many weeks.
STOPS_WITHIN = timedelta(weeks=5)

# What is asked of the directory, by kind of solution.
DIRECTORY: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "on-call-doctor": {"topics": ("on-call-doctor",)},
    "home-visit": {"topics": ("doctor",), "ways": ("at-home",)},
    "bus-stop": {"kinds": ("health-bus",)},
    "advanced": {"topics": ("doctor",), "ways": ("travelling",)},
    "health-house": {"kinds": ("health-house", "health-centre")},
    "cpts": {"kinds": ("cpts",)},
    "insurance": {"kinds": ("social-insurance",)},
    "dentist": {"topics": ("dentist",)},
    "hospital": {"kinds": ("hospital", "health-centre")},
    "nurse": {"topics": ("nurse",)},
    "pmi": {"kinds": ("mother-and-child",)},
    "mental-health": {"topics": ("mental-health",)},
    "france-services": {"kinds": ("france-services",)},
    "digital-help": {"topics": ("digital-skills", "health-space", "procedures")},
    "digital-at-home": {"topics": ("digital-skills", "procedures"), "ways": ("at-home", "remote")},
    "equipment": {"topics": ("digital-equipment", "internet-access")},
    "french": {"topics": ("reading-and-french",)},
    "ccas": {"kinds": ("ccas",)},
    "town-hall": {"kinds": ("town-hall",)},
    "home-help": {"topics": ("home-help",)},
    "carers": {"topics": ("carers",)},
    "disability": {"kinds": ("disability-office",)},
    "transport": {"topics": ("mobility",)},
}
# Of one's own commune, or of none.
OF_ONES_COMMUNE = {"ccas", "town-hall"}
PROFESSIONS = {"doctor": "gp", "specialist": "specialist"}
THEMES = {
    "health-online": {"health-space", "appointments", "teleconsultation", "rights"},
    "digital": {"first-steps", "health-space", "appointments"},
}


@dataclass(frozen=True)
class Asking:
    """``step_free``: steps are an obstacle; ``travels``: it matters how long it takes to get there."""

    need: str
    origin: Origin
    now: datetime
    step_free: bool = False
    travels: bool = True


@dataclass(frozen=True)
class Somewhere:
    """``way``: how long it takes to get there; ``when``: the next moment; ``page``: more about it; ``book``: where
    that moment is taken. ``entry``: its number in the directory, for whoever sends people there."""

    name: str
    address: str = ""
    phone: str = ""
    way: str = ""
    when: str = ""
    page: str = ""
    book: str = ""
    entry: int | None = None


def around(kind: str, asking: Asking) -> list[Somewhere]:
    """The nearest first; empty for what is nowhere, as for a number that is the same everywhere."""
    found = [each for finder in FINDERS.get(kind, ()) for each in finder(asking)]
    return (found + entries(kind, asking))[:AT_MOST]


def entries(kind: str, asking: Asking) -> list[Somewhere]:
    """Of the directory."""
    if kind not in DIRECTORY:
        return []
    asked: Mapping[str, Any] = DIRECTORY[kind]
    found = find(
        near=asking.origin,
        within_minutes=WITHIN_MINUTES,
        step_free=asking.step_free,
        at_most=AT_MOST,
        **asked,
    )
    lines = found.lines
    if kind in OF_ONES_COMMUNE:
        lines = [line for line in lines if line.entry.commune == asking.origin.commune]
    return [_of_entry(line, asking) for line in lines]


def _of_entry(line: Line, asking: Asking) -> Somewhere:
    entry = line.entry
    return Somewhere(
        name=entry.name,
        address=entry_address(entry),
        phone=readable_phone(entry.phone),
        way=way_words(line.minutes, approximate=line.approximate) if asking.travels else "",
        page=reverse("directory:entry", args=[entry.pk]),
        entry=entry.pk,
    )


def _teleconsultations(asking: Asking) -> list[Somewhere]:
    """The next free moments, one a place, for the first reason that residents may book."""
    reason = offers.reasons().filter(profession=PROFESSIONS.get(asking.need, "gp")).first()
    if reason is None:
        return []
    found = nearest(
        reason=reason,
        origin=asking.origin,
        now=asking.now,
        at_most=AT_MOST,
        a_place=1,
        order=Order.BALANCED,
        step_free=asking.step_free,
        within_minutes=WITHIN_MINUTES,
    )
    return [
        _at(
            offer.place,
            way_words(offer.minutes, approximate=offer.approximate),
            when=moment_words(offer.slot.starts_at.astimezone(zone_of(offer.place))),
            book=f"{reverse('bookings:reserve', args=[ticket_of(offer.slot)])}?de={asking.origin.commune}",
        )
        for offer in found
    ]


def _bus_stops(asking: Asking) -> list[Somewhere]:
    """With the next day on which the bus comes."""
    stops = public().filter(kind=Place.Kind.BUS_STOP)
    stops = stops.filter(step_free=Place.StepFree.YES) if asking.step_free else stops
    ways = minutes_from(asking.origin, stops, within_minutes=WITHIN_MINUTES)[:AT_MOST]
    places = stops.prefetch_related("closings").in_bulk([way.place for way in ways])
    return [
        _at(
            places[way.place],
            way_words(way.minutes, approximate=way.approximate),
            when=_next_opening(places[way.place], asking.now),
        )
        for way in ways
    ]


def _workshops(asking: Asking) -> list[Somewhere]:
    """Near enough, with a seat, the soonest first."""
    themes = THEMES.get(asking.need, set())
    rows = [each for each in workshops.public(asking.now) if each.theme in themes and each.left > 0]
    there = Place.objects.filter(pk__in={each.place_id for each in rows})
    ways = {way.place: way for way in minutes_from(asking.origin, there, within_minutes=WITHIN_MINUTES)}
    return [
        Somewhere(
            name=each.said,
            address=f"{each.place.name}, {address_of(each.place)}",
            phone=each.phone,
            way=way_words(ways[each.place_id].minutes, approximate=ways[each.place_id].approximate),
            when=moment_words(each.begins),
            page=reverse("mediation:workshop", args=[each.pk]),
        )
        for each in rows
        if each.place_id in ways
    ][:AT_MOST]


FINDERS: Mapping[str, tuple[Callable[[Asking], list[Somewhere]], ...]] = {
    "teleconsultation": (_teleconsultations,),
    "bus-stop": (_bus_stops,),
    "workshop": (_workshops,),
}


def _at(place: Place, way: str, *, when: str = "", book: str = "") -> Somewhere:
    page = reverse("places:place", args=[place.pk])
    return Somewhere(place.name, address_of(place), phone_of(place), way, when, page, book)


def _next_opening(place: Place, now: datetime) -> str:
    zone = zone_of(place)
    today = now.astimezone(zone).date()
    spans = opened(place, first_day=today, last_day=today + STOPS_WITHIN)
    begins = next((starts_at for starts_at, ends_at in spans if ends_at > now), None)
    return moment_words(begins.astimezone(zone)) if begins else ""
