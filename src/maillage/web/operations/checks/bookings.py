"""Whether the database itself refuses that a room or a person is booked twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from maillage.web.bookings.queries.guards import guards_that_miss

from .problem import Level, Problem


def check(now: datetime) -> Iterator[Problem]:
    missing = guards_that_miss()
    if missing:
        what = f"nothing keeps a room or a person from being booked twice: there is no {missing[0]}."
        yield Problem(Level.WRONG, "bookings", what, "Start `maillage serve` again: it puts it back.")
