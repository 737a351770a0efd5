"""What a worker writes: that it lives, which job it takes, what became of it.

A job is held by at most one worker. A worker that fell silent loses what it held, and finds out before it writes a
result: what it then did is not remembered as done.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.tasks import TaskResultStatus as Status

from ..models import QueuedJob, Worker
from ..models.worker import SILENCE
from ..rules import faults
from ..rules.backoff import retry_delay
from ..schedule import HopelessError, find_job


def enter(*, lane: str, host: str, pid: int, now: datetime) -> Worker:
    return Worker.objects.create(lane=lane, host=host[:64], pid=pid, started_at=now, seen_at=now)


@transaction.atomic
def leave(*, worker: Worker, now: datetime) -> None:
    """Gives back what it holds: that it was interrupted so is no attempt."""
    job = _let_go(worker)
    if job is not None:
        job.worker_ids = job.worker_ids[:-1]
        _wait(job, until=now)
    Worker.objects.filter(pk=worker.pk).delete()


def live(*, worker: Worker, now: datetime) -> bool:
    """Says that it lives; False if the others took it for dead."""
    return bool(Worker.objects.filter(pk=worker.pk).update(seen_at=now))


def take(*, worker: Worker, now: datetime) -> QueuedJob | None:
    """The next job of its lane, which it then holds; None if nothing is due, or if it was taken for dead.

    A plain read comes first: on SQLite a transaction locks out every other writer.
    """
    waiting = QueuedJob.objects.filter(status=Status.READY, queue_name=worker.lane, run_after__lte=now)
    return _take(worker, waiting, now=now) if waiting.exists() else None


@transaction.atomic
def _take(worker: Worker, waiting: QuerySet[QueuedJob], *, now: datetime) -> QueuedJob | None:
    job = waiting.select_for_update(skip_locked=True).first()
    if job is None or not Worker.objects.filter(pk=worker.pk, job=None).update(job=job, seen_at=now):
        return None
    job.status, job.started_at, job.finished_at = Status.RUNNING, now, None
    job.worker_ids = [*job.worker_ids, str(worker.pk)]
    job.save(update_fields=["status", "started_at", "finished_at", "worker_ids"])
    return job


@transaction.atomic
def succeed(*, worker: Worker, dealt_with: Any, now: datetime) -> bool:
    """False, and nothing written, if the worker holds it no more. Of the answer a number is kept, nothing else."""
    job = _let_go(worker)
    if job is None:
        return False
    job.status, job.finished_at = Status.SUCCESSFUL, now
    job.return_value = dealt_with if isinstance(dealt_with, int) else None
    job.exception_class_path = job.traceback = ""
    job.save(update_fields=["status", "finished_at", "return_value", "exception_class_path", "traceback"])
    return True


@transaction.atomic
def fail(*, worker: Worker, error: BaseException | None = None, reason: str = "", now: datetime) -> bool:
    """It met an ``error``, or was ended for a ``reason`` of :mod:`..rules.faults`. Tried again later, unless that is
    hopeless or it was tried often enough."""
    job = _let_go(worker)
    if job is None:
        return False
    cause = (error.__cause__ or error) if isinstance(error, HopelessError) else error
    job.exception_class_path = faults.kind_of(cause) if cause else reason
    job.traceback = faults.places(cause) if cause else ""
    hopeless = isinstance(error, HopelessError) or reason == faults.UNKNOWN
    _try_again_or_give_up(job, hopeless=hopeless, now=now)
    return True


def recover(*, now: datetime) -> int:
    """Takes from workers that fell silent what they held; how many they were."""
    silent = Worker.objects.filter(seen_at__lt=now - SILENCE)
    return _recover(silent, now=now) if silent.exists() else 0


@transaction.atomic
def _recover(silent: QuerySet[Worker], *, now: datetime) -> int:
    dead = list(silent.select_for_update(skip_locked=True))
    for worker in dead:
        job = _let_go(worker)
        if job is not None:
            job.exception_class_path, job.traceback = faults.LOST, ""
            _try_again_or_give_up(job, hopeless=False, now=now)
        worker.delete()
    return len(dead)


def _let_go(worker: Worker) -> QueuedJob | None:
    """What it held, locked; None if it holds nothing any more, or if that was withdrawn.

    Rows are always locked in this order, so that no two wait for each other.
    """
    held = Worker.objects.select_for_update().filter(pk=worker.pk, job__isnull=False).first()
    if held is None:
        return None
    job = QueuedJob.objects.select_for_update().get(pk=held.job_id)
    Worker.objects.filter(pk=worker.pk).update(job=None)
    return job if job.status == Status.RUNNING else None


def _try_again_or_give_up(job: QueuedJob, *, hopeless: bool, now: datetime) -> None:
    declared, tried = find_job(job.task_path), len(job.worker_ids)
    if declared is not None and not hopeless and tried < declared.attempts:
        _wait(job, until=now + retry_delay(tried, job.pk))
        return
    job.status, job.finished_at = Status.FAILED, now
    job.save(update_fields=["status", "finished_at", "exception_class_path", "traceback"])


def _wait(job: QueuedJob, *, until: datetime) -> None:
    job.status, job.run_after = Status.READY, until
    job.save(update_fields=["status", "run_after", "worker_ids", "exception_class_path", "traceback"])
