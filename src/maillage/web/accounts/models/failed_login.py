"""Wrong passwords, for as long as they count."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class FailedLogin(models.Model):
    """A wrong password, kept for as long as it counts: see rules.WINDOW."""

    email = models.CharField(max_length=254)
    address = models.CharField(max_length=45)
    at = models.DateTimeField()

    class Meta:
        app_label = "accounts"
        indexes: ClassVar = [models.Index(fields=["email", "at"]), models.Index(fields=["address", "at"])]

    def __str__(self) -> str:
        return f"{self.email}, {self.at:%Y-%m-%d %H:%M}"
