"""Information notices: a text, once it is there, never changes. A new version stands beside it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models

from ..rules.notices import LONGEST, digest_of


class Notice(models.Model):
    """What people read about a ``purpose`` of the classification, in one language. ``digest``: of ``text``."""

    purpose = models.CharField(max_length=40)
    language = models.CharField(max_length=5, choices=settings.LANGUAGES)
    version = models.PositiveIntegerField()
    text = models.TextField(validators=[MaxLengthValidator(LONGEST)])
    digest = models.CharField(max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    at = models.DateTimeField()

    class Meta:
        app_label = "privacy"
        ordering: ClassVar = ["purpose", "language", "-version"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["purpose", "language", "version"], name="notice_version_of_its_purpose"),
        ]

    def __str__(self) -> str:
        return f"{self.purpose}, {self.language}, {self.version}"

    def save(self, *args: object, **kwargs: object) -> None:
        if not self._state.adding:
            raise ValueError("A notice that people were shown is not changed: publish a new version.")
        super().save(*args, **kwargs)

    @property
    def is_whole(self) -> bool:
        """Whether the text is the one that was shown."""
        return digest_of(self.text) == self.digest
