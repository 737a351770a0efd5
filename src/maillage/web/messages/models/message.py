"""Messages: the outbox. A row is what somebody was promised, whether it has left or not."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from maillage.web.privacy.fields.blind_index import BlindIndexField
from maillage.web.privacy.fields.sealed import SealedTextField

from ..rules.channels import Channel
from ..rules.phone import takes_sms
from ..rules.purposes import PURPOSES
from ..rules.states import State


class Message(models.Model):
    """``key``: of what caused it, so that the same cause sends once. ``text`` and ``short``: as they were written when
    it was promised; ``short`` is what an SMS carries. ``claim``: of the one attempt that may say what became of it, or
    of the batch of letters or calls that ``claimed_by`` took.

    ``due_at``: not before. ``reason``: key of ``rules.reasons``, why it stands where it stands. ``reference``: the name
    under which servers know it.
    """

    key = models.CharField(max_length=200, unique=True)
    template = models.CharField(max_length=80)
    purpose = models.CharField(max_length=20, choices=[(code, each.label) for code, each in PURPOSES.items()])
    channel = models.CharField(
        max_length=10,
        choices=[
            (Channel.EMAIL, _("e-mail")),
            (Channel.SMS, _("SMS")),
            (Channel.LETTER, _("courrier")),
            (Channel.CALL, _("appel")),
        ],
    )
    state = models.CharField(
        max_length=10,
        default=State.QUEUED,
        choices=[
            (State.QUEUED, _("en attente")),
            (State.SENDING, _("en cours d’envoi")),
            (State.IN_DOUBT, _("envoi incertain")),
            (State.SENT, _("envoyé")),
            (State.BOUNCED, _("revenu")),
            (State.FAILED, _("refusé")),
            (State.GIVEN_UP, _("abandonné")),
            (State.CANCELLED, _("annulé")),
        ],
    )
    language = models.CharField(max_length=5)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    name = SealedTextField(blank=True)
    email = SealedTextField(blank=True)
    email_index = BlindIndexField(of="email")
    phone = SealedTextField(blank=True)
    phone_index = BlindIndexField(of="phone")
    address = SealedTextField(blank=True)
    subject = SealedTextField(blank=True)
    text = SealedTextField(blank=True)
    short = SealedTextField(blank=True)

    written_at = models.DateTimeField()
    due_at = models.DateTimeField()
    claim = models.UUIDField(null=True, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    reason = models.CharField(max_length=40, blank=True)
    reference = models.CharField(max_length=200, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    received_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "outbox"
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [
            models.Index(fields=["state", "due_at", "id"], name="outbox_due"),
            models.Index(fields=["claim"], name="outbox_claim"),
            models.Index(fields=["reference"], name="outbox_reference"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(state__in=("sending", "in_doubt"))
                | models.Q(claim__isnull=False, claimed_at__isnull=False),
                name="message_on_its_way_has_its_claim",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=("sent", "bounced", "failed", "given_up", "cancelled"))
                | models.Q(ended_at__isnull=False),
                name="message_that_ended_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.template} ({self.get_channel_display()}, {self.get_state_display()})"

    @property
    def is_urgent(self) -> bool:
        return PURPOSES[self.purpose].urgent

    @property
    def is_secret(self) -> bool:
        return PURPOSES[self.purpose].secret

    @property
    def is_optional(self) -> bool:
        return PURPOSES[self.purpose].optional

    def channels(self) -> set[Channel]:
        """Those for which it has an address and words. A letter needs words alone: it can be given by hand."""
        if not self.text:
            return set()
        found = {Channel.LETTER}
        if self.email:
            found.add(Channel.EMAIL)
        if self.phone:
            found.add(Channel.CALL)
        if self.phone and self.short and takes_sms(self.phone):
            found.add(Channel.SMS)
        return found
