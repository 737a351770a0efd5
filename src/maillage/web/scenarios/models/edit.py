"""Edits of a scenario, which are only ever added; and those that were set aside because somebody else was faster."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..rules import edits
from .scenario import Scenario


class Verb(models.TextChoices):
    """What a person did; the history tells it in their words."""

    ADD = "add", _("a ouvert")
    REMOVE = "remove", _("a retiré")
    MOVE = "move", _("a déplacé")
    LOCK = "lock", _("a verrouillé")
    FORBID = "forbid", _("a exclu")
    RELEASE = "release", _("a libéré")
    EXIST = "exist", _("a déclaré existant")
    DESCRIBE = "describe", _("a décrit")
    SET = "set", _("a réglé")
    WRITE = "write", _("a écrit")
    BRING = "bring", _("a apporté")
    TAKE_OFF = "take_off", _("a ôté de la liste")
    ADOPT = "adopt", _("a repris une proposition")
    UNDO = "undo", _("a annulé")
    REDO = "redo", _("a rétabli")
    INSIST = "insist", _("a maintenu")


class Edit(models.Model):
    """``changes``: ``[name, before, after]`` each; see :mod:`..rules.edits`."""

    scenario = models.ForeignKey(Scenario, on_delete=models.CASCADE, related_name="edits")
    number = models.PositiveIntegerField()
    verb = models.CharField(max_length=10, choices=Verb)
    changes = models.JSONField()
    undoes = models.PositiveIntegerField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        app_label = "scenarios"
        ordering: ClassVar = ["scenario", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["scenario", "number"], name="edit_number_in_its_scenario"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.get_verb_display()}"

    @property
    def plain(self) -> edits.Edit:
        return edits.Edit(self.number, self.by_id, changes_of(self.changes), self.undoes)


class SetAside(models.Model):
    """An edit that would have overwritten what somebody else changed meanwhile. Both choices are kept until a person
    says which one holds. ``against``: the number of the edit that came first."""

    class Kept(models.TextChoices):
        MINE = "mine", _("le choix mis de côté")
        THEIRS = "theirs", _("le choix en place")

    scenario = models.ForeignKey(Scenario, on_delete=models.CASCADE, related_name="set_aside")
    verb = models.CharField(max_length=10, choices=Verb)
    changes = models.JSONField()
    against = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    kept = models.CharField(max_length=6, choices=Kept, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "scenarios"
        ordering: ClassVar = ["scenario", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(kept="", settled_by__isnull=True, settled_at__isnull=True)
                | models.Q(kept__in=("mine", "theirs"), settled_by__isnull=False, settled_at__isnull=False),
                name="settled_choice_says_by_whom_and_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_verb_display()}, {self.at:%H:%M}"

    @property
    def wanted(self) -> tuple[edits.Change, ...]:
        return changes_of(self.changes)


def changes_of(kept: list[list]) -> tuple[edits.Change, ...]:
    return tuple(edits.Change(*change) for change in kept)
