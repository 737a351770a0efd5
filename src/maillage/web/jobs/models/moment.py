"""When scheduled jobs were due."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Moment(models.Model):
    """A moment at which ``job`` was due. ``result``: what it was asked for then; none if the job was not known before,
    or once that is pruned."""

    job = models.CharField(max_length=100)
    due_at = models.DateTimeField()
    result = models.ForeignKey(
        "django_tasks_database.DBTaskResult", null=True, blank=True, on_delete=models.SET_NULL, related_name="moments"
    )

    class Meta:
        app_label = "jobs"
        ordering: ClassVar = ["job", "due_at"]
        constraints: ClassVar = [
            # However many processes look at the clock, one of them asks.
            models.UniqueConstraint(fields=["job", "due_at"], name="one_run_a_due_moment"),
        ]

    def __str__(self) -> str:
        return f"{self.job}, {self.due_at}"
