"""Who works."""

from __future__ import annotations

from datetime import datetime

from django.tasks import TaskResultStatus as Status

from ..models import QueuedJob, Worker
from ..models.worker import SILENCE


def is_held(worker: Worker, job: QueuedJob) -> bool:
    """False once it was taken from the worker, or withdrawn."""
    return Worker.objects.filter(pk=worker.pk, job=job, job__status=Status.RUNNING).exists()


def workers_alive(*, now: datetime) -> list[Worker]:
    """One a lane and process; those that said lately that they live."""
    return list(Worker.objects.filter(seen_at__gte=now - SILENCE).order_by("lane", "host", "pid").select_related("job"))
