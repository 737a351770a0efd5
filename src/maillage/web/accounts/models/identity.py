"""Who a person is elsewhere: at ProConnect, Pro Santé Connect, FranceConnect."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models


class Identity(models.Model):
    """A person's account at a provider, by the pseudonym that the provider gives this platform."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="identities")
    provider = models.CharField(max_length=40)
    subject = models.CharField(max_length=255)
    # Of Pro Santé Connect and of ProConnect; empty of others.
    rpps = models.CharField(max_length=11, blank=True)
    siret = models.CharField(max_length=14, blank=True)
    linked_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "accounts"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["provider", "subject"], name="identity_is_one_person"),
            models.UniqueConstraint(fields=["person", "provider"], name="identity_one_a_provider"),
        ]

    def __str__(self) -> str:
        return f"{self.provider}, {self.person}"
