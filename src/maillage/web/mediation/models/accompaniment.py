"""What somebody was accompanied in: for the figures, and for nothing else. There is no place for a name."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from ..rules.lists import AGES, AUTONOMY


class Accompaniment(models.Model):
    """``themes``, ``redirections``: codes of ``rules.lists``. ``commune``: where the person lives, INSEE code, empty
    if not said; so is ``age``. ``appointment``: the one that it belongs to, if any: whoever it was is written there,
    until it is forgotten."""

    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="accompaniments")
    at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    themes = models.JSONField(default=list)
    autonomy = models.CharField(max_length=10, choices=list(AUTONOMY.items()))
    redirections = models.JSONField(default=list, blank=True)
    commune = models.CharField(max_length=5, blank=True)
    age = models.CharField(max_length=5, choices=list(AGES.items()), blank=True)
    appointment = models.ForeignKey(
        "bookings.Appointment", on_delete=models.SET_NULL, related_name="accompaniments", null=True, blank=True
    )
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        app_label = "mediation"
        ordering: ClassVar = ["-at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(minutes__gte=1, minutes__lte=480), name="accompaniment_takes_minutes_not_days"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["place", "at"], name="accompaniment_of_a_place")]

    def __str__(self) -> str:
        return f"{self.place_id}, {self.at:%Y-%m-%d %H:%M}"
