"""The signed address by which somebody finds their enrolment again, without an account."""

from __future__ import annotations

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import translation

from .enrolment import Enrolment

SALT = "mediation.enrolment"


def link_of(enrolment: Enrolment) -> str:
    """Absolute, in the person's language."""
    with translation.override(enrolment.language):
        return settings.URL + reverse("mediation:enrolment", args=[token_of(enrolment)])


def token_of(enrolment: Enrolment) -> str:
    return signing.Signer(salt=SALT).sign_object(enrolment.pk)


def find_by_token(token: str) -> Enrolment | None:
    """None for a link that is forged, cut off, or of somebody who was forgotten."""
    try:
        pk = signing.Signer(salt=SALT).unsign_object(token)
    except (signing.BadSignature, ValueError):
        return None
    found = Enrolment.objects.filter(pk=pk, forgotten_at__isnull=True)
    return found.select_related("workshop__place", "workshop__room", "seat").first()
