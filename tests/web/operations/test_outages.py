"""What passes by itself is answered with 503 and how long to wait; what broke, with 500."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from django.contrib.auth.decorators import login_not_required
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from maillage.web.methods import writes
from maillage.web.outages import Outage, outage_of


def _locked() -> None:
    """By another connection, as SQLite says it."""
    first, second = (sqlite3.connect("file:locked?mode=memory&cache=shared", uri=True, timeout=0) for _ in range(2))
    try:
        first.executescript("CREATE TABLE t (x); BEGIN EXCLUSIVE; INSERT INTO t VALUES (1)")
        second.execute("INSERT INTO t VALUES (2)")
    finally:
        first.close()
        second.close()


def _full() -> None:
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute("PRAGMA max_page_count = 2")
        database.execute("CREATE TABLE t (x)")
        database.execute("INSERT INTO t VALUES (zeroblob(100000))")


def _no_room() -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def _away() -> None:
    psycopg = pytest.importorskip("psycopg")
    psycopg.connect("postgresql://nobody@/none?host=/nowhere&connect_timeout=1")


def _told(state: str) -> Callable[[], None]:
    def raising() -> None:
        import psycopg.errors

        raise psycopg.errors.lookup(state)("said by the server")

    return raising


def _ours() -> None:
    raise OperationalError("no such table: nothing")


CASES: dict[str, tuple[Callable[[], None], Outage | None]] = {
    "locked": (_locked, Outage.BUSY),
    "full": (_full, Outage.FULL),
    "no-room": (_no_room, Outage.FULL),
    "away": (_away, Outage.AWAY),
    "statement-timeout": (_told("57014"), Outage.BUSY),
    "lock-timeout": (_told("55P03"), Outage.BUSY),
    "deadlock": (_told("40P01"), Outage.BUSY),
    "too-many-connections": (_told("53300"), Outage.BUSY),
    "disk-of-the-server": (_told("53100"), Outage.FULL),
    "shutting-down": (_told("57P01"), Outage.AWAY),
    "unique": (_told("23505"), None),
    "ours": (_ours, None),
}


@login_not_required
@writes()
def page(request: HttpRequest, case: str) -> HttpResponse:
    try:
        CASES[case][0]()
    except Exception as error:
        raise OperationalError from error
    return HttpResponse()


urlpatterns = [path("panne/<case>/", page)]
handler500 = "maillage.web.pages.broken"


@pytest.mark.django_db
@pytest.mark.urls(__name__)
@pytest.mark.parametrize("case", CASES)
def test_an_outage_is_told_apart_from_a_mistake(client: Client, case: str) -> None:
    client.raise_request_exception = False
    answer = client.get(f"/panne/{case}/")
    expected = CASES[case][1]
    assert answer.status_code == (503 if expected else 500)
    assert answer.headers.get("Retry-After") == (str(expected.value) if expected else None)
    words = answer.content.decode()
    assert ("disque est plein" in words) == (expected is Outage.FULL)
    assert ("réessayez" in words) == (expected in {Outage.BUSY, Outage.AWAY})
    assert answer.headers["X-Request-ID"] in words


def test_an_error_that_came_from_itself_ends_the_search() -> None:
    first, second = ValueError(), KeyError()
    first.__context__, second.__context__ = second, first
    assert outage_of(first) is None
    assert outage_of(None) is None


def test_a_database_that_cannot_be_opened_is_an_outage(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError) as raised:
        sqlite3.connect(tmp_path / "no" / "folder")
    assert outage_of(raised.value) is Outage.AWAY
