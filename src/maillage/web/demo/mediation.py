"""Workshops: one that was held, two to come."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from maillage.engine.territory.time_zone import time_zone
from maillage.web.accounts.models import User
from maillage.web.mediation.actions import enrolments, workshops
from maillage.web.mediation.models import Enrolment
from maillage.web.places.models import Mediator, Place

from . import people

SEED = 12
# Days from this Monday, number of the place and of the mediator, theme, seats, who wants to come.
PLANNED = ((-11, 2, 1, "health-space", 8, 7), (10, 0, 0, "appointments", 8, 5), (16, 3, 2, "first-steps", 4, 6))
BEGINS, ENDS = time(14), time(16)


def hold_workshops(places: list[Place], mediators: list[Mediator], agent: User, *, now: datetime) -> None:
    luck = people.chance(SEED)
    zone = time_zone(places[0].departement)
    today = now.astimezone(zone).date()
    communes = sorted({place.commune for place in places})
    for after, place, mediator, theme, seats, coming in PLANNED:
        if place >= len(places):
            continue
        day = today + timedelta(days=after - today.weekday())
        starts_at, ends_at = (datetime.combine(day, clock, zone) for clock in (BEGINS, ENDS))
        room = places[place].rooms.get(is_closed=False)
        then = min(starts_at, now) - timedelta(days=14)
        said = workshops.Plan(room, (mediators[mediator],), theme, starts_at, ends_at, seats)
        workshop = workshops.plan(said=said, by=agent, now=then)
        enrolled = [
            enrolments.enrol(
                workshop=workshop,
                person=people.with_email(people.who_comes(luck, communes), luck),
                via=Enrolment.Via.COUNTER,
                by=agent,
                now=then + timedelta(days=1),
            )
            for _ in range(coming)
        ]
        if ends_at < now:
            enrolments.mark(workshop=workshop, came=[each.pk for each in enrolled[1:]], by=agent, now=ends_at)
