"""What somebody tells the keepers of the directory about a card."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .entry import Entry


class Note(models.Model):
    """To be looked at by an agent. Who sent it is not known, and need not be.

    ``proposed``: the fields that a place wants changed and that wait for an agent: what leads people, or our own mail,
    elsewhere.
    """

    class About(models.TextChoices):
        CLOSED = "closed", _("le lieu a fermé ou déménagé")
        HOURS = "hours", _("les horaires sont faux")
        CONTACT = "contact", _("le téléphone, l’e-mail ou le site est faux")
        WHERE = "where", _("l’adresse ou le point sur la carte est faux")
        HELP = "help", _("l’aide décrite n’est pas celle que l’on reçoit")
        OTHER = "other", _("autre chose")

    class By(models.TextChoices):
        READER = "reader", _("une personne qui consulte l’annuaire")
        PROVIDER = "provider", _("le lieu lui-même")

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="notes")
    by = models.CharField(max_length=8, choices=By)
    about = models.CharField(max_length=8, choices=About)
    said = models.CharField(_("précision"), max_length=300, blank=True)
    proposed = models.JSONField(default=dict, blank=True)
    sent_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    class Meta:
        app_label = "directory"
        ordering: ClassVar = ["sent_at", "pk"]
        indexes: ClassVar = [models.Index(fields=["settled_at", "sent_at"], name="notes_to_settle")]

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.about}"
