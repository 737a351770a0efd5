"""``python -m bench.bookings``: appointments that eight agents book in a second over HTTP, beside a bare Django view.

A booking is what the counter sends: session, form, everything looked at again, appointment, what it takes,
confirmation, journal. The bare view inserts one row, and stands twice: as one more page of the platform, in the same
process and behind the same middleware, for somebody who is signed in; and alone, in a Django that has nothing else. All
are served by Granian with the same threads, on databases whose commits wait for the disk. They take turns, of which the
first does not count, so that another program disturbs all: what is told is the median of the turns, and of a share the
median of what each round gives. Messages are promised, not sent: workers are a machine of their own.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection, HTTPException
from itertools import count
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import urlencode
from uuid import uuid4

from .postgres import fresh_database, throw_away_postgres
from .process import ROOT

HEAD = (
    "| bookings, eight agents | a second | 95th percentile, ms | SQL | bare view, a second | of it | goal "
    "| bare view alone, a second | of it |\n"
    "|---|---:|---:|---:|---:|---:|---:|---:|---:|"
)
GOAL = "≥ 1/3"
CLIENTS, TURNS, TURN_SECONDS = 8, 9, 2.5
PATIENCE_SECONDS = 120
DAYS, A_DAY, ROOMS = 39, 20, 10
TOKEN = "t" * 32
PORTS = count(8950)


@dataclass(frozen=True)
class Turn:
    """``per_second``; ``p95`` in milliseconds."""

    per_second: float
    p95: float


def prepare() -> dict[str, object]:
    """In a process of its own: a database, an agent's session, more moments than will be booked, and how many
    statements one booking takes."""
    from maillage.web.server import ready

    ready()
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.utils import timezone

    from maillage.web.accounts.actions.people import create_agent
    from maillage.web.accounts.models import Organisation
    from maillage.web.bookings.actions.appointments import book
    from maillage.web.bookings.queries.tickets import ticket_of
    from maillage.web.bookings.rules.person import Person
    from maillage.web.bookings.rules.slot import Slot
    from maillage.web.places.models import Place, Reason, Room

    now = timezone.now()
    who = create_agent(
        email="a@exemple.fr", name="Ana Roy", password="une phrase assez longue", by=None, role="manager"
    )
    organisation = Organisation.objects.create(kind="ccas", name="CCAS", created_at=now)
    where = {"commune": "78517", "lat": 48.64, "lon": 1.83, "hours": "24/7"}
    place = Place.objects.create(organisation=organisation, name="Lieu", opened_at=now, changed_at=now, **where)
    reason = Reason.objects.create(title="Aide en ligne", minutes=30, needs_mediator=False)
    rooms = Room.objects.bulk_create(Room(place=place, name=f"Salle {number}") for number in range(ROOMS))
    midnight = datetime.combine(now.date() + timedelta(days=1), datetime.min.time(), UTC)
    # Far from the hour at which clocks change.
    starts = [
        midnight + timedelta(days=day, hours=6, minutes=35 * turn) for day in range(DAYS) for turn in range(A_DAY)
    ]
    taken = {"place": place.pk, "reason": reason.pk, "airing": timedelta(minutes=5)}
    slots = [
        Slot(room=room.pk, starts_at=at, ends_at=at + timedelta(minutes=30), **taken) for at in starts for room in rooms
    ]
    person = Person(name="Rose", email="rose@exemple.fr")
    book(slot=slots.pop(), person=person, via="counter", by=who, now=now)
    with CaptureQueriesContext(connection) as statements:
        book(slot=slots.pop(), person=person, via="counter", by=who, now=now)
    client = Client()
    client.force_login(who)
    session = client.cookies["sessionid"].value
    return {"session": session, "tickets": [ticket_of(slot) for slot in slots], "statements": len(statements)}


def rows() -> Iterator[str]:
    yield _row("SQLite", "", "")
    try:
        with throw_away_postgres(durable=True) as address, fresh_database(address) as other:
            yield _row("PostgreSQL", address, other)
    except SystemExit as error:
        print(error, file=sys.stderr)


def _row(label: str, address: str, bare_address: str) -> str:
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        ours, theirs = Path(folder, "ours"), Path(folder, "bare")
        ours.mkdir()
        theirs.mkdir()
        said = {"MAILLAGE_DATA": str(ours), "MAILLAGE_DATABASE": address, "MAILLAGE_HTTPS": "0", "MAILLAGE_JOBS": "0"}
        prepared = _prepared(said)
        ours_port, bare_port = next(PORTS), next(PORTS)
        serve = ["-m", "bench.bookings", "serve", str(ours_port)]
        stack.enter_context(served(serve, ours_port, "/connexion/", said))
        bare = {"BARE_DATA": str(theirs), "BARE_DATABASE": bare_address}
        stack.enter_context(served(["-m", "bench.bookings", "bare", str(bare_port)], bare_port, "/", bare))
        tickets, session = iter(prepared["tickets"]), prepared["session"]
        cases = (_booking(ours_port, session, tickets), _insert(ours_port, session), _insert_alone(bare_port))
        rounds = [[_turn(case) for case in cases] for _ in range(1 + TURNS)]
    booked, bare, alone = zip(*rounds[1:], strict=True)
    often, p95 = (median(getattr(turn, what) for turn in booked) for what in ("per_second", "p95"))
    cells = (label, f"{often:,.0f}", f"{p95:,.0f}", prepared["statements"], *_beside(booked, bare))
    return f"| {' | '.join(map(str, (*cells, GOAL, *_beside(booked, alone))))} |"


def _beside(ours: Sequence[Turn], bare: Sequence[Turn]) -> tuple[str, str]:
    """What the bare one did in a second, and which share of it ours is."""
    shares = (our.per_second / other.per_second for our, other in zip(ours, bare, strict=True))
    return f"{median(turn.per_second for turn in bare):,.0f}", f"{median(shares):.2f}"


def _prepared(said: dict[str, str]) -> dict:
    command = [sys.executable, "-m", "bench.bookings", "prepare"]
    done = subprocess.run(command, env=_environment(said), cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr[-2_000:])
    return json.loads(done.stdout)


def _environment(said: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("MAILLAGE_")} | said


def _booking(port: int, session: str, tickets: Iterator[str]) -> Callable[[HTTPConnection | None], HTTPConnection]:
    def book(connection: HTTPConnection | None) -> HTTPConnection:
        form = {"key": str(uuid4()), "name": "Rose", "email": "rose@exemple.fr", "creneau": next(tickets)}
        return _ask(connection, port, "POST", "/agenda/guichet/", urlencode(form), _signed_in(session), wanted=302)

    return book


def _insert(port: int, session: str) -> Callable[[HTTPConnection | None], HTTPConnection]:
    headers = _signed_in(session)
    return lambda connection: _ask(connection, port, "POST", "/bare/", "", headers, wanted=204)


def _insert_alone(port: int) -> Callable[[HTTPConnection | None], HTTPConnection]:
    return lambda connection: _ask(connection, port, "GET", "/", "", {}, wanted=204)


def _signed_in(session: str) -> dict[str, str]:
    return {
        "Cookie": f"sessionid={session}; csrftoken={TOKEN}",
        "X-CSRFToken": TOKEN,
        "Content-Type": "application/x-www-form-urlencoded",
    }


def _ask(
    connection: HTTPConnection | None, port: int, method: str, path: str, body: str, headers: dict, *, wanted: int
) -> HTTPConnection:
    """On a connection that is kept."""
    open_one = connection or HTTPConnection("127.0.0.1", port, timeout=60)
    open_one.request(method, path, body or None, headers)
    answer = open_one.getresponse()
    answer.read()
    if answer.status != wanted:
        raise RuntimeError(f"{method} {path} was answered {answer.status}")
    return open_one


def _turn(once: Callable[[HTTPConnection | None], HTTPConnection]) -> Turn:
    began = time.perf_counter()
    with ThreadPoolExecutor(CLIENTS) as crowd:
        clients = crowd.map(lambda _: _client(once, began + TURN_SECONDS), range(CLIENTS))
        found = [each for times in clients for each in times]
    return Turn(len(found) / (time.perf_counter() - began), quantiles(found, n=20)[-1] * 1_000)


def _client(once: Callable[[HTTPConnection | None], HTTPConnection], until: float) -> list[float]:
    """Seconds that each took."""
    connection, found = once(None), []
    while not found or time.perf_counter() < until:
        began = time.perf_counter()
        once(connection)
        found.append(time.perf_counter() - began)
    connection.close()
    return found


@contextmanager
def served(command: list[str], port: int, path: str, said: dict[str, str]) -> Iterator[int]:
    """Its number, once it answers."""
    process = subprocess.Popen([sys.executable, *command], env=_environment(said), cwd=ROOT, stderr=subprocess.DEVNULL)
    try:
        give_up = time.monotonic() + PATIENCE_SECONDS
        while not _answers(port, path):
            if process.poll() is not None or time.monotonic() > give_up:
                raise RuntimeError(f"{' '.join(command)} does not answer")
            time.sleep(0.2)
        yield process.pid
    finally:
        process.terminate()
        process.wait()


def _answers(port: int, path: str) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", path)
        return connection.getresponse().status < 300
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def serve_platform(port: int) -> None:
    """As ``maillage serve`` does, with one page more."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maillage.web.settings")
    from django.conf import settings

    from maillage.web.server import serve

    settings.ROOT_URLCONF = "bench.bare_page"
    serve("127.0.0.1", port)


def serve_bare(port: int) -> None:
    """As the platform serves itself."""
    from granian import Granian
    from granian.constants import Interfaces

    from maillage.web.server import THREADS

    Granian(
        "bench.bare_view:application",
        address="127.0.0.1",
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=THREADS,
        websockets=False,
        log_access=False,
        log_level="warning",
    ).serve()


def main() -> None:
    asked, *arguments = sys.argv[1:] or [""]
    if asked == "prepare":
        print(json.dumps(prepare()))
        return
    if asked == "serve":
        serve_platform(int(arguments[0]))
        return
    if asked == "bare":
        serve_bare(int(arguments[0]))
        return
    print(HEAD)
    for row in rows():
        print(row, flush=True)


if __name__ == "__main__":
    main()
