"""One appointment: a person, a place, a room, what stands in it, who is there, who is at the other end."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from maillage.web.privacy.fields.sealed import SealedTextField

from .contacts import Contacts


class Appointment(Contacts):
    """``code``: how people name it aloud and on paper. ``key``: of the form that asked for it, so that what is
    sent twice is booked once. ``starts_at`` to ``ends_at``: with the person.

    A name is not needed: who wants to give none comes with the code. ``arrangements``: what must be ready, codes of
    ``rules.arrangements``; nothing is ever written on why somebody is ill. ``commune``: where the person lives, INSEE
    code, empty if not said. ``reminded``: they want reminders. ``version`` grows with every change, as calendars and
    partners need it. ``moved_from``: when it was to be, before it was moved last. ``forgotten_at``: since when it no
    longer says who it was.
    """

    class State(models.TextChoices):
        # Kept for somebody of the waiting list until they answer.
        OFFERED = "offered", _("proposé")
        BOOKED = "booked", _("réservé")
        ARRIVED = "arrived", _("arrivé")
        DONE = "done", _("terminé")
        NO_SHOW = "no-show", _("absent")
        CANCELLED = "cancelled", _("annulé")

    class Via(models.TextChoices):
        COUNTER = "counter", _("au guichet")
        PHONE = "phone", _("par téléphone")
        WEB = "web", _("en ligne")
        WAITING = "waiting", _("par la liste d’attente")

    code = models.CharField(max_length=8, unique=True)
    key = models.UUIDField(null=True, blank=True, unique=True)
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="appointments")
    reason = models.ForeignKey("places.Reason", on_delete=models.PROTECT, related_name="appointments")
    room = models.ForeignKey("places.Room", on_delete=models.PROTECT, related_name="appointments")
    station = models.ForeignKey(
        "places.Station", on_delete=models.PROTECT, related_name="appointments", null=True, blank=True
    )
    mediator = models.ForeignKey(
        "places.Mediator", on_delete=models.PROTECT, related_name="appointments", null=True, blank=True
    )
    practitioner = models.ForeignKey(
        "places.Practitioner", on_delete=models.PROTECT, related_name="appointments", null=True, blank=True
    )
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.BOOKED)
    via = models.CharField(max_length=10, choices=Via)

    name = SealedTextField(max_length=120, blank=True)
    reminded = models.BooleanField(default=False)
    arrangements = models.JSONField(default=list, blank=True)

    version = models.PositiveIntegerField(default=0)
    moved_from = models.DateTimeField(null=True, blank=True)
    # None: the person themselves, or the machine for them.
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    arrived_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_because = models.CharField(max_length=20, blank=True)
    forgotten_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "bookings"
        ordering: ClassVar = ["starts_at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="appointment_runs_forward"
            ),
            models.CheckConstraint(
                condition=models.Q(state="cancelled", cancelled_at__isnull=False)
                | (~models.Q(state="cancelled") & models.Q(cancelled_at__isnull=True, cancelled_because="")),
                name="appointment_is_cancelled_at_a_moment",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["place", "starts_at"], name="appointment_of_a_place"),
            models.Index(fields=["state", "ends_at"], name="appointment_to_settle"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def is_to_come(self) -> bool:
        return self.state == self.State.BOOKED

    @property
    def person(self) -> str:
        """As a list names them: who gave no name is their code."""
        return self.name or self.code
