"""Which keys this database was written with: a start with others is refused before anything is read or written."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class KnownKey(models.Model):
    """``name`` is derived from the key, and says nothing of it."""

    name = models.CharField(max_length=16, primary_key=True)
    since = models.DateTimeField()

    class Meta:
        app_label = "privacy"
        ordering: ClassVar = ["since"]

    def __str__(self) -> str:
        return self.name
