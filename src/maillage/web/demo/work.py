"""Places at work: opened three months ago, staffed, with what was done these three weeks and what is booked.

Everything goes through the actions that pages call, with the clock of its day; nobody whose appointment is past is told
of it. People, addresses and telephone numbers are made up; the same day gives the same demo.
"""

from __future__ import annotations

import sys
from datetime import datetime, timedelta

from django.db import transaction

from maillage.web.accounts.actions import organisations
from maillage.web.accounts.models import User
from maillage.web.places.queries.places import public

from . import appointments, mediation, sites, teams

OPEN_FOR = timedelta(days=90)
OPERATORS = ("Téléconsultation pour tous (exemple)", "Soins à distance (exemple)")


@transaction.atomic
def begin(territory: str, agent: User, *, now: datetime) -> None:
    """All of it, or nothing; nothing if residents see a place already."""
    if public().exists():
        return
    sys.stderr.write("Opening places\n")
    then = now - OPEN_FOR
    operators = [organisations.enter(kind="operator", name=name, code="", by=agent, now=then) for name in OPERATORS]
    places = sites.open_places(territory, operators[0], agent, then=then, now=now)
    mediators = teams.staff(places, operators, agent, then=then, now=now)
    reasons = teams.enter_reasons(agent, then=then)
    mediation.hold_workshops(places, mediators, agent, now=now)
    appointments.make(places, reasons, agent, now=now)
