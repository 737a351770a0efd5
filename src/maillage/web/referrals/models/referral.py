"""Somebody is sent to a structure, with their consent: what it is told, and what it answers."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from maillage.web.bookings.models.contacts import Contacts
from maillage.web.messages.rules.phone import readable_phone
from maillage.web.privacy.fields.sealed import SealedTextField

from ..rules import states
from ..rules.lists import MEANS, NEEDS, REFUSALS


class Referral(Contacts):
    """``structure``: as it was called when it was asked; ``entry``: its card in the directory, while there is one.
    ``asked_by``: the way in which it was asked. ``need``, ``obstacles``, ``notes``: codes of ``rules.lists``, and
    nothing in words of one's own.

    ``tells_person``: they want to be told what becomes of it. ``reminded``: how many reminders the structure had.
    ``opened_at``: since when it has read who it is. ``ended_at``: since when nothing more is expected of it.
    ``follows``: the referral that was refused before it. ``forgotten_at``: since when it no longer says who it was.
    """

    class State(models.TextChoices):
        WAITING = states.State.WAITING, _("en attente de réponse")
        ACCEPTED = states.State.ACCEPTED, _("acceptée")
        REFUSED = states.State.REFUSED, _("refusée")
        KNOWN = states.State.KNOWN, _("déjà connue de la structure")
        EXPIRED = states.State.EXPIRED, _("restée sans réponse")
        WITHDRAWN = states.State.WITHDRAWN, _("retirée par la personne")

    class By(models.TextChoices):
        EMAIL = "email", _("e-mail")
        CALL = "call", _("téléphone")
        LETTER = "letter", _("courrier")

    # Of the form that made it: sent twice, it makes one.
    key = models.UUIDField(unique=True)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="referrals")
    entry = models.ForeignKey(
        "directory.Entry", on_delete=models.SET_NULL, related_name="referrals", null=True, blank=True
    )
    structure = models.CharField(max_length=200)
    asked_by = models.CharField(max_length=10, choices=By)
    follows = models.OneToOneField("self", on_delete=models.SET_NULL, related_name="followed_by", null=True, blank=True)
    name = SealedTextField(max_length=120, blank=True)
    need = models.CharField(max_length=20, choices=list(NEEDS.items()))
    obstacles = models.JSONField(default=list, blank=True)
    notes = models.JSONField(default=list, blank=True)
    tells_person = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    refusal = models.CharField(max_length=20, choices=list(REFUSALS.items()), blank=True)
    means = models.CharField(max_length=10, choices=list(MEANS.items()), blank=True)
    contact_on = models.DateField(null=True, blank=True)
    reminded = models.PositiveSmallIntegerField(default=0)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    forgotten_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "referrals"
        ordering: ClassVar = ["-sent_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(state="waiting", ended_at__isnull=True)
                | (~models.Q(state="waiting") & models.Q(ended_at__isnull=False)),
                name="referral_ends_when_it_is_answered",
            ),
            models.CheckConstraint(
                condition=models.Q(refusal="") | models.Q(state__in=["refused", "withdrawn"]),
                name="who_refuses_a_referral_says_why",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "-sent_at"], name="referrals_of_an_organisation"),
            models.Index(fields=["state", "sent_at"], name="referrals_to_follow"),
        ]

    def __str__(self) -> str:
        return f"{self.pk}, {self.structure}: {self.state}"

    @property
    def called(self) -> str:
        """As a list names them: whoever is forgotten is their number."""
        return self.name or f"n° {self.pk}"

    @property
    def reached_at(self) -> str:
        """How one tells them soonest."""
        return readable_phone(self.phone) or self.email or ", ".join(self.address.splitlines())
