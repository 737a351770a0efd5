"""Diagnoses: which territory was studied, how, and who may read it."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..rules.addresses import digest_of
from . import store


class Diagnosis(models.Model):
    """One study of one territory. ``words`` and ``parameters`` are what the engine was asked, ``reference`` the version
    of the figures it answered from; ``revision`` grows with every change that a reader could see."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("brouillon")
        PUBLISHED = "published", _("publié")

    address = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=16)
    name = models.CharField(_("nom"), max_length=200)
    words = models.JSONField()
    parameters = models.JSONField(default=dict, blank=True)
    reference = models.CharField(max_length=32)
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    revision = models.PositiveIntegerField(default=1)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "studies"
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(status="draft") | models.Q(published_by__isnull=False, published_at__isnull=False),
                name="published_diagnosis_says_by_whom_and_when",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_published(self) -> bool:
        return self.status == self.Status.PUBLISHED

    @property
    def folder(self) -> Path:
        return settings.STUDIES_ROOT / digest_of(self.words, self.parameters, self.reference)

    def figures(self) -> store.Figures:
        """Kept figures; computed again if their folder was lost."""
        return store.figures_of(self.folder, self.words, self.parameters)
