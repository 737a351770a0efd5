"""What a program was answered when it asked for something that is done once."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from .api_key import ApiKey


class Answered(models.Model):
    """``name``: of the request, as the program chose it (the header Idempotency-Key); ``digest``: of what it asked;
    ``body``: what it was answered, of which nothing names a person."""

    key = models.ForeignKey(ApiKey, on_delete=models.CASCADE, related_name="answered")
    name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64)
    body = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        app_label = "partners"
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["key", "name"], name="request_is_answered_once")]

    def __str__(self) -> str:
        return f"{self.name}, {self.at:%Y-%m-%d %H:%M}"
