"""Makes a data folder ready, and serves the platform."""

from __future__ import annotations

import os
import secrets
import signal
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from hashlib import blake2b
from pathlib import Path
from threading import Event, Thread
from time import sleep

import django

from maillage.engine.errors import MaillageError

from .disk import create_private
from .environment import whole_number

THREADS = 4
# A worker that is still there after that many seconds is stopped by force.
STOP_SECONDS = 5
LOOK_SECONDS = 1.0
FIRST_SERVE = "Start `maillage serve` once, with the same settings: it makes key and database."


class NotReadyError(MaillageError):
    """A worker has nothing to work on yet."""


def ready() -> None:
    """Keys, database, static files: each is made once, so that a second start is fast."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maillage.web.settings")
    django.setup()
    from django.conf import settings
    from django.utils import timezone

    from .bookings.actions import start as bookings
    from .operations.start import before_start, migrate
    from .privacy.actions import start as privacy

    before_start(now=timezone.now())
    if not settings.SECRET_KEY_FILE.is_file() and not os.environ.get("MAILLAGE_SECRET_KEY"):
        create_private(settings.SECRET_KEY_FILE, secrets.token_urlsafe(64))
        settings.SECRET_KEY = settings.SECRET_KEY_FILE.read_text()
    migrate()
    privacy.make_ready(now=timezone.now())
    bookings.make_ready()
    _collect_static(settings.STATIC_ROOT)


def serve(host: str, port: int) -> None:
    """Answers until it is stopped, and works beside: pages, jobs and scheduler are one command.

    One process answers: the figures of France are held in memory once.
    """
    ready()
    from django.conf import settings
    from django.db import connections
    from granian import Granian
    from granian.constants import Interfaces

    from .operations.backup.running import in_use

    class Server(Granian):
        """Stops at the first signal: a second one, as `make` sends after its own, would wait for the first for ever."""

        def signal_handler_interrupt(self, *_: object) -> None:
            if not self.interrupt_signal:
                super().signal_handler_interrupt()

    server = Server(
        "maillage.web.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=whole_number("MAILLAGE_WORKERS", default=1, least=1),
        blocking_threads=THREADS,
        workers_kill_timeout=STOP_SECONDS,
        websockets=False,
        log_access=False,
        log_level="warning",
    )
    os.register_at_fork(after_in_child=_end_with_parent)
    # A connection belongs to one process: whoever answers, a copy of this one, opens its own.
    connections.close_all()
    with in_use(settings.DATA), _working() if settings.JOBS else nullcontext():
        server.serve()


def work() -> None:
    """Does jobs until it is stopped: one more worker, on this machine or another.

    Raises NotReadyError, and KeyringError for keys that are not those of the database.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maillage.web.settings")
    django.setup()
    from django.conf import settings
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from .operations.backup.running import in_use
    from .privacy.queries.keys import keys_problem

    if not settings.SECRET_KEY_FILE.is_file() and not os.environ.get("MAILLAGE_SECRET_KEY"):
        raise NotReadyError("There is no key to sign with.", hint=FIRST_SERVE)
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise NotReadyError("The database has not the form that this version needs.", hint=FIRST_SERVE)
    if problem := keys_problem():
        raise NotReadyError(problem)
    over = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: over.set())
    with in_use(settings.DATA), _working():
        over.wait()


@contextmanager
def _working() -> Iterator[None]:
    """One process a lane of jobs, which ends with this one."""
    from .jobs.worker.supervisor import Supervisor

    supervisor = Supervisor()
    supervisor.start()
    try:
        yield
    finally:
        supervisor.stop()


def _end_with_parent() -> None:
    """In a process that answers: killed outright, the server can no more tell it to stop, and it would answer on."""
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            sleep(LOOK_SECONDS)
        os._exit(1)

    Thread(target=watch, daemon=True).start()


def _collect_static(root: Path) -> None:
    """Hashing and compressing take seconds: only when a file changed since."""
    from django.core.management import call_command

    stamp, state = root / ".state", _state_of_static()
    if stamp.is_file() and stamp.read_text() == state:
        return
    call_command("collectstatic", verbosity=0, interactive=False, clear=root.exists())
    stamp.write_text(state)


def _state_of_static() -> str:
    from django.contrib.staticfiles.finders import get_finders

    digest = blake2b(digest_size=8)
    for finder in get_finders():
        for name, storage in finder.list(ignore_patterns=None):
            stat = Path(storage.path(name)).stat()
            digest.update(f"{name}:{stat.st_size}:{stat.st_mtime_ns}".encode())
    return digest.hexdigest()
