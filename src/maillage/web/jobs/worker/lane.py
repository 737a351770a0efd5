"""One process of one lane: takes what is due, does it, looks again. The quick lane also looks at the clock."""

from __future__ import annotations

import logging
import os
from time import monotonic

from django.db import Error, close_old_connections
from django.utils import timezone
from django_tasks_db.utils import retry

from ..actions import work as actions
from ..actions.moments import ask_for_due
from ..models import QueuedJob, Worker
from ..rules import faults
from ..rules.schedule import seconds_to_next
from ..schedule import QUICK, declared_jobs, find_job
from .beat import Beat

logger = logging.getLogger("maillage.jobs")
# Between two looks at the queue: soon after there was work, then ever more seldom.
SOON_SECONDS, SELDOM_SECONDS, SLOWER = 0.05, 1.0, 1.5
LOOK_FOR_SILENT_SECONDS = 10.0
# What became of a job is written even if the database is away for a moment.
TRIES_TO_RECORD = 5


def work(lane: str, *, parent: int) -> None:
    """Until it is told to stop, or the process ``parent`` that started it is gone.

    Raises SystemExit if the database does not answer: whoever started the process starts it again, ever more seldom,
    and what it held goes back to the queue.
    """
    worker = actions.enter(lane=lane, host=os.uname().nodename, pid=os.getpid(), now=timezone.now())
    clock = Clock(scheduling=lane == QUICK)
    pause = 0.0
    try:
        with Beat(worker, parent=parent) as beat:
            while not beat.stopping.wait(pause):
                close_old_connections()
                clock.look()
                busy = do_next(worker, beat)
                pause = 0.0 if busy else min(max(pause * SLOWER, SOON_SECONDS), SELDOM_SECONDS)
        actions.leave(worker=worker, now=timezone.now())
    except Error as error:
        logger.exception("The database does not answer.")
        raise SystemExit(1) from error


def do_next(worker: Worker, beat: Beat | None = None) -> bool:
    """Does the next job of the worker's lane; False if none is due."""
    job = actions.take(worker=worker, now=timezone.now())
    if job is None:
        return False
    declared = find_job(job.task_path)
    if declared is None:
        # Asked for by a version that had it.
        logger.error("A job is not known to this version.", extra={"job": job.task_path})
        actions.fail(worker=worker, reason=faults.UNKNOWN, now=timezone.now())
        return True
    if beat:
        beat.holds(job, limit=declared.limit)
    dealt_with, error = attempt(job)
    if beat:
        beat.holds(None)
    if error is not None:
        logger.error("A job failed.", exc_info=error, extra={"job": declared.name})
    _record(worker, dealt_with, error)
    return True


@retry(retries=TRIES_TO_RECORD, backoff_delay=SELDOM_SECONDS)
def _record(worker: Worker, dealt_with: int | None, error: BaseException | None) -> None:
    close_old_connections()
    if error is None:
        actions.succeed(worker=worker, dealt_with=dealt_with, now=timezone.now())
    else:
        actions.fail(worker=worker, error=error, now=timezone.now())


def attempt(job: QueuedJob) -> tuple[int | None, BaseException | None]:
    """What it answered, or what it raised."""
    asked = job.args_kwargs
    try:
        return job.task.call(*asked["args"], **asked["kwargs"]), None
    except BaseException as error:  # noqa: BLE001 - whatever a job raises is its failure, not the worker's
        return None, error


class Clock:
    """When to look for due moments and for silent workers."""

    def __init__(self, *, scheduling: bool) -> None:
        self.jobs = [job for job in declared_jobs().values() if job.when is not None] if scheduling else []
        self.next_due = self.next_silent = monotonic()

    def look(self) -> None:
        moment, now = monotonic(), timezone.now()
        if self.jobs and moment >= self.next_due:
            ask_for_due(self.jobs, now=now)
            self.next_due = moment + seconds_to_next([job.when for job in self.jobs], now=now)
        if moment >= self.next_silent:
            actions.recover(now=now)
            self.next_silent = moment + LOOK_FOR_SILENT_SECONDS
