"""Who waits for a moment to be free."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from maillage.web.privacy.fields.sealed import SealedTextField

from .appointment import Appointment
from .contacts import Contacts


class Waiting(Contacts):
    """In the order in which they asked. ``places``: where they can come, ``weekdays`` (Monday is 0): when, empty for
    any; ``begins``, ``ends``: between which times of the day.

    A moment that became free is kept for the first of them, as an appointment in the state OFFERED that they accept or
    refuse until ``answer_by``; then it is the turn of the next.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("attend")
        OFFERED = "offered", _("un créneau est proposé")
        SERVED = "served", _("a un rendez-vous")
        LEFT = "left", _("n’attend plus")

    key = models.UUIDField(null=True, blank=True, unique=True)
    reason = models.ForeignKey("places.Reason", on_delete=models.PROTECT, related_name="waiting")
    places = models.ManyToManyField("places.Place", related_name="waiting")
    weekdays = models.JSONField(default=list, blank=True)
    begins = models.TimeField(null=True, blank=True)
    ends = models.TimeField(null=True, blank=True)
    until = models.DateField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    offered = models.OneToOneField(
        Appointment, on_delete=models.SET_NULL, related_name="waiting", null=True, blank=True
    )
    answer_by = models.DateTimeField(null=True, blank=True)
    # Moments that were offered and not taken, as rules.offers.moment names them: none is offered twice.
    declined = models.JSONField(default=list, blank=True)

    name = SealedTextField(max_length=120)
    arrangements = models.JSONField(default=list, blank=True)

    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "bookings"
        ordering: ClassVar = ["asked_at", "pk"]
        indexes: ClassVar = [models.Index(fields=["state", "reason", "asked_at"], name="waiting_in_order")]

    def __str__(self) -> str:
        return f"{self.pk}, {self.state}"

    @property
    def refusals(self) -> int:
        """How many moments were offered and not taken."""
        return len(self.declined)
