"""Where cards come from, and each delivery of a list."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..rules.deliveries import OPEN


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
    of them, each with line, column, what was found and what is expected. ``held_because``: a key of
    ``rules.deliveries.HELD``. What it changes is written beside it first (`Change`). Whoever goes on with it finds in
    ``counts`` how far it is: ``portions`` that were read, the last change that was ``carried``, the last record that
    was ``followed``.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("en attente")
        READING = "reading", _("lecture en cours")
        HELD = "held", _("à confirmer")
        TAKING = "taking", _("reprise en cours")
        APPLIED = "applied", _("reprise")
        REFUSED = "refused", _("écartée")
        FAILED = "failed", _("illisible")
        UNDOING = "undoing", _("annulation en cours")
        UNDONE = "undone", _("annulée")

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="deliveries")
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    vintage = models.CharField(max_length=20, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    counts = models.JSONField(default=dict, blank=True)
    problems = models.JSONField(default=list, blank=True)
    held_because = models.CharField(max_length=10, blank=True)
    received_at = models.DateTimeField()
    # None: the machine, for the lists that ship with the software.
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    # Who took over, put aside or undid; None: nothing was to be decided.
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "directory"
        ordering: ClassVar = ["-received_at", "-pk"]
        constraints: ClassVar = [
            # What a delivery changes was compared with the records as they are: nothing comes in between.
            models.UniqueConstraint(
                fields=["source"],
                condition=models.Q(state__in=list(OPEN)),
                name="source_has_one_open_delivery",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source_id}, {self.received_at:%Y-%m-%d}: {self.state}"

    @property
    def is_going_on(self) -> bool:
        """The machine is at work: whoever looks sees another page in a moment."""
        return self.state in OPEN and self.state != self.State.HELD


class Change(models.Model):
    """What a delivery changes of one record: written while the file is read, carried out, kept to undo it.

    ``before``: the card that the record had; ``after``: the one that it gets, emptied once it has it.
    """

    class Kind(models.TextChoices):
        NEW = "new", _("nouvelle")
        CHANGED = "changed", _("modifiée")
        BACK = "back", _("revenue")
        GONE = "gone", _("disparue")

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="changes")
    key = models.CharField(max_length=120)
    kind = models.CharField(max_length=8, choices=Kind)
    before = models.JSONField(null=True, blank=True)
    after = models.JSONField(null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        app_label = "directory"
        ordering: ClassVar = ["delivery", "key"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["delivery", "key"], name="delivery_changes_a_record_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["delivery", "kind"], name="changes_by_kind")]

    def __str__(self) -> str:
        return f"{self.delivery_id}, {self.key}: {self.kind}"
