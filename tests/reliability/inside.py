"""Questions to a platform's database, answered as JSON: ``python inside.py QUESTION…``. Runs beside the platform, or on
a copy of its files."""

from __future__ import annotations

import json
import os
import sys
from datetime import timedelta
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maillage.web.settings")


def prepare() -> dict[str, str]:
    """A database, an administrator, and the cookie of their session."""
    from maillage.web.server import ready

    ready()
    from django.test import Client

    from maillage.web.accounts.actions.people import create_agent

    password = "une phrase assez longue"
    who = create_agent(email="a@exemple.fr", name="Ana Roy", password=password, by=None, role="administrator")
    client = Client()
    client.force_login(who)
    return {"sessionid": client.cookies["sessionid"].value}


def state() -> dict[str, Any]:
    """Messages by key of the row, with state and Message-ID; what the journal says of them, and whether it holds."""
    from django.db import connection

    from maillage.web.messages.models import Message
    from maillage.web.privacy.models import Entry
    from maillage.web.privacy.models.reading import verify_rows

    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA integrity_check")
            assert cursor.fetchall() == [("ok",)]
    trials = Message.objects.filter(template="messages/trial")
    return {
        "messages": {str(each.pk): [each.state, each.reference] for each in trials},
        "journaled": [each.subject.split()[-1] for each in Entry.objects.filter(verb="messages.tried")],
        "sound": verify_rows().sound,
    }


def send_rest() -> int:
    """What waits leaves now, also what a killed process had begun: as if an hour had passed."""
    from django.utils import timezone

    from maillage.web.messages.actions.delivery import recover, send_next

    later, sent = timezone.now() + timedelta(hours=1), 0
    recover(now=later)
    while send_next(now=later):
        sent += 1
    return sent


if __name__ == "__main__":
    django.setup()
    known = {"prepare": prepare, "state": state, "send_rest": send_rest}
    sys.stdout.write(json.dumps([known[question]() for question in sys.argv[1:]]))
