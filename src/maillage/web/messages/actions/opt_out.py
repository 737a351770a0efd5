"""People say no to messages that they can do without: by a link that needs no account, or by telling an agent."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from maillage.web.privacy.actions import journal

from ..models import Message, OptOut
from ..models.refusal import SALT
from ..rules.phone import normal_phone
from ..rules.purposes import PURPOSES
from ..rules.states import State


def refusal_address(message: Message) -> str:
    """The page at which the recipient says no. Names the message alone, signed, so that nobody says no for another."""
    token = signing.dumps(message.pk, salt=SALT)
    with translation.override(message.language):
        return settings.URL + reverse("messages:opt_out", args=[token])


@transaction.atomic
def opt_out_of(*, message: Message, now: datetime) -> bool:
    """The recipient of a message wants no more of its kind; False if that was known."""
    contacts = [contact for contact in (message.email, message.phone) if contact]
    return _say_no(contacts, [message.purpose], by=None, about=message.person, now=now)


@transaction.atomic
def opt_out(*, contact: str, purposes: Iterable[str], by: AbstractBaseUser, now: datetime) -> bool:
    """Somebody answered STOP, or said it at the counter; False if that was known.

    Raises ValueError if the contact is neither an e-mail address nor a telephone number.
    """
    return _say_no([normal_contact(contact)], purposes, by=by, about=None, now=now)


@transaction.atomic
def opt_in(*, contact: str, purposes: Iterable[str], by: AbstractBaseUser, now: datetime) -> bool:
    """Somebody wants such messages again; False if nothing was refused. What was cancelled stays so."""
    refused = list(OptOut.objects.filter(contact_index=normal_contact(contact), purpose__in=list(purposes)))
    for row in refused:
        journal.record(verb="messages.opted_in", subject=row, by=by, now=now, fields=["contact", "purpose"])
        row.delete()
    return bool(refused)


def normal_contact(text: str) -> str:
    contact = text.strip() if "@" in text else normal_phone(text)
    if not contact:
        raise ValueError("Neither an e-mail address nor a telephone number was given.")
    return contact


def _say_no(
    contacts: Iterable[str],
    purposes: Iterable[str],
    *,
    by: AbstractBaseUser | None,
    about: AbstractBaseUser | None,
    now: datetime,
) -> bool:
    """What waits for them is not sent either."""
    optional = [purpose for purpose in purposes if PURPOSES[purpose].optional]
    new = [row for contact in contacts for purpose in optional if (row := _refuse(contact, purpose, by, now))]
    for row in new:
        said = ["contact", "purpose"]
        journal.record(verb="messages.opted_out", subject=row, about=about, by=by, now=now, fields=said)
    return bool(new)


def _refuse(contact: str, purpose: str, by: AbstractBaseUser | None, now: datetime) -> OptOut | None:
    waiting = Message.objects.filter(state=State.QUEUED, purpose=purpose)
    for index in ("email_index", "phone_index"):
        waiting.filter(**{index: contact}).update(state=State.CANCELLED, reason="opted_out", ended_at=now)
    if OptOut.objects.filter(contact_index=contact, purpose=purpose).exists():
        return None
    return OptOut.objects.create(contact=contact, purpose=purpose, by=by, at=now)
