"""A part of a crowd who all want the same thing: ``python rush.py HANDS TIMES``, with slots as JSON on its input, a
list on each line. Its hands try them at once, each one ``TIMES`` times; answers with how often it went which way."""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maillage.web.settings")


def attempt(barrier: Barrier, packed: list, times: int) -> list[str]:
    from django.db import connection
    from django.utils import timezone

    from maillage.web.bookings.actions.appointments import book
    from maillage.web.bookings.rules.person import Person
    from maillage.web.bookings.rules.refusals import TakenError
    from maillage.web.bookings.rules.tickets import unpacked

    slot, found = unpacked(packed), []
    barrier.wait()
    for _ in range(times):
        try:
            book(slot=slot, person=Person(name="Rose"), via="counter", by=None, now=timezone.now())
            found.append("booked")
        except TakenError:
            found.append("taken")
    connection.close()
    return found


def main(hands: int, times: int) -> None:
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for line in sys.stdin:
        slots, barrier = json.loads(line), Barrier(hands)
        with ThreadPoolExecutor(hands) as crowd:
            tries = [crowd.submit(attempt, barrier, slots[hand % len(slots)], times) for hand in range(hands)]
            found = Counter(outcome for each in tries for outcome in each.result())
        sys.stdout.write(json.dumps(found) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    django.setup()
    main(*map(int, sys.argv[1:]))
