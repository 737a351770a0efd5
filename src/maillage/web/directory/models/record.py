"""What each source says, kept as it came, and which of them are the same place."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .entry import Entry
from .source import Source


class Record(models.Model):
    """One place in one source. ``card``: `Card` as plain values (``rules.cards``); ``digest`` tells whether it changed.

    ``gone_at``: since when the source no longer has it. ``home``: the entry that was made for it, when it stands under
    that of another record: there it goes back when a merge is undone. Records with one home are always one place.
    """

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="records")
    key = models.CharField(max_length=120)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="records")
    home = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="made_for", null=True, blank=True)
    card = models.JSONField()
    digest = models.CharField(max_length=64)
    first_seen_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    gone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "directory"
        ordering: ClassVar = ["source", "key"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "key"], name="record_stands_once_in_its_source"),
        ]

    def __str__(self) -> str:
        return f"{self.source_id}, {self.key}"


class Pair(models.Model):
    """Two records that may be one place: what was found, and what was decided. ``one`` has the smaller number.

    ``score``: from 0 to 1. ``reasons``: what speaks for it and against it, code and weight, of ``engine.directory``.
    """

    class State(models.TextChoices):
        DOUBTFUL = "doubtful", _("à décider")
        SAME = "same", _("même lieu")
        APART = "apart", _("deux lieux")

    one = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="pairs_before")
    other = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="pairs_after")
    score = models.FloatField()
    reasons = models.JSONField(default=list, blank=True)
    state = models.CharField(max_length=10, choices=State)
    found_at = models.DateTimeField()
    # None: the score alone decided.
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "directory"
        ordering: ClassVar = ["-score", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["one", "other"], name="pair_stands_once"),
            models.CheckConstraint(condition=models.Q(one__lt=models.F("other")), name="pair_begins_with_the_smaller"),
        ]
        indexes: ClassVar = [models.Index(fields=["state", "-score"], name="pairs_to_decide")]

    def __str__(self) -> str:
        return f"{self.one_id} – {self.other_id}: {self.state}"
