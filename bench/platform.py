"""``python -m bench.platform``: what the platform does in a second, on both databases, beside bare Django doing less.

A case is two functions: what we do once, and the bare thing that it is held against. They take turns of a few tenths
of a second, so that another program disturbs both; the best turn of each counts. Commits wait for the disk, as in
production.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count

from .postgres import throw_away_postgres
from .process import measure

HEAD = "| what, a second | SQLite | of a bare one | PostgreSQL | of a bare one | goal |\n|---|---:|---:|---:|---:|---|"
TURNS, TURN_SECONDS = 7, 0.4


@dataclass(frozen=True)
class Case:
    """``make``: with Django and an empty database ready, gives what we do once and the bare thing, each told a number
    that it is never told again. ``hands``: how many do it at the same time, each on a connection of its own."""

    label: str
    make: Callable[[], tuple[Callable[[int], object], Callable[[int], object]]]
    goal: str = ""
    hands: int = 1


def journal_append() -> tuple[Callable[[int], object], Callable[[int], object]]:
    """A row of the journal, and the commit; against an insert of one row, and the commit."""
    from django.contrib.sessions.models import Session
    from django.db import transaction
    from django.utils import timezone

    from maillage.web.privacy.actions.journal import record
    from maillage.web.privacy.models import KnownKey

    subject, now = KnownKey.objects.get(), timezone.now()
    fields = ("email", "phone")

    @transaction.atomic
    def append(_number: int) -> None:
        record(verb="privacy.journal_read", subject=subject, by=None, now=now, fields=fields, why="à sa demande")

    @transaction.atomic
    def insert(number: int) -> None:
        Session.objects.create(session_key=f"{number}", session_data="x" * 200, expire_date=now)

    return append, insert


CASES = (
    Case("journal: append", journal_append, "≥ 1/3"),
    Case("journal: append, four at once", journal_append, hands=4),
)


def rows() -> Iterator[str]:
    """One line a case; without a PostgreSQL on this machine, its columns are empty."""
    lite = _measured("")
    try:
        with throw_away_postgres(durable=True) as address:
            post = _measured(address)
    except SystemExit as error:
        print(error, file=sys.stderr)
        post = [None] * len(CASES)
    for case, *both in zip(CASES, lite, post, strict=True):
        cells = [f"{each['ours']:,.0f} | {each['ours'] / each['bare']:.2f}" if each else "| " for each in both]
        yield f"| {case.label} | {' | '.join(cells)} | {case.goal} |"


def _measured(address: str) -> list[dict[str, float]]:
    """In a process of its own, whose database is thrown away."""
    with tempfile.TemporaryDirectory() as data:
        return json.loads(measure(["-m", "bench.platform", data, address]).output)


def _measure_all(data: str, address: str) -> Iterator[dict[str, float]]:
    os.environ |= {"MAILLAGE_DATA": data, "MAILLAGE_DATABASE": address}
    from maillage.web.server import ready

    ready()
    numbers = count(1)
    for case in CASES:
        ours, bare = case.make()
        turns = [(_turn(ours, numbers, case.hands), _turn(bare, numbers, case.hands)) for _ in range(TURNS)]
        yield {"ours": max(each for each, _ in turns), "bare": max(each for _, each in turns)}


def _turn(once: Callable[[int], object], numbers: Iterator[int], hands: int) -> float:
    """How often a second, all hands together."""
    if hands == 1:
        return _hand(once, numbers)
    with ThreadPoolExecutor(hands) as pool:
        return sum(pool.map(lambda _hand_number: _hand(once, numbers, close=True), range(hands)))


def _hand(once: Callable[[int], object], numbers: Iterator[int], *, close: bool = False) -> float:
    from django.db import connection

    once(next(numbers))
    start, done = time.perf_counter(), 0
    while time.perf_counter() - start < TURN_SECONDS:
        once(next(numbers))
        done += 1
    seconds = time.perf_counter() - start
    if close:
        connection.close()
    return done / seconds


def main() -> None:
    if len(sys.argv) == 3:
        print(json.dumps(list(_measure_all(*sys.argv[1:]))))
        return
    print(HEAD)
    for row in rows():
        print(row, flush=True)


if __name__ == "__main__":
    main()
