"""What a person has beside a password: an application that computes codes, and codes on paper."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from maillage.web.privacy.fields.sealed import SealedTextField


class Authenticator(models.Model):
    """An application on a telephone that shares a key with the platform. It counts once a first code was right.

    Not a device of django-otp: its table keeps the key in the clear. Its arithmetic is used, see ``rules.totp``.
    """

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="authenticator")
    key = SealedTextField()
    made_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    # The step of time of the last code that was right: it and those before it are not right again.
    last_step = models.BigIntegerField(null=True)

    class Meta:
        app_label = "accounts"

    def __str__(self) -> str:
        return str(self.person)


class Sheet(models.Model):
    """Codes printed on paper, each of which is right once."""

    class Kind(models.TextChoices):
        CARD = "card", _("carte de codes")
        RECOVERY = "recovery", _("codes de secours")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="sheets")
    kind = models.CharField(max_length=10, choices=Kind)
    made_at = models.DateTimeField()

    class Meta:
        app_label = "accounts"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "kind"], name="sheet_one_of_a_kind"),
            models.CheckConstraint(condition=models.Q(kind__in=("card", "recovery")), name="sheet_kind_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.kind}"


class SheetCode(models.Model):
    """One of them, as a keyed digest."""

    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="codes")
    number = models.PositiveSmallIntegerField()
    digest = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "accounts"
        constraints: ClassVar = [models.UniqueConstraint(fields=["sheet", "number"], name="sheet_code_number")]

    def __str__(self) -> str:
        return f"{self.sheet_id}, {self.number}"
