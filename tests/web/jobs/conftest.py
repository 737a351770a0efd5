"""Jobs that only these tests know, and a database that other processes and threads can open."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from threading import Barrier
from urllib.parse import urlencode

import pytest
from django.db import connection

from maillage.web.jobs import schedule
from maillage.web.jobs.schedule import Job

HERE = Path(__file__).parent
PATIENCE_SECONDS = 60

sys.path.insert(0, str(HERE))
import pretend.tasks  # noqa: E402, F401 - declares

OURS = {name: schedule._declared.pop(name) for name in list(schedule._declared) if name.startswith("pretend.")}


@pytest.fixture(autouse=True)
def jobs(monkeypatch: pytest.MonkeyPatch) -> dict[str, Job]:
    """Those of the module `pretend`, which other tests do not know."""
    for name, job in OURS.items():
        monkeypatch.setitem(schedule._declared, name, job)
    return OURS


@pytest.fixture(autouse=True)
def marks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the pretended jobs leave their marks."""
    monkeypatch.setenv("MARKS", str(tmp_path))
    return tmp_path


@pytest.fixture
def shared_database(transactional_db: None, settings, tmp_path: Path) -> Iterator[dict[str, str]]:
    """The database of the tests, opened by other processes too: the environment that leads them to it."""
    said = {
        "MAILLAGE_DATA": str(tmp_path),
        "MAILLAGE_SECRET_KEY": settings.SECRET_KEY,
        "MAILLAGE_KEYS": settings.KEYS,
        "PYTHONPATH": str(HERE),
        "DJANGO_SETTINGS_MODULE": "pretend.settings",
    }
    environment = os.environ | said
    parts = connection.settings_dict
    if connection.vendor == "postgresql":
        words = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
        address = urlencode({word: parts[key] for word, key in words.items() if parts[key]})
        yield environment | {"MAILLAGE_DATABASE": f"postgresql://?{address}"}
        return
    # That of the tests is in memory: from now on it is a file.
    file, in_memory = tmp_path / "maillage.sqlite3", connection.connection
    with sqlite3.connect(file) as copy:
        in_memory.backup(copy)
    copy.close()
    name, parts["NAME"] = parts["NAME"], str(file)
    connection.connection = None
    yield environment
    connection.close()
    # Before Django closes it after the test: under the name of a file it would, and lose what is in memory.
    parts["NAME"], connection.connection = name, in_memory


@pytest.fixture
def start(shared_database: dict[str, str]) -> Iterator[Callable[..., subprocess.Popen]]:
    """``start("-m", "maillage.web", "work", "long")`` is a process on the same database, which ends with the test."""
    started = []

    def run(*command: str) -> subprocess.Popen:
        process = subprocess.Popen(
            [sys.executable, *command],
            env=shared_database,
            stdin=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        started.append(process)
        return process

    yield run
    for process in started:
        # With what it started itself.
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@pytest.fixture
def at_once() -> Callable[[Callable[[], object], int], list]:
    """``at_once(do, 4)`` does it four times at the same moment, each on a connection of its own."""

    def run(do: Callable[[], object], times: int) -> list:
        together = Barrier(times)

        def one(_: int) -> object:
            together.wait()
            try:
                return do()
            finally:
                connection.close()

        with ThreadPoolExecutor(times) as pool:
            return list(pool.map(one, range(times)))

    return run


def until(is_so: Callable[[], object]) -> None:
    """Waits; fails if it never is."""
    give_up = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < give_up, "it never was"
        time.sleep(0.02)
