"""Software of a partner that is told."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..rules.addresses import LONGEST
from .secret import WithSecret


class Endpoint(WithSecret):
    """``events``: names of ``rules.events``. ``contact``: e-mail address of who looks after it, told when it is
    suspended. ``rests_until``: it could not be reached, and is not asked before. ``taken_at``: when it took
    one last."""

    class State(models.TextChoices):
        ACTIVE = "active", _("en service")
        SUSPENDED = "suspended", _("suspendu")

    class Because(models.TextChoices):
        BY_HAND = "by-hand", _("à la demande d’une personne")
        FAILING = "failing", _("rien n’a été accepté pendant trois jours")
        GONE = "gone", _("le logiciel a répondu qu’il n’existe plus (410)")

    organisation = models.ForeignKey(
        "accounts.Organisation", verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="endpoints"
    )
    address = models.CharField(_("adresse à prévenir"), max_length=LONGEST)
    contact = models.EmailField(_("qui prévenir en cas de panne"))
    events = models.JSONField(_("événements"), default=list)
    state = models.CharField(max_length=10, choices=State, default=State.ACTIVE)
    because = models.CharField(max_length=10, choices=Because, blank=True)
    since = models.DateTimeField()
    suspended_at = models.DateTimeField(null=True, blank=True)
    rests_until = models.DateTimeField(null=True, blank=True)
    taken_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "webhooks"
        ordering: ClassVar = ["organisation", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "address"],
                name="endpoint_is_told_once",
                violation_error_message=_("Cette organisation est déjà prévenue à cette adresse."),
            ),
            models.CheckConstraint(
                condition=models.Q(state="active", suspended_at__isnull=True, because="")
                | (models.Q(state="suspended", suspended_at__isnull=False) & ~models.Q(because="")),
                name="suspended_endpoint_says_since_when_and_why",
            ),
        ]

    def __str__(self) -> str:
        return self.address.partition("?")[0]

    @property
    def is_active(self) -> bool:
        return self.state == self.State.ACTIVE
