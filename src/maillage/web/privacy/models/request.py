"""What persons asked for about their data, and who was erased."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Request(models.Model):
    """Of articles 15 to 21 of the GDPR. ``due_on``: the day until which it must be answered."""

    class Kind(models.TextChoices):
        ACCESS = "access", _("accès")
        RECTIFICATION = "rectification", _("rectification")
        ERASURE = "erasure", _("effacement")
        OBJECTION = "objection", _("opposition")

    person = models.CharField(max_length=100)
    kind = models.CharField(_("demande"), max_length=14, choices=Kind)
    received_at = models.DateTimeField()
    due_on = models.DateField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)

    class Meta:
        app_label = "privacy"
        ordering: ClassVar = ["due_on", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "kind"],
                condition=models.Q(closed_at__isnull=True),
                name="one_open_request_of_a_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_kind_display()}"


class Erasure(models.Model):
    """That a person was erased, by whom and when: once, however often it is asked for."""

    person = models.CharField(max_length=100, unique=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)

    class Meta:
        app_label = "privacy"
        ordering: ClassVar = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.person
