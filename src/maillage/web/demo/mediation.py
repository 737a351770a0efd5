"""Workshops: one that was held and what those who came say of it, three to come, two trainings among them all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from random import Random
from typing import NamedTuple

from maillage.engine.territory.time_zone import time_zone
from maillage.web.accounts.models import User
from maillage.web.mediation.actions import enrolments, opinions, workshops
from maillage.web.mediation.models import Enrolment, Workshop
from maillage.web.mediation.rules.lists import PROFESSIONALS, RESIDENTS
from maillage.web.mediation.rules.opinions import AFTER, BEFORE, FACES, STATEMENTS
from maillage.web.places.models import Mediator, Place

from . import people

SEED = 12
BEGINS, ENDS = time(14), time(16)


class Planned(NamedTuple):
    """``after``: days from this Monday; ``place``, ``mediator``: their numbers; ``coming``: who wants to come."""

    after: int
    place: int
    mediator: int
    theme: str
    seats: int
    coming: int
    audience: str = RESIDENTS


PLANNED = (
    Planned(-11, 2, 1, "health-space", 8, 7),
    Planned(10, 0, 0, "appointments", 8, 5),
    Planned(16, 3, 2, "first-steps", 4, 6),
    Planned(-4, 1, 0, "carers", 12, 6, PROFESSIONALS),
    Planned(17, 1, 1, "carers", 12, 4, PROFESSIONALS),
)


def hold_workshops(places: list[Place], mediators: list[Mediator], agent: User, *, now: datetime) -> None:
    luck = people.chance(SEED)
    communes = sorted({place.commune for place in places})
    for planned in PLANNED:
        if planned.place >= len(places):
            continue
        workshop = _plan(planned, places[planned.place], mediators[planned.mediator], agent, now)
        enrolled = [
            enrolments.enrol(
                workshop=workshop,
                person=people.with_email(people.who_comes(luck, communes), luck),
                via=Enrolment.Via.COUNTER,
                by=agent,
                now=workshop.made_at + timedelta(days=1),
            )
            for _ in range(planned.coming)
        ]
        if workshop.ends_at < now:
            _hold(workshop, enrolled, agent, luck)


def _plan(planned: Planned, place: Place, mediator: Mediator, agent: User, now: datetime) -> Workshop:
    zone = time_zone(place.departement)
    today = now.astimezone(zone).date()
    day = today + timedelta(days=planned.after - today.weekday())
    starts_at, ends_at = (datetime.combine(day, clock, zone) for clock in (BEGINS, ENDS))
    said = workshops.Plan(
        place.rooms.get(is_closed=False),
        (mediator,),
        planned.theme,
        starts_at,
        ends_at,
        planned.seats,
        audience=planned.audience,
    )
    return workshops.plan(said=said, by=agent, now=min(starts_at, now) - timedelta(days=14))


def _hold(workshop: Workshop, enrolled: Sequence[Enrolment], agent: User, luck: Random) -> None:
    """All but one came; each drew a card, and most know more when they leave."""
    enrolments.mark(workshop=workshop, came=[each.pk for each in enrolled[1:]], by=agent, now=workshop.ends_at)
    for card in range(1, len(enrolled)):
        before = {code: luck.choice((0, 0, 1)) for code in STATEMENTS}
        after = {code: min(face + luck.choice((0, 1, 1)), len(FACES) - 1) for code, face in before.items()}
        opinions.give(workshop=workshop, moment=BEFORE, card=card, answers=before, now=workshop.starts_at)
        opinions.give(workshop=workshop, moment=AFTER, card=card, answers=after, now=workshop.ends_at)
