"""Who was asked to come."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _

from ..rules.abilities import ROLES
from .organisation import Organisation


class InvitationQuerySet(models.QuerySet):
    def open(self, now: datetime) -> Self:
        """Neither used, nor taken back, nor too old."""
        return self.filter(accepted_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=now)


class Invitation(models.Model):
    """A role that waits for its person, behind a secret of which only a digest is kept.

    ``email`` empty: the secret stands on paper.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="invitations")
    role = models.CharField(max_length=20)
    place = models.CharField(max_length=5, blank=True)
    name = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="invitations_given")
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="invitations_taken", null=True, blank=True
    )

    objects = InvitationQuerySet.as_manager()

    class Meta:
        app_label = "accounts"
        ordering: ClassVar = ["-invited_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(accepted_at__isnull=True) | models.Q(accepted_by__isnull=False),
                name="accepted_invitation_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role}, {self.invited_at:%Y-%m-%d}"

    @property
    def role_name(self) -> str:
        return _(ROLES[self.role].name)

    @property
    def role_meaning(self) -> str:
        return _(ROLES[self.role].meaning)
