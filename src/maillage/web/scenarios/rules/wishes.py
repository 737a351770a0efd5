"""Which wishes the sites of a scenario keep: a person who edits may break them, and is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from math import asin, cos, radians, sin, sqrt

from .settings import LABELS, Settings
from .sites import EXISTING, OWN, PARTNER, Site

EARTH_KM = 6371.0


@dataclass(frozen=True)
class Kept:
    """A wish, and how it stands. ``have`` against ``wanted``: numbers, or None where counting says nothing more;
    ``concerned``: names of what breaks it."""

    wish: str
    holds: bool
    have: float | None = None
    wanted: float | None = None
    concerned: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        return LABELS[self.wish]


def checked(sites: Iterable[Site], settings: Settings, *, epci: Mapping[str, str], every_epci: Mapping[str, str]):
    """One :class:`Kept` a wish that is made. ``epci`` of each commune; ``every_epci``: name of each that must have one.

    Existing sites count on the map (communes, intercommunalities, distances), not among what is new.
    """
    opened = [site for site in sites if site.open]
    new = [site for site in opened if site.rule != EXISTING]
    return [
        *_at_most("count", len(new), settings.count),
        *_at_most("budget", sum(settings.cost if s.cost is None else s.cost for s in new), settings.budget),
        *_at_least("own_at_least", sum(site.owner == OWN for site in new), settings.own_at_least),
        *_at_least("partner_at_least", sum(site.owner == PARTNER for site in new), settings.partner_at_least),
        *([_one_per_commune(opened)] if settings.one_per_commune else []),
        *([_each_epci(opened, epci, every_epci)] if settings.each_epci else []),
        *([_apart(opened, settings.apart_km)] if settings.apart_km else []),
    ]


def _at_most(wish: str, have: float, wanted: float | None) -> list[Kept]:
    return [] if wanted is None else [Kept(wish, have <= wanted, have, wanted)]


def _at_least(wish: str, have: float, wanted: float | None) -> list[Kept]:
    return [] if wanted is None else [Kept(wish, have >= wanted, have, wanted)]


def _one_per_commune(opened: list[Site]) -> Kept:
    times = Counter(site.commune for site in opened)
    # Two sites of today may share a commune; they admit no third.
    today = Counter(site.commune for site in opened if site.rule == EXISTING)
    crowded = [site.name for site in opened if times[site.commune] > max(1, today[site.commune])]
    return Kept("one_per_commune", not crowded, concerned=tuple(crowded))


def _each_epci(opened: list[Site], epci: Mapping[str, str], every_epci: Mapping[str, str]) -> Kept:
    served = {epci.get(site.commune) for site in opened}
    without = tuple(name for code, name in every_epci.items() if code not in served)
    return Kept("each_epci", not without, concerned=without)


def _apart(opened: list[Site], km: float) -> Kept:
    near = [(a, b) for a, b in combinations(opened, 2) if kilometres(a, b) < km and {a.rule, b.rule} != {EXISTING}]
    return Kept("apart_km", not near, concerned=tuple(f"{a.name} – {b.name}" for a, b in near))


def kilometres(a: Site, b: Site) -> float:
    """As the crow flies, on a sphere (haversine)."""
    south, north, across = radians(a.lat), radians(b.lat), radians(b.lon - a.lon)
    half = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin(across / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(half))
