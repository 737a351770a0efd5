"""The link of a practitioner is sent to them, or replaced."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from maillage.web.messages.actions import outbox
from maillage.web.messages.rules.recipient import Recipient
from maillage.web.places.models import Practitioner
from maillage.web.privacy.actions import journal

from ..models.links import link_of
from ..rules.links import BETWEEN_LINKS, OPEN_FOR


class NoAddressError(Exception):
    """The practitioner has no e-mail address to which a link could go."""


@transaction.atomic
def send_link(*, practitioner: Practitioner, by: AbstractBaseUser | None, now: datetime, language: str = "fr") -> None:
    """By e-mail. Asked again within a quarter of an hour, it is the same message. Raises NoAddressError."""
    if not practitioner.email:
        raise NoAddressError
    quarter = int(now.timestamp() // BETWEEN_LINKS.total_seconds())
    outbox.send(
        template="partners/link",
        to=Recipient(name=practitioner.name, email=practitioner.email, language=language),
        words={
            "name": practitioner.name,
            "link": link_of(practitioner, language=language, now=now),
            "days": OPEN_FOR.days,
        },
        key=f"partners.link:{practitioner.pk}:{practitioner.link_number}:{quarter}",
        by=by,
        now=now,
        purpose="security",
    )
    journal.record(verb="partners.link_sent", subject=practitioner, by=by, now=now)
