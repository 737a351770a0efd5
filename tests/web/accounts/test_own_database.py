"""On a database as in production: a platform from before roles keeps its people, and somebody always administers it."""

from __future__ import annotations

import subprocess
import sys

SCRIPT = """
import os
from threading import Barrier, Thread

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "maillage.web.settings"
django.setup()
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

call_command("migrate", "accounts", "0001", verbosity=0)
now = timezone.now()
with connection.cursor() as cursor:
    for name, role in (("Marie", "agent"), ("Ali", "agent"), ("Paul", "reader")):
        cursor.execute(
            "INSERT INTO accounts_user (password, email, name, role, is_active, created_at) "
            "VALUES (%s, %s, %s, %s, %s, %s)",
            ["!", f"{name.lower()}@exemple.fr", name, role, True, now],
        )
call_command("migrate", verbosity=0)

from maillage.web.accounts.actions import memberships
from maillage.web.accounts.models import Membership, Organisation, User

for held in Membership.objects.order_by("person__name").select_related("person", "organisation"):
    assert held.organisation.is_own and held.since == held.person.created_at
    print(held.person.name, held.role, held.person.has_perm("studies.publish"))

own, people = Organisation.objects.get(), list(User.objects.filter(name__in=("Marie", "Ali")))
for person in people:
    memberships.give(person=person, organisation=own, role="administrator", by=None, now=now)
together = Barrier(2)


def leave(person):
    held = person.memberships.get(role="administrator")
    together.wait()
    try:
        memberships.end(membership=held, by=person, now=timezone.now())
    except memberships.LastAdministratorError:
        print("stays")
    connection.close()


threads = [Thread(target=leave, args=[person]) for person in people]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
print(Membership.objects.that_count(timezone.now()).filter(role="administrator").count())
"""


def test_people_of_before_keep_their_role_and_of_two_who_leave_at_once_one_stays(own_platform: dict[str, str]) -> None:
    ran = subprocess.run([sys.executable, "-c", SCRIPT], env=own_platform, capture_output=True, text=True, check=False)
    told = [line for line in ran.stdout.splitlines() if line]
    assert told == ["Ali agent True", "Marie agent True", "Paul reader False", "stays", "1"], ran.stderr[-2000:]
