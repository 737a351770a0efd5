"""The queue: work is asked for, withdrawn, asked for again, forgotten."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.tasks import TaskResultStatus as Status

from maillage.web.inserting import insert

from ..models import Moment, QueuedJob
from ..rules import faults
from ..rules.arguments import is_reference
from ..schedule import get_job

# How long one can still see what was done, and what failed.
KEPT, KEPT_IF_FAILED = timedelta(days=7), timedelta(days=30)


def ask(name: str, *args: int | str, now: datetime, run_after: datetime | None = None) -> UUID:
    """In the caller's transaction: a job exists if and only if its cause does. Answers with its number.

    Raises UnknownJobError, and TypeError for an argument that is more than a reference.
    """
    for argument in args:
        if not is_reference(argument):
            raise TypeError(f"{name} was asked with a {type(argument).__name__} that is no reference to a row")
    task = get_job(name).task
    # The row that ``task.enqueue()`` would write; nobody here wants the result that it makes of it.
    queued = QueuedJob(
        args_kwargs={"args": list(args), "kwargs": {}},
        priority=task.priority,
        task_path=task.module_path,
        queue_name=task.queue_name,
        backend_name=task.backend,
        run_after=run_after or now,
    )
    insert(queued)
    return queued.pk


def withdraw(*, job: UUID, now: datetime) -> None:
    """It will not be begun; whoever works on it stops within a second or two. What is done stays done."""
    going = QueuedJob.objects.filter(pk=job, status__in=(Status.READY, Status.RUNNING))
    going.update(status=Status.FAILED, finished_at=now, exception_class_path=faults.WITHDRAWN)


def retry(*, job: UUID, now: datetime) -> bool:
    """One that failed for good has all its attempts again; False if there is no such one."""
    failed = QueuedJob.objects.filter(pk=job, status=Status.FAILED).exclude(exception_class_path=faults.WITHDRAWN)
    return bool(failed.update(status=Status.READY, run_after=now, finished_at=None, worker_ids=[]))


@transaction.atomic
def prune(*, now: datetime) -> int:
    """Forgets what is long done; how many. Of each scheduled job the last moment is kept: the next one rests on it."""
    withdrawn = QueuedJob.objects.filter(exception_class_path=faults.WITHDRAWN, finished_at__lt=now - KEPT)
    failed = QueuedJob.objects.filter(status=Status.FAILED, finished_at__lt=now - KEPT_IF_FAILED)
    done = QueuedJob.objects.filter(status=Status.SUCCESSFUL, finished_at__lt=now - KEPT)
    forgotten = sum(rows.delete()[1].get(QueuedJob._meta.label, 0) for rows in (withdrawn, failed, done))
    for name, last in Moment.objects.order_by().values_list("job").annotate(Max("due_at")):
        Moment.objects.filter(job=name, due_at__lt=min(last, now - KEPT)).delete()
    return forgotten
