"""The heart of a working process: a thread that says that it lives, and ends the process when it must not go on.

It ends the process rather than asking the job to end: a solver deep in its search hears nothing.
"""

from __future__ import annotations

import logging
import os
import select
import signal
from dataclasses import dataclass
from datetime import timedelta
from threading import Event, Thread
from time import monotonic
from types import TracebackType
from typing import Self

from django.db import Error, close_old_connections, connection
from django.utils import timezone

from ..actions import work as actions
from ..models import QueuedJob, Worker
from ..models.worker import SILENCE
from ..queries.workers import is_held
from ..rules import faults

logger = logging.getLogger("maillage.jobs")
LOOK_SECONDS = 1.0
SAY_SECONDS = 10.0
# Told to stop, a job that is nearly done may end; another is given back.
GRACE_SECONDS = 3.0
STOPPED, ENDED_ITSELF = 0, 75


@dataclass(frozen=True)
class Held:
    job: QueuedJob
    until: float


class Beat:
    """``with Beat(worker, parent=…) as beat``; ``beat.stopping`` is set when the process is told to stop."""

    def __init__(self, worker: Worker, *, parent: int) -> None:
        self.worker = worker
        self.stopping = Event()
        self._held: Held | None = None
        self._parent = parent
        self._over = Event()
        self._stop_at: float | None = None
        self._said = monotonic()
        self._wake, self._waker = os.pipe()
        self._thread = Thread(target=self._run, daemon=True)

    def __enter__(self) -> Self:
        os.set_blocking(self._waker, False)
        # The thread hears of a signal at once, the main thread only when it comes back from a solver.
        signal.set_wakeup_fd(self._waker, warn_on_full_buffer=False)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: None)
        self._thread.start()
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        signal.set_wakeup_fd(-1)
        self._over.set()
        os.write(self._waker, b".")
        self._thread.join(LOOK_SECONDS * 3)

    def holds(self, job: QueuedJob | None, *, limit: timedelta = timedelta()) -> None:
        self._held = Held(job, monotonic() + limit.total_seconds()) if job else None

    def _run(self) -> None:
        """Without its heart the process must not go on."""
        try:
            self._beat()
        except Exception:
            logger.exception("The heart of a worker broke.")
        if not self._over.is_set():
            os._exit(ENDED_ITSELF)
        connection.close()

    def _beat(self) -> None:
        while True:
            heard, _, _ = select.select([self._wake], [], [], LOOK_SECONDS)
            if self._over.is_set():
                return
            if heard and os.read(self._wake, 64) and self._stop_at is None:
                self._stop_at = monotonic() + GRACE_SECONDS
                self.stopping.set()
            try:
                close_old_connections()
                self._look(monotonic())
            except Error:
                if monotonic() - self._said > SILENCE.total_seconds():
                    return

    def _look(self, moment: float) -> None:
        if os.getppid() != self._parent or (self._stop_at is not None and moment > self._stop_at and self._held):
            actions.leave(worker=self.worker, now=timezone.now())
            os._exit(STOPPED)
        held = self._held
        if held and moment > held.until:
            logger.error("A job took too long.", extra={"job": held.job.task_path})
            actions.fail(worker=self.worker, reason=faults.OVERDUE, now=timezone.now())
            self._end()
        # Asked again after the answer: between the two the job may have come to its end.
        if held and not is_held(self.worker, held.job) and self._held is held:
            self._end()
        if moment - self._said > SAY_SECONDS:
            if not actions.live(worker=self.worker, now=timezone.now()):
                self._end()
            self._said = moment

    def _end(self) -> None:
        actions.leave(worker=self.worker, now=timezone.now())
        os._exit(ENDED_ITSELF)
