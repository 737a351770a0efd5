"""`python -m maillage.web work_on_scenarios`: computes what waits, then ends. The server starts it when needed."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from time import monotonic

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import close_old_connections, connection
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from maillage.engine.errors import MaillageError
from maillage.web.scenarios.actions import computations as actions
from maillage.web.scenarios.models import Computation
from maillage.web.scenarios.queries.answers import LIMIT_SECONDS, answer

BEAT_SECONDS = 1.0
# A solver that does not stop when it was told to is stopped by force.
GRACE_SECONDS = 20.0


class Command(BaseCommand):
    help = "Computes the proposals and fronts that wait, one after the other."

    def handle(self, **options: object) -> None:
        with one_worker():
            while computation := actions.take(now=timezone.now()):
                with beating(computation):
                    work_on(computation)


def work_on(computation: Computation) -> None:
    """Writes the answer, or why there is none."""
    with translation.override(computation.asked.get("language", "fr")):
        try:
            found = answer(computation)
        except MaillageError as error:
            actions.fail(computation=computation, message=str(error), now=timezone.now())
        except Exception:
            actions.fail(computation=computation, message=_("Le calcul a échoué."), now=timezone.now())
            raise
        else:
            actions.finish(computation=computation, answer=found, now=timezone.now())


@contextmanager
def one_worker() -> Iterator[None]:
    """Waits for any other worker of this machine to end."""
    settings.DATA.mkdir(parents=True, exist_ok=True)
    with (settings.DATA / ".scenarios-worker").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        yield


@contextmanager
def beating(computation: Computation) -> Iterator[None]:
    """Says every second that the work goes on; ends the process when nobody waits for it any more."""
    over = Event()
    beat = Thread(target=_beat, args=(computation, over, os.getppid()), daemon=True)
    beat.start()
    try:
        yield
    finally:
        over.set()
        beat.join()


def _beat(computation: Computation, over: Event, parent: int) -> None:
    began = monotonic()
    limit = LIMIT_SECONDS[computation.kind]
    while not over.wait(BEAT_SECONDS):
        close_old_connections()
        spent = monotonic() - began
        wanted = actions.live(computation=computation, progress=min(spent / limit, 0.99), now=timezone.now())
        if not wanted:
            os._exit(0)
        if os.getppid() != parent or spent > limit + GRACE_SECONDS:
            actions.stop(computation=computation, now=timezone.now())
            os._exit(1)
    connection.close()
