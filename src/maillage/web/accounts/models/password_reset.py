"""A way to a new password, open once and not for long."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models


class PasswordReset(models.Model):
    """By a link in an e-mail or by a code on paper, of which only a keyed digest is kept."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="password_resets")
    digest = models.CharField(max_length=64, unique=True)
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "accounts"
        indexes: ClassVar = [models.Index(fields=["expires_at"], name="password_reset_expires")]

    def __str__(self) -> str:
        return f"{self.person_id}, {self.expires_at:%Y-%m-%d %H:%M}"
