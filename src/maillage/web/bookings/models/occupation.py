"""What is taken, and when. The database itself refuses that anything is taken twice (:mod:`.exclusion`)."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

from django.db import models

from .appointment import Appointment


class Occupation(models.Model):
    """``resource``: number of a row of ``kind``, taken from ``starts_at`` until just before ``ends_at`` by ``holder``,
    as the journal names rows (``"bookings.appointment 12"``), which is an ``appointment`` or something else.

    Nothing is taken for longer than ``LONGEST``: who looks for what is taken on some days need not look at a year.
    """

    LONGEST = timedelta(days=1)

    class Kind(models.IntegerChoices):
        ROOM = 1
        STATION = 2
        DEVICE = 3
        MEDIATOR = 4
        PRACTITIONER = 5

    kind = models.PositiveSmallIntegerField(choices=Kind)
    resource = models.PositiveBigIntegerField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    holder = models.CharField(max_length=60, db_index=True)
    appointment = models.ForeignKey(
        Appointment, on_delete=models.CASCADE, related_name="occupations", null=True, blank=True
    )

    class Meta:
        app_label = "bookings"
        ordering: ClassVar = ["starts_at", "kind", "resource"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="occupation_runs_forward"
            ),
        ]
        indexes: ClassVar = [
            # All that a search for free moments reads: it need not look at the rows themselves.
            models.Index(fields=["kind", "resource", "ends_at", "starts_at"], name="occupation_of_a_resource"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.resource}, {self.starts_at:%Y-%m-%d %H:%M}"
