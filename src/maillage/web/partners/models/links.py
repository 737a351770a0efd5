"""The link by which a practitioner without an account opens their page, and the address of their calendar."""

from __future__ import annotations

from datetime import UTC, datetime

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils import translation

from maillage.web.places.models import Practitioner

from ..rules.links import OPEN_FOR, LinkError

LINK_SALT, FEED_SALT = "partners.link", "partners.feed"


def token_of(practitioner: Practitioner, *, now: datetime) -> str:
    """Names the practitioner, the number of the link and when it ends, signed: nobody makes one for another."""
    until = int((now + OPEN_FOR).timestamp())
    return Signer(salt=LINK_SALT).sign_object([practitioner.pk, practitioner.link_number, until])


def link_of(practitioner: Practitioner, *, language: str, now: datetime) -> str:
    with translation.override(language):
        return settings.URL + reverse("partners:linked", args=[token_of(practitioner, now=now)])


def find_by_link(token: str, *, now: datetime, or_expired: bool = False) -> Practitioner:
    """``or_expired``: a link that is only too old still says who asks for a new one. Raises LinkError."""
    number, link, until = _unsigned(token, LINK_SALT, 3)
    found = _that_counts(number, link)
    if not or_expired and datetime.fromtimestamp(until, UTC) <= now:
        raise LinkError("expired")
    return found


def feed_token(practitioner: Practitioner) -> str:
    return Signer(salt=FEED_SALT).sign_object([practitioner.pk, practitioner.link_number])


def feed_of(practitioner: Practitioner) -> str:
    """A calendar asks there for years: it opens until the link is replaced."""
    return settings.URL + reverse("partners:feed", args=[feed_token(practitioner)])


def find_by_feed(token: str) -> Practitioner:
    """Raises LinkError."""
    return _that_counts(*_unsigned(token, FEED_SALT, 2))


def _unsigned(token: str, salt: str, length: int) -> list[int]:
    try:
        said = Signer(salt=salt).unsign_object(token)
    except (BadSignature, ValueError):
        raise LinkError("forged") from None
    if not (isinstance(said, list) and len(said) == length):
        raise LinkError("forged")
    return said


def _that_counts(number: int, link: int) -> Practitioner:
    found = Practitioner.objects.select_related("organisation").filter(pk=number).first()
    if found is None:
        raise LinkError("forged")
    if found.left_at is not None:
        raise LinkError("left")
    if found.link_number != link:
        raise LinkError("replaced")
    return found
