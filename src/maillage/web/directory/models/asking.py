"""Places are asked, every six months, whether what is said of them is right."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from .entry import Entry


class Asking(models.Model):
    """A place is asked whether its card is right: the link that it received opens this row, and no other card.

    ``email``: where the link went; if the place has another address since, the link is worth nothing. ``reminders``:
    how many were sent.
    """

    class Answer(models.TextChoices):
        RIGHT = "right", _("tout est juste")
        CORRECTED = "corrected", _("corrigée")
        CLOSED = "closed", _("le lieu a fermé")

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="askings")
    email = models.EmailField()
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    reminders = models.PositiveSmallIntegerField(default=0)
    answer = models.CharField(max_length=10, choices=Answer, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "directory"
        ordering: ClassVar = ["-asked_at", "-pk"]
        indexes: ClassVar = [models.Index(fields=["answered_at", "asked_at"], name="askings_without_answer")]

    def __str__(self) -> str:
        return f"{self.entry_id}, {self.asked_at:%Y-%m-%d}"
