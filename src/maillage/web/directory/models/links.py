"""The link by which a place opens its own card, without an account."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils import translation

from ..rules.links import LinkError
from .asking import Asking

SALT = "directory.provider"


def token_of(asking: Asking) -> str:
    """Names one question that was asked, signed: nobody makes one for another card."""
    return Signer(salt=SALT).sign_object(asking.pk)


def link_of(asking: Asking, *, language: str) -> str:
    with translation.override(language):
        return settings.URL + reverse("directory:provider", args=[token_of(asking)])


def find_by_link(token: str, *, now: datetime, or_expired: bool = False) -> Asking:
    """The question, with its entry. ``or_expired``: one that is only too old still says who asks for a new one.

    Only the last link that a place received opens, and only as long as its address is the one that it went to.
    Raises LinkError.
    """
    try:
        number = Signer(salt=SALT).unsign_object(token)
    except (BadSignature, ValueError):
        raise LinkError("forged") from None
    found = Asking.objects.select_related("entry__resource_person").filter(pk=number).first()
    if found is None:
        raise LinkError("forged")
    _refuse_gone(found)
    if not or_expired and found.expires_at <= now:
        raise LinkError("expired")
    return found


def _refuse_gone(asking: Asking) -> None:
    entry = asking.entry
    if entry.merged_into_id is not None or (entry.unlisted_because and not asking.answer):
        raise LinkError("gone")
    is_last = not Asking.objects.filter(entry=entry, pk__gt=asking.pk).exists()
    if not is_last or asking.email.casefold() != reached_at(asking).casefold():
        raise LinkError("replaced")


def reached_at(asking: Asking) -> str:
    """Where this place is written to today."""
    person = asking.entry.resource_person
    return person.email if person else asking.entry.email
