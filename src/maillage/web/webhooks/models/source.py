"""Software of a partner that tells us, and what it told."""

from __future__ import annotations

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from .secret import WithSecret


class Source(WithSecret):
    """``number``: in the address to which it posts. Its secret is not that of an endpoint: what we signed cannot be
    sent back to us."""

    organisation = models.ForeignKey(
        "accounts.Organisation", verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="sources"
    )
    name = models.CharField(_("nom"), max_length=80)
    number = models.UUIDField(default=uuid4, unique=True, editable=False)
    since = models.DateTimeField()
    heard_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "webhooks"
        ordering: ClassVar = ["organisation", "name", "pk"]

    def __str__(self) -> str:
        return self.name


class Received(models.Model):
    """``identifier``: as the sender names its message, by which a second copy is known. ``digest``: of its body."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="received")
    identifier = models.CharField(max_length=80)
    digest = models.CharField(max_length=64)
    event = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        app_label = "webhooks"
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "identifier"], name="message_is_heard_once"),
        ]

    def __str__(self) -> str:
        return f"{self.event}, {self.at:%Y-%m-%d %H:%M}"
