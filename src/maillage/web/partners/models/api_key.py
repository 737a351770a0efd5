"""What a program shows to be let in."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from ..rules.scopes import SCOPES


class ApiKeyQuerySet(models.QuerySet):
    def that_count(self, now: datetime) -> Self:
        """Neither revoked nor too old, of an organisation that is open."""
        return self.filter(revoked_at=None, expires_at__gt=now, organisation__closed_at=None)


class ApiKey(models.Model):
    """``prefix``: by which people and the platform know it; ``digest``: of the whole, which is shown once. ``scopes``:
    keys of ``rules.scopes``. ``used_at``: to the hour."""

    organisation = models.ForeignKey(
        "accounts.Organisation", verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="api_keys"
    )
    name = models.CharField(_("nom"), max_length=80)
    prefix = models.CharField(max_length=8, unique=True)
    digest = models.CharField(max_length=64)
    scopes = models.JSONField(_("ce qu’elle ouvre"), default=list)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(_("valable jusqu’au"))
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = ApiKeyQuerySet.as_manager()

    class Meta:
        app_label = "partners"
        ordering: ClassVar = ["organisation", "name", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def opens(self) -> list[str]:
        """In words."""
        return [_t(words) for scope, words in SCOPES.items() if scope in self.scopes]
