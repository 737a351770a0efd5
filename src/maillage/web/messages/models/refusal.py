"""Where messages must not go: people who said no, and addresses that are none."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from maillage.web.privacy.fields.blind_index import BlindIndexField
from maillage.web.privacy.fields.sealed import SealedTextField

from ..rules.purposes import PURPOSES

# Of the signed addresses at which one says no.
SALT = "messages.opt-out"


class OptOut(models.Model):
    """Whoever has this e-mail address or telephone number wants no messages of this ``purpose``, by any channel.

    ``by``: the agent who wrote it down, None if the person did. Kept for as long as it holds.
    """

    contact = SealedTextField()
    contact_index = BlindIndexField(of="contact")
    purpose = models.CharField(
        max_length=20, choices=[(code, each.label) for code, each in PURPOSES.items() if each.optional]
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        app_label = "outbox"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contact_index", "purpose"], name="one_opt_out_of_a_purpose"),
        ]
        verbose_name = _("refus")

    def __str__(self) -> str:
        return f"{self.get_purpose_display()}, {self.at:%Y-%m-%d}"


class DeadAddress(models.Model):
    """An e-mail address from which mail came back for good. ``status``: of RFC 3463, as its server said it."""

    email = SealedTextField()
    email_index = BlindIndexField(of="email", unique=True)
    status = models.CharField(max_length=12)
    at = models.DateTimeField()

    class Meta:
        app_label = "outbox"

    def __str__(self) -> str:
        return f"{self.status}, {self.at:%Y-%m-%d}"
