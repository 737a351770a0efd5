"""Who comes to a workshop, and who waits for a seat."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from maillage.web.bookings.models.contacts import Contacts
from maillage.web.messages.rules.phone import readable_phone
from maillage.web.privacy.fields.sealed import SealedTextField

from .workshop import Workshop


class Enrolment(Contacts):
    """Somebody who wants to come. Who has no seat waits for one, in the order in which they asked.

    ``wish``: the channel by which they want to be told; ``reminded``: they want a reminder. ``came``: None until the
    sheet is filled in. ``forgotten_at``: since when it no longer says who it was.
    """

    class Via(models.TextChoices):
        COUNTER = "counter", _("au guichet")
        PHONE = "phone", _("par téléphone")
        WEB = "web", _("en ligne")

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="enrolments")
    # Of the form that asked for it: sent twice, it enrols once.
    key = models.UUIDField(unique=True, null=True, blank=True)
    via = models.CharField(max_length=10, choices=Via)
    name = SealedTextField(max_length=120, blank=True)
    reminded = models.BooleanField(default=False)
    # None: the person themselves.
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    asked_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)
    came = models.BooleanField(null=True, blank=True)
    forgotten_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "mediation"
        # The order in which they asked: rows of one workshop are written one after the other.
        ordering: ClassVar = ["workshop", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(left_at__isnull=True) | models.Q(came__isnull=True), name="who_left_did_not_come"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.workshop_id}, {self.pk}"

    @property
    def called(self) -> str:
        """As a list names them: who gave no name is their number."""
        return self.name or f"n° {self.pk}"

    @property
    def reached_at(self) -> str:
        """How one tells them soonest."""
        return readable_phone(self.phone) or self.email

    @property
    def is_seated(self) -> bool:
        return hasattr(self, "seat")


class Seat(models.Model):
    """One of the seats of a workshop. They are all there from the start: there is none that two could be given, and
    none beyond the last, whoever writes and however many at once."""

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="seats")
    number = models.PositiveSmallIntegerField()
    enrolment = models.OneToOneField(Enrolment, on_delete=models.SET_NULL, related_name="seat", null=True, blank=True)

    class Meta:
        app_label = "mediation"
        ordering: ClassVar = ["workshop", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workshop", "number"], name="seat_is_one_of_its_workshop"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="seats_are_numbered_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.workshop_id}, {self.number}"
