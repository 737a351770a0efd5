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
# More than can be sent in all turns.
WAITING = 6_000


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


def sign_in(hasher: str) -> tuple[Callable[[int], object], Callable[[int], object]]:
    """The first door, as a browser finds it: guesses counted, password, session, journal; against Django's own two
    calls, ``authenticate`` and ``login``, and the session's row."""
    from django.conf import settings
    from django.contrib.auth import authenticate, login
    from django.contrib.auth.hashers import get_hashers, get_hashers_by_algorithm
    from django.contrib.sessions.backends.db import SessionStore
    from django.test import Client, RequestFactory

    from maillage.web.accounts.actions.people import create_agent

    settings.PASSWORD_HASHERS = [f"django.contrib.auth.hashers.{hasher}"]
    get_hashers.cache_clear()
    get_hashers_by_algorithm.cache_clear()
    settings.ALLOWED_HOSTS, settings.SECURE_SSL_REDIRECT = ["testserver"], False
    who = {"email": f"{hasher}@exemple.fr".lower(), "password": "une phrase assez longue"}
    create_agent(**who, name="Marie Dupont", by=None)

    def ours(_number: int) -> None:
        if Client().post("/connexion/", who).status_code != 302:
            raise RuntimeError("nobody was let in")

    def bare(_number: int) -> None:
        request = RequestFactory().post("/")
        request.session = SessionStore()
        login(request, authenticate(request, username=who["email"], password=who["password"]))
        request.session.save()

    return ours, bare


def bare_insert() -> Callable[[int], object]:
    """One row of a plain table, and the commit."""
    from django.contrib.sessions.models import Session
    from django.db import transaction
    from django.utils import timezone

    now = timezone.now()

    @transaction.atomic
    def insert(number: int) -> None:
        Session.objects.create(session_key=f"{number}", session_data="x" * 200, expire_date=now)

    return insert


def message_promised() -> tuple[Callable[[int], object], Callable[[int], object]]:
    """A message written from its template and sealed, the job that will send it, and the commit; against an insert."""
    from django.db import transaction
    from django.utils import timezone

    from maillage.web.messages.actions.outbox import send
    from maillage.web.messages.rules.recipient import Recipient

    to, now = Recipient("Marie Dupont", email="marie@exemple.fr"), timezone.now()

    @transaction.atomic
    def promise(number: int) -> None:
        send(template="messages/trial", to=to, words={"name": to.name}, key=f"bench:{number}", by=None, now=now)

    return promise, bare_insert()


def message_sent() -> tuple[Callable[[int], object], Callable[[int], object]]:
    """A message claimed, given to a server that takes all, and written down: two commits; against one insert."""
    from copy import copy

    from django.conf import settings
    from django.utils import timezone

    from maillage.web.messages.actions.delivery import send_next
    from maillage.web.messages.models import Message

    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.dummy.EmailBackend"}}
    promise, insert = message_promised()
    promise(-1)
    one, waiting = Message.objects.get(key="bench:-1"), []
    for number in range(WAITING):
        row = copy(one)
        row.pk, row.key = None, f"waiting:{number}"
        waiting.append(row)
    Message.objects.bulk_create(waiting, batch_size=500)

    def deliver(_number: int) -> None:
        if send_next(now=timezone.now()) is None:
            raise RuntimeError("nothing waits any more")

    return deliver, insert


CASES = (
    Case("journal: append", journal_append, "≥ 1/3"),
    Case("journal: append, four at once", journal_append, hands=4),
    Case("message: promised", message_promised),
    Case("message: sent", message_sent),
    Case("sign-in", lambda: sign_in("PBKDF2PasswordHasher"), "≥ 2/3"),
    Case("sign-in, but for the hash of the password", lambda: sign_in("MD5PasswordHasher")),
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
        yield f"| {case.label} | {' | '.join(map(_cells, both))} | {case.goal} |"


def _cells(found: dict[str, float] | None) -> str:
    if found is None:
        return " | "
    decimals = 0 if found["ours"] >= 10 else 1
    return f"{found['ours']:,.{decimals}f} | {found['ours'] / found['bare']:.2f}"


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
