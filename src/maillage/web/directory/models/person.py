"""People who help, and who agreed that others find them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class ResourcePerson(models.Model):
    """Whose name stands on an entry: only while their consent holds (``privacy``), which names this row.

    ``email``: where their link goes. What is shown of them is what their record says.
    """

    name = models.CharField(_("nom"), max_length=120)
    email = models.EmailField(_("adresse e-mail"), blank=True)
    entered_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "directory"
        ordering: ClassVar = ["name", "pk"]

    def __str__(self) -> str:
        return self.name
