"""Where cards come from, and each delivery of a list."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Source(models.Model):
    """A list of places. ``form``: the reader of the engine that understands its files, empty for what is typed here.

    ``rank``: whom to believe when two lists differ, the smallest first: what a place says of itself, then what the
    authority wrote, then official lists in the order that it chose.
    """

    slug = models.SlugField(max_length=40, unique=True)
    title = models.CharField(_("nom"), max_length=120)
    publisher = models.CharField(_("producteur"), max_length=120, blank=True)
    licence = models.CharField(_("licence"), max_length=60, blank=True)
    page = models.URLField(_("page de la source"), blank=True)
    form = models.CharField(_("format"), max_length=40, blank=True)
    rank = models.PositiveSmallIntegerField(_("rang de confiance"), default=50)
    vintage = models.CharField(max_length=20, blank=True)

    class Meta:
        app_label = "directory"
        ordering: ClassVar = ["rank", "slug"]

    def __str__(self) -> str:
        return self.title


class Delivery(models.Model):
    """One file of a source: what became of it. ``sha256`` recognises a file that came before.

    ``counts``: lines ``read``, ``refused``, and cards ``new``, ``changed``, ``same``, ``gone``. ``problems``: the first
    of them, each with line, column, what was found and what is expected.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("en attente")
        READING = "reading", _("lecture en cours")
        HELD = "held", _("à confirmer")
        APPLIED = "applied", _("reprise")
        REFUSED = "refused", _("écartée")
        FAILED = "failed", _("illisible")

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="deliveries")
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    vintage = models.CharField(max_length=20, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    counts = models.JSONField(default=dict, blank=True)
    problems = models.JSONField(default=list, blank=True)
    received_at = models.DateTimeField()
    # None: the machine, for the lists that ship with the software.
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "directory"
        ordering: ClassVar = ["-received_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.source_id}, {self.received_at:%Y-%m-%d}: {self.state}"
