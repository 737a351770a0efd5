"""What is in the queue."""

from __future__ import annotations

from uuid import UUID

from django.tasks import TaskResultStatus as Status

from ..models import QueuedJob


def is_given_up(job: UUID | None) -> bool:
    """It failed for good, was withdrawn or is forgotten: nobody will do it."""
    going = (Status.READY, Status.RUNNING, Status.SUCCESSFUL)
    return not QueuedJob.objects.filter(pk=job, status__in=going).exists()
