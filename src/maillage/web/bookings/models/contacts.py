"""How somebody without an account is reached, as far as they want to say."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from maillage.web.privacy.fields.blind_index import BlindIndexField
from maillage.web.privacy.fields.sealed import SealedTextField


class Contacts(models.Model):
    """``address``: the lines under the name, as on an envelope. ``wish``: the channel by which they want to be told.
    ``commune``: where they live, INSEE code."""

    phone = SealedTextField(max_length=20, blank=True)
    phone_index = BlindIndexField(of="phone")
    email = SealedTextField(max_length=254, blank=True)
    email_index = BlindIndexField(of="email")
    address = SealedTextField(max_length=300, blank=True)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE)
    wish = models.CharField(max_length=10, blank=True)
    commune = models.CharField(max_length=5, blank=True)

    class Meta:
        abstract = True
