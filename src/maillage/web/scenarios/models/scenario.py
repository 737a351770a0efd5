"""A scenario: what a territory could open, as its edits tell it."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..rules.settings import Settings, settings_of
from ..rules.sites import Site, sites_of

# After that long without a sign, a person is taken to have left.
GONE = timedelta(seconds=30)


class Scenario(models.Model):
    """``number``: 1, 2, 3 ... in its territory. ``version``: the number of its last edit; ``values``: what all its
    edits amount to, kept so that a page need not read them again, never written but with an edit.

    ``published_…``: what everyone may read, as it was when it was published; empty while nothing is public.
    ``revision`` grows with every change that a reader could see.
    """

    diagnosis = models.ForeignKey("studies.Diagnosis", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    name = models.CharField(_("nom"), max_length=120)
    version = models.PositiveIntegerField(default=0)
    values = models.JSONField(default=dict, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=0)
    published_version = models.PositiveIntegerField(null=True, blank=True)
    published_values = models.JSONField(null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "scenarios"
        ordering: ClassVar = ["diagnosis", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["diagnosis", "number"], name="scenario_number_in_its_territory"),
            models.CheckConstraint(
                condition=models.Q(
                    published_version__isnull=True,
                    published_values__isnull=True,
                    published_by__isnull=True,
                    published_at__isnull=True,
                )
                | models.Q(
                    published_version__isnull=False,
                    published_values__isnull=False,
                    published_by__isnull=False,
                    published_at__isnull=False,
                ),
                name="published_scenario_says_what_by_whom_and_when",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_published(self) -> bool:
        return self.published_version is not None

    @property
    def settings(self) -> Settings:
        return settings_of(self.values)

    @property
    def sites(self) -> dict[str, Site]:
        return sites_of(self.values)


class Presence(models.Model):
    """Who has a scenario open, so that people who edit together know of each other. Kept for minutes."""

    scenario = models.ForeignKey(Scenario, on_delete=models.CASCADE, related_name="presences")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    seen_at = models.DateTimeField()

    class Meta:
        app_label = "scenarios"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["scenario", "person"], name="one_presence_a_person_in_a_scenario"),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.seen_at:%H:%M}"
