"""Some hundred and fifty appointments around today, and people who wait for one."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from maillage.engine.territory.time_zone import time_zone
from maillage.web.accounts.models import User
from maillage.web.bookings.actions import appointments, waiting
from maillage.web.bookings.models import Appointment
from maillage.web.bookings.queries.slots import free
from maillage.web.bookings.rules.refusals import RefusedError, TakenError
from maillage.web.bookings.rules.slot import Slot
from maillage.web.mediation.actions import accompaniments
from maillage.web.places.models import Place, Reason
from maillage.web.places.rules.openings import midnight

from . import people

SEED = 78
DAY = timedelta(days=1)
# Of each span of days, from the first until before the last, counted from today: how many appointments.
SPANS = ((-20, 0, 80), (0, 1, 16), (1, 8, 40), (8, 29, 20))
# Likewise at the place that the agenda opens on: its days are full enough to be looked at.
THERE = ((0, 1, 8), (1, 5, 30))
# Of the reasons, in their order.
SHARES = (9, 2, 4, 6, 3)
NAMED, CANCELLED, MISSED = 0.92, 0.08, 0.1
THEMES = {"teleconsultation": 6, "health-space": 3, "appointments": 2, "rights": 3, "procedures": 2, "learning": 1}


def make(places: list[Place], reasons: list[Reason], agent: User, *, now: datetime) -> None:
    luck = people.chance(SEED)
    zone = time_zone(places[0].departement)
    today = now.astimezone(zone).date()
    communes = sorted({place.commune for place in places})
    seen_first = [min(places, key=lambda place: place.name)]
    for where, spans in ((places, SPANS), (seen_first, THERE)):
        for first, last, wanted in spans:
            since, until = midnight(today + first * DAY, zone), midnight(today + last * DAY, zone)
            for slot in _chosen(where, reasons, since, until, wanted, luck):
                _live(slot, communes, agent, now, luck)
    _wait(places, reasons, agent, now, luck)


def _chosen(
    places: list[Place], reasons: list[Reason], since: datetime, until: datetime, wanted: int, luck: Random
) -> list[Slot]:
    """More than are wanted: some are taken by the time they are asked for."""
    numbers = [place.pk for place in places]
    found: list[Slot] = []
    for reason, share in zip(reasons, SHARES, strict=True):
        slots = free(reason=reason, places=numbers, since=since, until=until, now=since - DAY, notice=False)
        found += luck.sample(slots, min(len(slots), -(-wanted * share // sum(SHARES))))
    return sorted(found, key=lambda slot: (slot.starts_at, slot.place, slot.reason))


def _live(slot: Slot, communes: list[str], agent: User, now: datetime, luck: Random) -> None:
    """Booked some days before, and then whatever became of it."""
    person = people.who_comes(luck, communes, named=NAMED)
    booked_at = min(slot.starts_at - luck.uniform(0.1, 9) * DAY, now - luck.uniform(0.01, 4) * DAY)
    if slot.starts_at > now:
        person = people.reachable(person, luck)
    online = bool(person.email) and luck.random() < 0.6
    via = Appointment.Via.WEB if online else luck.choice([Appointment.Via.COUNTER, Appointment.Via.PHONE])
    try:
        made = appointments.book(slot=slot, person=person, via=via, by=None if online else agent, now=booked_at)
    except (TakenError, RefusedError):
        return
    drawn = luck.random()
    if drawn < CANCELLED:
        at = min(slot.starts_at - timedelta(hours=3), now)
        appointments.cancel(appointment=made, because="person", by=agent, now=max(at, booked_at))
    elif slot.starts_at < now:
        _settle(made, drawn, agent, now, luck)


def _settle(made: Appointment, drawn: float, agent: User, now: datetime, luck: Random) -> None:
    if drawn < CANCELLED + MISSED:
        appointments.miss(appointment=made, by=agent, now=min(made.starts_at + timedelta(minutes=15), now))
        return
    appointments.arrive(appointment=made, by=agent, now=made.starts_at - timedelta(minutes=4))
    if made.ends_at > now:
        return
    appointments.finish(appointment=made, by=agent, now=made.ends_at)
    if luck.random() < 0.7:
        accompaniments.note(said=_note(made, luck), by=agent, now=made.ends_at)


def _note(made: Appointment, luck: Random) -> accompaniments.Note:
    return accompaniments.Note(
        place=made.place,
        at=made.starts_at,
        minutes=luck.choice([15, 30, 30, 45]),
        themes=tuple(dict.fromkeys(luck.choices(list(THEMES), list(THEMES.values()), k=luck.choice([1, 1, 2])))),
        autonomy=luck.choices(["alone", "helped", "done-for"], [2, 5, 3])[0],
        redirections=luck.choices([(), ("doctor",), ("ccas",), ("insurance",), ("digital",)], [6, 1, 1, 1, 1])[0],
        commune=made.commune,
        age=luck.choices(["18-39", "40-59", "60-74", "75+", ""], [2, 3, 4, 3, 2])[0],
        appointment=made,
    )


def _wait(places: list[Place], reasons: list[Reason], agent: User, now: datetime, luck: Random) -> None:
    """For a Saturday on which nobody consults yet, so that nothing is offered at once."""
    communes = sorted({place.commune for place in places})
    for reason in (reasons[1], reasons[1], reasons[2], reasons[2]):
        person = people.reachable(people.who_comes(luck, communes), luck)
        until = (now + 30 * DAY).date()
        waiting.wait(reason=reason, places=places[:3], person=person, weekdays=[5], until=until, by=agent, now=now)
