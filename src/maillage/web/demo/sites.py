"""Nine places of the territory, from its largest commune to a village, with what stands in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count

import pandas as pd

from maillage.web.accounts.actions.organisations import own_organisation
from maillage.web.accounts.models import Organisation, User
from maillage.web.places.actions import checklist, devices, places, rooms
from maillage.web.places.models import Place, Station
from maillage.web.places.rules.checklist import QUESTIONS
from maillage.web.territories.queries import get_territory, reference

CALIBRATED_FOR = timedelta(days=365)
FULL_WEEK = "Mo-Fr 09:00-12:30,13:30-17:30; Sa 09:00-12:00; PH off"
OFFICE_HOURS = "Mo-Fr 09:00-12:30,13:30-17:30; PH off"
OF_A_CABIN = ("stethoscope", "otoscope", "blood-pressure", "camera")


@dataclass(frozen=True)
class Site:
    """``rank``: of its commune by population, from 0; ``cabins``: closed rooms with a station; ``carried``: devices of
    the place itself."""

    rank: int
    kind: str
    hours: str
    cabins: int = 1
    carried: tuple[str, ...] = ()
    step_free: str = "yes"


SITES = (
    Site(0, "health-house", FULL_WEEK, cabins=2, carried=("dermatoscope", "scales")),
    Site(1, "social-centre", FULL_WEEK, cabins=2, carried=("dermatoscope", "scales")),
    Site(3, "library", "Tu-Fr 10:00-12:30,13:30-18:00; Sa 10:00-13:00,14:00-17:00; PH off", carried=("scales",)),
    Site(6, "france-services", OFFICE_HOURS, carried=("dermatoscope",)),
    Site(12, "town-hall", OFFICE_HOURS, carried=("scales",)),
    Site(24, "pharmacy", "Mo-Sa 09:00-12:30,14:00-19:00; PH off"),
    Site(45, "france-services", OFFICE_HOURS, carried=("dermatoscope", "scales"), step_free="partly"),
    Site(80, "town-hall", "Mo,Tu,Th 09:00-12:00,14:00-17:00; PH off"),
    # The bus comes by.
    Site(120, "bus-stop", "Mo-Th 09:30-12:30,13:30-16:30; PH off", step_free="partly"),
)


def open_places(territory: str, operator: Organisation, agent: User, *, then: datetime, now: datetime) -> list[Place]:
    """Fewer in a territory of fewer communes."""
    codes = list(get_territory([territory]).codes)
    communes = reference().communes.loc[codes].sort_values("population", ascending=False, kind="stable")
    serials = (f"EX-{number:04}" for number in count(1))
    found = [
        _open(site, communes.iloc[site.rank], number, operator, serials, agent, then)
        for number, site in enumerate(SITES)
        if site.rank < len(communes)
    ]
    _break_something(found, agent, then, now)
    return found


def _open(
    site: Site,
    commune: pd.Series,
    number: int,
    operator: Organisation,
    serials: Iterator[str],
    agent: User,
    then: datetime,
) -> Place:
    who = {"by": agent, "now": then}
    place = places.describe(
        organisation=own_organisation(),
        kind=site.kind,
        name=f"Espace santé de {commune['name']} (exemple)",
        address=f"{number + 1} place de l’Exemple",
        postcode=str(commune["postcodes"]).split()[0],
        commune=str(commune.name),
        lat=float(commune["lat"]),
        lon=float(commune["lon"]),
        phone=f"+3319900{number:02}00",
        hours=site.hours,
        step_free=site.step_free,
        getting_there="Lieu inventé pour la démonstration : n’y allez pas.",
        is_public=True,
        **who,
    )
    for cabin in range(site.cabins):
        room = rooms.add_room(place=place, name=f"Salle {cabin + 1}", is_closed=True, seats=3, **who)
        station = rooms.add_station(room=room, name=f"Cabine {cabin + 1}", operator=operator, **who)
        for kind in OF_A_CABIN:
            _enter(place, station, kind, next(serials), agent, then)
    for kind in site.carried:
        _enter(place, None, kind, next(serials), agent, then)
    if site.kind != "bus-stop":
        rooms.add_room(place=place, name="Salle d’ateliers", is_closed=False, seats=10, **who)
    said = {question.key: (True, "") for question in QUESTIONS}
    checklist.answer(place=place, said=said, **who)
    return place


def _enter(place: Place, station: Station | None, kind: str, serial: str, agent: User, then: datetime) -> None:
    calibrated = {"calibrated_on": then.date(), "calibrated_until": (then + CALIBRATED_FOR).date()}
    devices.enter(
        place=place,
        station=station,
        kind=kind,
        model="Modèle d’exemple",
        serial=serial,
        **calibrated,
        by=agent,
        now=then,
    )


def _break_something(found: list[Place], agent: User, then: datetime, now: datetime) -> None:
    """One device is down since yesterday, one should have been calibrated last week."""
    yesterday = now - timedelta(days=1)
    for place, kind in zip(found[3:5], ("dermatoscope", "scales"), strict=False):
        device = place.devices.get(kind=kind)
        if kind == "dermatoscope":
            devices.note(device=device, act="down", said="L’écran reste noir.", by=agent, now=yesterday)
        else:
            until = (now - timedelta(days=7)).date()
            devices.calibrate(device=device, on=until - CALIBRATED_FOR, until=until, said="", by=agent, now=then)
