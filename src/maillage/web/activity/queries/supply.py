"""What the places really give, as the diagnosis counts care: back into the APL, and into scenarios."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from django.conf import settings as django_settings
from django.utils.timezone import localdate

from maillage.engine.errors import MaillageError
from maillage.web.accounts.models import User
from maillage.web.accounts.queries.organisations import organisations_of
from maillage.web.bookings.models import Appointment
from maillage.web.places.models import Place, Practitioner
from maillage.web.scenarios.queries.indicators import Line, lines
from maillage.web.scenarios.queries.terrain import Terrain, terrain_of
from maillage.web.scenarios.rules.settings import Settings
from maillage.web.scenarios.rules.sites import EXISTING, OWN, Site
from maillage.web.studies.models import Diagnosis
from maillage.web.studies.queries.diagnoses import find_diagnosis
from maillage.web.territories.queries import get_territory

from ..rules.supply import Observed, observed_since
from .rows import ABILITY, begun_on

# The measures of the diagnosis that care changes, and the way does not.
TOLD = ("under", "places", "apl", "least", "gini")
# The communes that gain most.
MOST_COMMUNES = 12
# A thousandth of a consultation: the APL is published with three decimals.
LEAST_GAIN = 0.0005
CAME = (Appointment.State.ARRIVED, Appointment.State.DONE)


@dataclass(frozen=True)
class Given:
    """Of a place: all teleconsultations, and those with a GP, which alone count in the APL of GPs."""

    place: Place
    all: Observed
    gp: Observed


@dataclass(frozen=True)
class Gain:
    """Of a commune: its APL without and with what the places give."""

    name: str
    before: float
    after: float

    @property
    def change(self) -> float:
        return self.after - self.before


@dataclass(frozen=True)
class Effect:
    """``acts`` a year, of all ``sites`` together."""

    diagnosis: Diagnosis
    lines: list[Line]
    gains: list[Gain]
    sites: int
    acts: float


def given(places: Iterable[Place], *, now: datetime) -> list[Given]:
    """In the last year, or since each began. Two questions, whatever their number."""
    today = localdate(now)
    known = list(places)
    begun = begun_on(known)
    since = {place: observed_since(begun[place.pk], today=today) for place in known}
    rows = Appointment.objects.filter(
        place__in=since, state__in=CAME, practitioner__isnull=False, starts_at__lt=now
    ).order_by("pk")
    seen = {place.pk: first for place, first in since.items()}
    everything, gps = Counter[int](), Counter[int]()
    for place, starts_at, profession in rows.values_list("place", "starts_at", "practitioner__profession"):
        if seen[place] <= localdate(starts_at) < today:
            everything[place] += 1
            gps[place] += profession == Practitioner.Profession.GP
    return [
        Given(place, Observed(everything[place.pk], days), Observed(gps[place.pk], days))
        for place, first in since.items()
        for days in [(today - first).days]
    ]


def given_for(reader: User, *, now: datetime) -> list[Given]:
    """By the places that are open, of the organisations that the reader may see."""
    return given(_open(organisation__in=organisations_of(reader, ABILITY)), now=now)


def existing_sites(*, now: datetime) -> list[Site]:
    """Every place that is open, with the consultations with a GP that it gives a year, as a scenario knows sites.

    Nothing is said of the consultations of a place that was seen for too short a time: the scenario's own assumption
    holds. ``scenarios`` asks for it by the setting ``PLACES_THAT_EXIST``, since it lies below."""
    return [_site(each, rule=EXISTING) for each in given(_open(), now=now)]


def effect_for(reader: User, *, now: datetime) -> Effect | None:
    """The APL of the territory's diagnosis without, then with, what the places give: all of them, as people do not ask
    whose a place is. None without a diagnosis that the reader may see, or where the engine cannot tell."""
    diagnosis = find_diagnosis(get_territory([django_settings.TERRITORY]).code)
    if diagnosis is None or not (diagnosis.is_published or reader.has_perm("studies.read")):
        return None
    try:
        terrain = terrain_of(diagnosis)
    except MaillageError:
        return None
    counted = [
        _site(each) for each in given(_open(), now=now) if each.gp.a_year and each.place.commune in terrain.density
    ]
    usual = Settings()
    measured = terrain.effects(counted, usual)
    told = [line for line in lines(measured, usual, terrain) if line.measure.key in TOLD]
    gains = _gains(terrain, measured.before.apl, measured.after.apl)
    return Effect(diagnosis, told, gains, len(counted), sum(site.acts or 0.0 for site in counted))


def _gains(terrain: Terrain, before: np.ndarray, after: np.ndarray) -> list[Gain]:
    order = np.argsort(before - after, kind="stable")[:MOST_COMMUNES]
    names = terrain.communes["name"].astype(str).to_numpy()
    return [
        Gain(str(names[place]), float(before[place]), float(after[place]))
        for place in order.tolist()
        if after[place] - before[place] >= LEAST_GAIN
    ]


def _open(**which: object) -> list[Place]:
    return list(Place.objects.filter(closed_at=None, **which))


def _site(each: Given, *, rule: str = "") -> Site:
    place = each.place
    return Site(
        key=f"lieu-{place.pk}",
        name=place.name[:120],
        commune=place.commune,
        lat=place.lat,
        lon=place.lon,
        owner=OWN,
        cost=0.0 if rule == EXISTING else None,
        open=True,
        rule=rule,
        acts=each.gp.a_year,
        listed=rule == EXISTING,
    )
