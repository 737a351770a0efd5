"""What somebody says of themselves before a workshop and after it. There is no place for a name, nor for an hour."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from ..rules.opinions import AFTER, BEFORE, MOMENTS
from .workshop import Workshop


class Opinion(models.Model):
    """``card``: the number that somebody drew at the door; before and after have the same, and nobody knows whose it
    is. ``answers``: for each statement of ``rules.opinions`` that was answered, which face."""

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="opinions")
    moment = models.CharField(max_length=6, choices=list(MOMENTS.items()))
    card = models.PositiveSmallIntegerField()
    answers = models.JSONField()

    class Meta:
        app_label = "mediation"
        ordering: ClassVar = ["workshop", "card", "-moment"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workshop", "card", "moment"], name="opinion_is_given_once"),
            models.CheckConstraint(condition=models.Q(card__gte=1), name="cards_are_numbered_from_one"),
            models.CheckConstraint(condition=models.Q(moment__in=[BEFORE, AFTER]), name="opinion_is_before_or_after"),
        ]

    def __str__(self) -> str:
        return f"{self.workshop_id}, {self.card}, {self.moment}"
