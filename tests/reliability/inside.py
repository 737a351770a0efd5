"""Questions to a platform's database, answered as JSON: ``python inside.py QUESTION…``. Runs beside the platform, or on
a copy of its files."""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from datetime import UTC, datetime, timedelta
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


def a_place_that_never_closes() -> Any:
    from django.utils import timezone

    from maillage.web.accounts.models import Organisation
    from maillage.web.places.models import Place

    now = timezone.now()
    organisation = Organisation.objects.create(kind="ccas", name="CCAS", created_at=now)
    where = {"commune": "78517", "lat": 48.64, "lon": 1.83, "hours": "24/7"}
    return Place.objects.create(organisation=organisation, name="Lieu", opened_at=now, changed_at=now, **where)


def starts(days: int, turns: int) -> list[datetime]:
    """From tomorrow on, far from the hour at which clocks change."""
    midnight = datetime.combine(datetime.now(UTC).date() + timedelta(days=1), datetime.min.time(), UTC)
    return [midnight + timedelta(days=day, hours=6, minutes=35 * turn) for day in range(days) for turn in range(turns)]


def prepare_agenda() -> dict[str, Any]:
    """What :func:`prepare` does, and words for more moments at a place than anybody will book."""
    said = prepare()
    from maillage.web.bookings.queries.tickets import ticket_of
    from maillage.web.bookings.rules.slot import Slot
    from maillage.web.places.models import Reason, Room

    place = a_place_that_never_closes()
    reason = Reason.objects.create(title="Aide en ligne", minutes=30, needs_mediator=False)
    rooms = [Room.objects.create(place=place, name=f"Salle {number}") for number in range(4)]
    taken = {"place": place.pk, "reason": reason.pk, "airing": timedelta(minutes=5)}
    slots = [
        Slot(room=room.pk, starts_at=at, ends_at=at + timedelta(minutes=30), **taken)
        for at in starts(39, 20)
        for room in rooms
    ]
    return said | {"tickets": [ticket_of(slot) for slot in slots]}


def prepare_rush() -> dict[str, list]:
    """By what they share: the moments that a crowd will want, each a minute after the other, so that all overlap."""
    prepare()
    from dataclasses import replace
    from datetime import date, time

    from maillage.web.bookings.rules.slot import Slot
    from maillage.web.bookings.rules.tickets import packed
    from maillage.web.places.models import Device, Mediator, Reason, Room, WorkingHours

    place = a_place_that_never_closes()
    rooms = [Room.objects.create(place=place, name=f"Salle {number}").pk for number in range(11)]
    mediator = Mediator.objects.create(organisation=place.organisation, name="Ana", since=date(2026, 1, 1))
    week = {"mediator": mediator, "place": place, "begins": time(0), "ends": time(23), "first_day": date(2026, 1, 1)}
    WorkingHours.objects.bulk_create(WorkingHours(weekday=day, **week) for day in range(7))
    device = Device.objects.create(place=place, kind="scales", serial="1")
    alone = {"minutes": 30, "needs_mediator": False}
    reasons = {
        "room": Reason.objects.create(title="Aide", **alone),
        "mediator": Reason.objects.create(title="Aide à deux", minutes=30),
        "device": Reason.objects.create(title="Pesée", equipment=["scales"], **alone),
    }
    shared = {"room": {}, "mediator": {"mediator": mediator.pk}, "device": {"devices": (device.pk,)}}
    found = {}
    for (name, said), at in zip(shared.items(), starts(1, 3), strict=True):
        first = Slot(
            place=place.pk, reason=reasons[name].pk, room=rooms[0], starts_at=at,
            ends_at=at + timedelta(minutes=30), airing=timedelta(minutes=5), **said,
        )  # fmt: skip
        slots = [
            replace(
                first,
                room=rooms[0] if name == "room" else rooms[1 + turn],
                starts_at=at + timedelta(minutes=turn),
                ends_at=first.ends_at + timedelta(minutes=turn),
            )
            for turn in range(10)
        ]
        found[name] = [packed(slot) for slot in slots]
    return found


def taken() -> dict[str, Any]:
    """How many appointments there are, what they take, and how many the journal has."""
    from maillage.web.bookings.models import Appointment, Occupation
    from maillage.web.privacy.models import Entry

    kinds = Occupation.objects.order_by("kind").values_list("kind", flat=True)
    return {
        "appointments": Appointment.objects.count(),
        "journaled": Entry.objects.filter(verb="bookings.booked").count(),
        "occupations": dict(Counter(Occupation.Kind(kind).name for kind in kinds)),
    }


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


def agenda() -> dict[str, Any]:
    """Appointments by code: how much each takes, its messages with state and Message-ID, how often the journal has it;
    and whether the journal holds."""
    from django.db.models import Count

    from maillage.web.bookings.models import Appointment
    from maillage.web.messages.models import Message
    from maillage.web.privacy.models import Entry
    from maillage.web.privacy.models.reading import verify_rows

    messages: dict[str, list[list[str]]] = {}
    for each in Message.objects.filter(template="bookings/booked"):
        messages.setdefault(each.key.split(":")[1], []).append([each.state, each.reference])
    journaled = [each.subject.split()[-1] for each in Entry.objects.filter(verb="bookings.booked")]
    rows = Appointment.objects.annotate(taken=Count("occupations")).order_by("pk")
    found = {
        row.code: {
            "key": str(row.key),
            "taken": row.taken,
            "messages": messages.get(str(row.pk), []),
            "journaled": journaled.count(str(row.pk)),
        }
        for row in rows
    }
    return {"appointments": found, "sound": verify_rows().sound}


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
    known = {
        "agenda": agenda,
        "prepare": prepare,
        "prepare_agenda": prepare_agenda,
        "prepare_rush": prepare_rush,
        "send_rest": send_rest,
        "state": state,
        "taken": taken,
    }
    sys.stdout.write(json.dumps([known[question]() for question in sys.argv[1:]]))
