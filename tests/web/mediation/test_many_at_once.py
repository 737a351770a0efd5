"""On a database as in production: two hundred people want the ten seats of a workshop at the same moment."""

from __future__ import annotations

import subprocess
import sys

SCRIPT = """
import os
from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread
from uuid import uuid4

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "maillage.web.settings"
django.setup()
from django.core.management import call_command
from django.db import OperationalError, connection

call_command("migrate", verbosity=0)
from maillage.web.accounts.actions.people import create_agent
from maillage.web.bookings.rules.person import Person
from maillage.web.mediation.actions.enrolments import enrol
from maillage.web.mediation.actions.workshops import Plan, plan
from maillage.web.mediation.models import Enrolment, Seat
from maillage.web.messages.models import Message
from maillage.web.privacy.queries.verification import verify_journal
from maillage.web.places.models import Place, Room

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
agent = create_agent(email="a@exemple.fr", name="Marie", password="une phrase assez longue", by=None)
own = agent.memberships.get().organisation
where = {"commune": "78517", "lat": 48.6443, "lon": 1.8293, "opened_at": NOW, "changed_at": NOW}
place = Place.objects.create(organisation=own, name="Médiathèque", **where)
starts_at = NOW + timedelta(days=3)
said = Plan(
    room=Room.objects.create(place=place, name="Salle"),
    mediators=(),
    theme="other",
    starts_at=starts_at,
    ends_at=starts_at + timedelta(hours=2),
    capacity=10,
)
workshop = plan(said=said, by=agent, now=NOW)
AT_ONCE, EACH = 20, 10
together = Barrier(AT_ONCE)


def come(thread):
    together.wait()
    for number in range(EACH):
        person, key = Person(name=f"P{thread}-{number}", email=f"p{thread}.{number}@exemple.fr"), uuid4()
        while not sent(person, key):
            pass
    connection.close()


def sent(person, key):
    # Whoever finds the database held by others for too long sends the form again, as people do.
    try:
        enrol(workshop=workshop, person=person, via="web", by=None, now=NOW, key=key)
    except OperationalError:
        return False
    return True


threads = [Thread(target=come, args=[thread]) for thread in range(AT_ONCE)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]

there = list(Enrolment.objects.order_by("pk").values_list("pk", flat=True))
seated = sorted(Seat.objects.exclude(enrolment=None).values_list("enrolment", flat=True))
print(len(there), Seat.objects.count(), seated == there[:10])
told = {kind: Message.objects.filter(template=f"mediation/{kind}").count() for kind in ("enrolled", "waiting")}
print(told["enrolled"], told["waiting"], verify_journal().sound)
"""


def test_ten_have_a_seat_and_the_others_wait_in_the_order_in_which_they_came(own_platform: dict[str, str]) -> None:
    ran = subprocess.run([sys.executable, "-c", SCRIPT], env=own_platform, capture_output=True, text=True, check=False)
    told = [line for line in ran.stdout.splitlines() if line]
    assert told == ["200 10 True", "10 190 True"], ran.stderr[-2000:]
