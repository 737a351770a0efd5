"""The journal: rows that are only ever added, each signed together with the one before it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from ..rules import chain

LONGEST_WHY = 500


class Entry(models.Model):
    """Who did what to which row, when and why. Names of columns, never what stands in them.

    It names people by their number alone: a person who is erased leaves rows that say what was done, and nothing of
    who they were; no row ever has to change for it. ``subject`` and ``about`` are ``"accounts.user 12"``: a table and
    a row in it.
    """

    number = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField()
    verb = models.CharField(max_length=64)
    # No constraint: the row outlives the person.
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
        null=True,
        blank=True,
    )
    subject = models.CharField(max_length=160)
    about = models.CharField(max_length=160, blank=True)
    fields = models.TextField(blank=True)
    why = models.CharField(max_length=LONGEST_WHY, blank=True)
    key = models.CharField(max_length=16)
    previous = models.CharField(max_length=64)
    signature = models.CharField(max_length=64)

    class Meta:
        app_label = "privacy"
        ordering: ClassVar = ["-number"]
        indexes: ClassVar = [
            models.Index(fields=["at"], name="entry_at"),
            models.Index(fields=["verb", "number"], name="entry_verb"),
            models.Index(fields=["subject", "number"], name="entry_subject"),
            models.Index(fields=["about", "number"], name="entry_about"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.verb}, {self.subject}"

    @property
    def row(self) -> chain.Row:
        """As the rules know it."""
        return chain.Row(
            number=self.number,
            at=self.at,
            verb=self.verb,
            by=self.by_id,
            subject=self.subject,
            about=self.about,
            fields=tuple(self.fields.split()),
            why=self.why,
            key=self.key,
            previous=self.previous,
            signature=self.signature,
        )


class Head(models.Model):
    """The one row that every writer of the journal holds while it adds the next: numbers have no gap.

    It says which row is the last, signed, so that rows cut off the end are missed.
    """

    ONLY = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY)
    number = models.PositiveBigIntegerField(default=0)
    last = models.CharField(max_length=64, default=chain.FIRST)
    key = models.CharField(max_length=16, blank=True)
    signature = models.CharField(max_length=64, blank=True)

    class Meta:
        app_label = "privacy"
        constraints: ClassVar = [models.CheckConstraint(condition=models.Q(id=1), name="journal_has_one_head")]

    def __str__(self) -> str:
        return f"{self.number}"

    @property
    def link(self) -> chain.Head:
        """As the rules know it."""
        return chain.Head(self.number, self.last, self.key, self.signature)


class Digest(models.Model):
    """What the journal was one night: its last row. Copied elsewhere, it is the witness of all before."""

    day = models.DateField(primary_key=True)
    number = models.PositiveBigIntegerField()
    last = models.CharField(max_length=64)
    key = models.CharField(max_length=16)
    signature = models.CharField(max_length=64)

    class Meta:
        app_label = "privacy"
        ordering: ClassVar = ["-day"]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d}, {self.number}"

    @property
    def link(self) -> chain.Digest:
        """As the rules know it."""
        return chain.Digest(self.day.isoformat(), self.number, self.last, self.key, self.signature)
