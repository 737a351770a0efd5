"""Long computations of a scenario: a proposal, a front. The row is what those who wait look at."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .scenario import Scenario


class Computation(models.Model):
    """``asked``: the question, complete; ``answer``: once it is done; ``message``: why there is none, for a person.

    ``job``: the number of the job that computes it. ``began_at``: of the present attempt. ``version``: of the scenario
    when it was asked.
    """

    class Kind(models.TextChoices):
        PROPOSAL = "proposal", _("proposition")
        FRONT = "front", _("compromis")

    class Status(models.TextChoices):
        WAITING = "waiting", _("attend son tour")
        RUNNING = "running", _("en cours")
        DONE = "done", _("terminé")
        FAILED = "failed", _("sans réponse")
        CANCELLED = "cancelled", _("abandonné")
        STOPPED = "stopped", _("interrompu")

    scenario = models.ForeignKey(Scenario, on_delete=models.CASCADE, related_name="computations")
    kind = models.CharField(max_length=10, choices=Kind)
    status = models.CharField(max_length=10, choices=Status, default=Status.WAITING)
    asked = models.JSONField()
    version = models.PositiveIntegerField()
    answer = models.JSONField(null=True, blank=True)
    message = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    job = models.UUIDField(null=True, blank=True)
    began_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    # Of the time that it may take, as the queries reckon it.
    progress: float = 0.0

    class Meta:
        app_label = "scenarios"
        ordering: ClassVar = ["scenario", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(status="done") | models.Q(answer__isnull=False),
                name="done_computation_has_its_answer",
            ),
            # Who asks twice waits for the same answer.
            models.UniqueConstraint(
                fields=["scenario", "kind"],
                condition=models.Q(status__in=("waiting", "running")),
                name="one_computation_of_a_kind_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.get_status_display()}"

    @property
    def is_open(self) -> bool:
        return self.status in {self.Status.WAITING, self.Status.RUNNING}


# How long each may search.
LIMIT_SECONDS = {Computation.Kind.PROPOSAL: 60.0, Computation.Kind.FRONT: 90.0}
