"""One event for one endpoint: promised in the transaction of what happened, sent until it is taken."""

from __future__ import annotations

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from .endpoint import Endpoint


class Delivery(models.Model):
    """``key``: of what caused it, so that the same cause tells once. ``number``: by which the receiver knows it, the
    same at every attempt. ``body``: as it was written when it was promised. ``claim``: of the one attempt that may say
    what became of it. ``status``: what the receiver answered last; ``fault``: why it could not even answer."""

    class State(models.TextChoices):
        WAITING = "waiting", _("en attente")
        SENDING = "sending", _("en cours d’envoi")
        TAKEN = "taken", _("reçu")
        GIVEN_UP = "given-up", _("abandonné")

    class Fault(models.TextChoices):
        ADDRESS = "address", _("adresse refusée : elle ne mène pas sur l’internet public")
        UNKNOWN = "unknown", _("adresse inconnue")
        UNREACHABLE = "unreachable", _("pas de réponse")
        SLOW = "slow", _("réponse trop lente")
        INTERRUPTED = "interrupted", _("envoi interrompu")

    endpoint = models.ForeignKey(Endpoint, on_delete=models.CASCADE, related_name="deliveries")
    number = models.UUIDField(default=uuid4, unique=True, editable=False)
    event = models.CharField(max_length=40)
    key = models.CharField(max_length=120)
    body = models.TextField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    fault = models.CharField(max_length=12, choices=Fault, blank=True)
    told_at = models.DateTimeField()
    due_at = models.DateTimeField()
    claim = models.UUIDField(null=True, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "webhooks"
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["endpoint", "event", "key"], name="event_is_told_once"),
            models.CheckConstraint(
                condition=~models.Q(state="sending") | models.Q(claim__isnull=False, claimed_at__isnull=False),
                name="delivery_on_its_way_has_its_claim",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=("waiting", "sending"), ended_at__isnull=True)
                | (models.Q(state__in=("taken", "given-up")) & models.Q(ended_at__isnull=False)),
                name="delivery_that_ended_says_when",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["state", "due_at", "id"], name="delivery_due")]

    def __str__(self) -> str:
        return f"{self.event}, {self.get_state_display()}"

    @property
    def identifier(self) -> str:
        """What the header ``webhook-id`` says."""
        return f"msg_{self.number.hex}"
