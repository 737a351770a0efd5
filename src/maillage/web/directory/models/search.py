"""What is searched: each entry in the few words and codes by which it is found, and what has changed of it since when.

Whoever searches keeps all of it in memory (``queries/index.py``) and looks here for what is new: the same for all
processes and on both databases.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Indexed(models.Model):
    """One entry as it is sought. An entry that is no longer listed stays, empty, so that others learn of it.

    Its columns are those of ``rules.documents.Document``. ``resource_person``: who is
    named in it, and may be forgotten.
    """

    entry = models.BigIntegerField(primary_key=True)
    revision = models.BigIntegerField(db_index=True)
    listed = models.BooleanField()
    name = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=30, blank=True)
    words = models.TextField(blank=True)
    services = models.TextField(blank=True)
    commune = models.CharField(max_length=5, blank=True)
    departement = models.CharField(max_length=3, blank=True)
    density = models.PositiveSmallIntegerField(default=0)
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    step_free = models.CharField(max_length=8, blank=True)
    resource_person = models.ForeignKey(
        "directory.ResourcePerson", on_delete=models.CASCADE, related_name="+", null=True
    )
    hours = models.CharField(max_length=500, blank=True)
    week = models.TextField(null=True, blank=True)  # noqa: DJ001 (None: unknown, empty: never open)

    class Meta:
        app_label = "directory"
        ordering: ClassVar = ["entry"]

    def __str__(self) -> str:
        return f"{self.entry}: {self.name}"


class Revision(models.Model):
    """A change of what is searched. Numbers grow by leaps drawn at random: one that was taken back is not met again."""

    number = models.BigIntegerField(primary_key=True)
    made_at = models.DateTimeField()

    class Meta:
        app_label = "directory"
        ordering: ClassVar = ["number"]

    def __str__(self) -> str:
        return str(self.number)
