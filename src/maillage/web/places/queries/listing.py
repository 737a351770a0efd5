"""The public list of places: which are open, how far they are, where one gets in without a step."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from django.conf import settings
from django.db.models import QuerySet

from maillage.engine.territory.names import fold
from maillage.engine.territory.time_zone import time_zone
from maillage.web.territories.queries import box_of, get_territory

from ..models import Place
from ..rules.communes import Commune
from ..rules.distances import km_between
from ..rules.open_now import OpenNow
from .communes import communes_called, find_commune
from .moments import state_between
from .places import opened

# When it opens again is said for the week that begins today.
DAYS_AHEAD = timedelta(days=7)


@dataclass(frozen=True)
class Line:
    """``km``: as the crow flies from the commune that was asked for, None without one."""

    place: Place
    commune: str
    state: OpenNow
    words: str
    km: float | None = None


@dataclass(frozen=True)
class Listing:
    """``near``: the commune that was asked for; ``others``: those of the same name, if it is not clear which one."""

    lines: list[Line]
    near: Commune | None = None
    others: tuple[Commune, ...] = ()


def listing(places: QuerySet[Place], *, text: str, now: datetime, open_only: bool, step_free: bool) -> Listing:
    """The nearest to a commune first, if ``text`` names one; else by name, those whose name or address holds it."""
    if step_free:
        places = places.filter(step_free=Place.StepFree.YES)
    rows = list(places.order_by("name", "pk").prefetch_related("closings"))
    communes = communes_called(text) if text else []
    named = [place for place in rows if all(word in _folded(place) for word in fold(text).split())]
    near = communes[0] if len(communes) == 1 and communes[0].lat is not None else None
    if near is not None:
        lines = sorted((_line(place, now, near) for place in rows), key=lambda line: (line.km, line.place.pk))
    else:
        lines = [_line(place, now) for place in (named if text else rows)]
    shown = [line for line in lines if line.state.is_open or not open_only]
    return Listing(shown, near, tuple(communes) if near is None and not named else ())


def seen() -> tuple[float, float, float, float]:
    """What the map shows where there is no place: the authority's territory; west, south, east, north in degrees."""
    return _box_of(settings.TERRITORY)


@lru_cache(maxsize=1)
def _box_of(territory: str) -> tuple[float, float, float, float]:
    return box_of(get_territory([territory]).codes)


def state_of(place: Place, now: datetime) -> tuple[OpenNow, str]:
    """Whether it is open, and in words, by its own clocks."""
    zone = time_zone(place.departement)
    today = now.astimezone(zone).date()
    last_day = today + DAYS_AHEAD
    return state_between(opened(place, first_day=today, last_day=last_day), now, last_day=last_day, zone=zone)


def _line(place: Place, now: datetime, near: Commune | None = None) -> Line:
    state, words = state_of(place, now)
    km = km_between((place.lat, place.lon), (near.lat, near.lon)) if near else None
    commune = find_commune(place.commune)
    return Line(place, commune.name if commune else place.commune, state, words, km)


def _folded(place: Place) -> str:
    return fold(f"{place.name} {place.address} {place.postcode}")
