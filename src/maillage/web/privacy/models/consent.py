"""Consents: who agreed to what, to which exact text, when and how; and when they took it back."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .notice import Notice


class Means(models.TextChoices):
    WEB = "web", _("sur la plateforme")
    COUNTER = "counter", _("au guichet")
    PAPER = "paper", _("sur papier")
    PHONE = "phone", _("au téléphone")
    ERASURE = "erasure", _("par l’effacement de ses données")


class Consent(models.Model):
    """``person``: as :class:`..rules.person.PersonRef` writes it. ``digest``: of the text, kept apart from it.
    ``given_by``: who recorded it, the person or somebody at the counter."""

    person = models.CharField(max_length=100)
    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="consents")
    purpose = models.CharField(max_length=40)
    digest = models.CharField(max_length=64)
    given_at = models.DateTimeField()
    given_means = models.CharField(max_length=10, choices=Means)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_means = models.CharField(max_length=10, choices=Means, blank=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)

    class Meta:
        app_label = "privacy"
        ordering: ClassVar = ["-given_at", "-pk"]
        indexes: ClassVar = [models.Index(fields=["person", "purpose"], name="consent_person")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "purpose"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="one_consent_holds_at_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at__isnull=True, withdrawn_means="")
                | (models.Q(withdrawn_at__isnull=False) & ~models.Q(withdrawn_means="")),
                name="withdrawn_consent_says_how",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.purpose}"

    @property
    def holds(self) -> bool:
        return self.withdrawn_at is None

    @property
    def text_is_whole(self) -> bool:
        """Whether the text that is kept is still the one that was agreed to."""
        return self.notice.is_whole and self.notice.digest == self.digest
