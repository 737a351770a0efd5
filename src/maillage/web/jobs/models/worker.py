"""Processes that work, and what each holds."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models

# A worker says so every few seconds that it lives. One that is silent for as long was killed, or lost its machine.
SILENCE = timedelta(seconds=30)


class Worker(models.Model):
    """``job``: the one that it holds; no other worker has it. ``host``: name of its machine."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    lane = models.CharField(max_length=32)
    host = models.CharField(max_length=64)
    pid = models.PositiveIntegerField()
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    job = models.OneToOneField(
        "django_tasks_database.DBTaskResult",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="held_by",
    )

    class Meta:
        app_label = "jobs"
        ordering: ClassVar = ["lane", "started_at", "pk"]

    def __str__(self) -> str:
        return f"{self.host}:{self.pid}"

    def is_silent(self, *, now: datetime) -> bool:
        return now - self.seen_at > SILENCE
