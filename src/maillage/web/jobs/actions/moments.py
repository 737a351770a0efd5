"""The scheduler: each scheduled job is asked for once a due moment, however many processes look at the clock."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction
from django.tasks import TaskResultStatus as Status

from ..models import Moment, QueuedJob
from ..rules.schedule import missed
from ..schedule import Job
from .queue import ask


def ask_for_due(jobs: Iterable[Job], *, now: datetime) -> list[str]:
    """Names of the jobs that it asked for. Reads before it writes: most of the time nothing is due."""
    return [job.name for job in jobs if job.when is not None and _ask_if_due(job, now=now)]


def _ask_if_due(job: Job, *, now: datetime) -> bool:
    last = Moment.objects.filter(job=job.name).order_by("-due_at").select_related("result").first()
    if last is None:
        # A job that is new here waits for its next moment.
        _note(job, due_at=job.when.latest(now))
        return False
    due_at = missed(job.when, last=last.due_at, now=now)
    if due_at is None:
        return False
    if last.result is not None and last.result.status == Status.READY:
        # What was asked for then still waits: it will do for this moment too.
        _note(job, due_at=due_at, result=last.result)
        return False
    try:
        with transaction.atomic():
            moment = Moment.objects.create(job=job.name, due_at=due_at)
            moment.result = QueuedJob.objects.get(pk=ask(job.name, now=now))
            moment.save(update_fields=["result"])
    except IntegrityError:
        return False
    return True


def _note(job: Job, *, due_at: datetime, result: QueuedJob | None = None) -> None:
    Moment.objects.get_or_create(job=job.name, due_at=due_at, defaults={"result": result})
