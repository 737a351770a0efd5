"""Who is there, who consults from afar, what people come for."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from maillage.engine.territory.time_zone import time_zone
from maillage.web.accounts.actions.organisations import own_organisation
from maillage.web.accounts.models import Organisation, User
from maillage.web.places.actions import hours, mediators, practitioners
from maillage.web.places.actions import reasons as reason_actions
from maillage.web.places.models import Mediator, Place, Reason
from maillage.web.places.rules.holidays import holidays_between
from maillage.web.places.rules.repeats import written_out
from maillage.web.places.rules.weeks import EVEN, EVERY, ODD

MORNING, AFTERNOON = (time(9), time(12, 30)), (time(13, 30), time(17))
MO, TU, WE, TH, FR, SA = range(6)
WHOLE_DAY = (MORNING, AFTERNOON)


class Shift(NamedTuple):
    """``place``: its number among those of the demo."""

    days: tuple[int, ...]
    place: int
    hours: tuple[tuple[time, time], ...] = WHOLE_DAY
    weeks: str = EVERY


# Name, hours of the contract, week.
TEAM = (
    # All week at the place whose name comes first: the agenda opens on it.
    ("Aïcha Lavande", 35, [Shift((MO, TU, WE, TH, FR), 4)]),
    ("Bruno Sureau", 35, [Shift((MO, TU, WE), 1), Shift((TH, FR), 2)]),
    ("Carmen Thym", 35, [Shift((MO, WE, FR), 3), Shift((TU, TH), 0)]),
    ("Driss Romarin", 35, [Shift((MO, TU), 5), Shift((WE, TH, FR), 6)]),
    ("Élise Verveine", 28, [Shift((MO, TU, TH), 7, weeks=EVEN), Shift((MO, TU, WE, TH), 8, weeks=ODD)]),
    (
        "Fatou Sarriette",
        17.5,
        [
            Shift((MO, FR), 1, (AFTERNOON,)),
            # From one to the other in a quarter of an hour: the page of the week says that it is too short.
            Shift((TH,), 1, ((time(9), time(12, 45)),)),
            Shift((TH,), 6, ((time(13), time(17, 30)),)),
            Shift((SA,), 0, ((time(9), time(12)),)),
        ],
    ),
)

BEHIND, AHEAD = timedelta(days=21), timedelta(days=42)
# Whom one reaches from afar: number of the operator, profession, name, days, hours.
AFAR = (
    (0, "gp", "Médecine générale, roulement A", (MO, TU, WE, TH, FR), (time(9), time(17, 30))),
    (0, "gp", "Médecine générale, roulement B", (MO, TU, WE, TH, FR), (time(9), time(12, 30))),
    (0, "gp", "Dr Basile Charme", (WE, FR, SA), (time(9), time(12))),
    (0, "specialist", "Dr Églantine Cèdre", (TU, TH), (time(9), time(12, 30))),
    (1, "nurse", "Soins infirmiers, roulement", (MO, WE, FR), (time(9), time(17))),
)

AT_A_STATION = {"needs_station": True, "airing_minutes": 10}
REASONS = (
    AT_A_STATION
    | {
        "title": "Téléconsultation de médecine générale",
        "title_en": "Remote consultation with a GP",
        "minutes": 20,
        "profession": "gp",
        "equipment": ["stethoscope", "blood-pressure"],
        "bring": "Carte Vitale, ordonnances en cours",
        "bring_en": "Health insurance card, current prescriptions",
    },
    AT_A_STATION
    | {
        "title": "Téléconsultation avec un spécialiste",
        "title_en": "Remote consultation with a specialist",
        "minutes": 30,
        "profession": "specialist",
        "equipment": ["dermatoscope"],
        "bring": "Carte Vitale, courrier du médecin",
        "bring_en": "Health insurance card, letter from your doctor",
        "is_public": False,
    },
    AT_A_STATION
    | {
        "title": "Suivi avec une infirmière à distance",
        "title_en": "Follow-up with a remote nurse",
        "minutes": 30,
        "profession": "nurse",
        "equipment": ["blood-pressure", "scales"],
        "bring": "Carte Vitale, carnet de suivi",
        "bring_en": "Health insurance card, follow-up booklet",
    },
    {
        "title": "Aide pour une démarche de santé en ligne",
        "title_en": "Help with an online health procedure",
        "minutes": 30,
        "airing_minutes": 0,
        "bring": "Courriers reçus, téléphone si vous en avez un",
        "bring_en": "Letters you received, your phone if you have one",
    },
    {
        "title": "Premiers pas sur Mon espace santé",
        "title_en": "First steps with Mon espace santé",
        "minutes": 45,
        "airing_minutes": 0,
        "needs_closed_room": False,
        "bring": "Carte Vitale, téléphone",
        "bring_en": "Health insurance card, phone",
    },
)


def staff(
    places: list[Place], operators: list[Organisation], agent: User, *, then: datetime, now: datetime
) -> list[Mediator]:
    """Mediators with their weeks, practitioners with what they publish."""
    team = [_mediator(said, places, agent, then) for said in TEAM]
    zone = time_zone(places[0].departement)
    _be_away(team[-1], agent, now, zone)
    today = now.astimezone(zone).date()
    for operator, profession, name, days, span in AFAR:
        known = {"organisation": operators[operator], "profession": profession, "name": name, "email": ""}
        made = practitioners.enter(**known, places=[], by=agent, now=then)
        first, last = today - BEHIND, today + AHEAD
        holidays = holidays_between(first, last, places[0].departement)
        spans = written_out(days, *span, first_day=first, last_day=last, timezone=zone, holidays=holidays)
        practitioners.publish(practitioner=made, spans=spans, by=agent, now=then)
    return team


def enter_reasons(agent: User, *, then: datetime) -> list[Reason]:
    return [reason_actions.enter(**said, places=[], by=agent, now=then) for said in REASONS]


def _mediator(said: tuple, places: list[Place], agent: User, then: datetime) -> Mediator:
    name, contract, week = said
    who = {"by": agent, "now": then}
    known = {"organisation": own_organisation(), "person": None, "phone": "", "since": then.date()}
    made = mediators.enter(name=name, contract_hours=contract, **known, **who)
    for shift in week:
        for begins, ends in shift.hours if shift.place < len(places) else ():
            line = {"begins": begins, "ends": ends, "weeks": shift.weeks, "first_day": then.date()}
            hours.add(mediator=made, place=places[shift.place], weekdays=shift.days, **line, **who)
    return made


def _be_away(mediator: Mediator, agent: User, now: datetime, zone: ZoneInfo) -> None:
    """Two days, in a fortnight."""
    monday: date = now.astimezone(zone).date() + timedelta(days=14 - now.weekday())
    starts_at, ends_at = (datetime.combine(monday + timedelta(days=days), time(), zone) for days in (0, 2))
    hours.be_away(mediator=mediator, starts_at=starts_at, ends_at=ends_at, by=agent, now=now)
