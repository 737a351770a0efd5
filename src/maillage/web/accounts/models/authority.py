"""Whose platform it is, and how it looks."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Authority(models.Model):
    """One row, or none: what is empty is as MAILLAGE_AUTHORITY and MAILLAGE_CONTACT say, or as it ships.

    ``logo``: a PNG that the platform drew anew from what was uploaded. ``revision`` grows with every change: it stands
    in the addresses of style sheet and logo, which may then be kept for ever. ``second_factor_roles``: those that ask
    for a second factor beside the ones that always do.
    """

    ONLY = 1
    # Its name in the cache.
    KEPT_AS = "authority"

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY)
    name = models.CharField(max_length=120, blank=True)
    contact = models.EmailField(blank=True)
    accent = models.CharField(max_length=7, blank=True)
    languages = models.JSONField(default=list)
    logo = models.BinaryField(blank=True, default=b"")
    second_factor_roles = models.JSONField(default=list)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        app_label = "accounts"
        constraints: ClassVar = [models.CheckConstraint(condition=models.Q(id=1), name="there_is_one_authority")]

    def __str__(self) -> str:
        return self.name
