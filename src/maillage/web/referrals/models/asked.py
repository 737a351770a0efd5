"""What somebody looked for, and whether anything was found: for the figures, and for nothing else."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from ..rules.lists import NEEDS


class Asked(models.Model):
    """One search of the public page. There is nothing in it of a person: no name, no address, no hour.

    ``key``: of the form, by chance; sent twice, it counts once. ``obstacles``: codes of ``rules.lists``. ``found``: how
    many places, services and moments near there; 0 is what is missing.
    """

    key = models.UUIDField(unique=True)
    day = models.DateField()
    need = models.CharField(max_length=20, choices=list(NEEDS.items()))
    obstacles = models.JSONField(default=list, blank=True)
    commune = models.CharField(max_length=5)
    found = models.PositiveSmallIntegerField()

    class Meta:
        app_label = "referrals"
        # The order in which they came is nobody's business: a day is as fine as it gets.
        ordering: ClassVar = ["day", "commune", "need", "key"]
        indexes: ClassVar = [models.Index(fields=["day"], name="asked_by_day")]

    def __str__(self) -> str:
        return f"{self.day}, {self.commune}: {self.need}"
