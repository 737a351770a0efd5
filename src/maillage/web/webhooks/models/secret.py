"""What two machines sign with."""

from __future__ import annotations

from datetime import datetime

from django.db import models

from maillage.web.privacy.fields.sealed import SealedTextField


class WithSecret(models.Model):
    """``secret``: ``whsec_`` and base64, as Standard Webhooks writes it. ``former_secret``: the one before, which still
    counts until ``former_until``, so that neither side must change at the same second as the other."""

    secret = SealedTextField(max_length=120)
    former_secret = SealedTextField(max_length=120, blank=True)
    former_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    def secrets(self, now: datetime) -> list[str]:
        """Those that count, the newest first."""
        counts = self.former_until is not None and now < self.former_until
        return [self.secret, self.former_secret] if counts else [self.secret]
