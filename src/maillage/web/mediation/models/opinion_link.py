"""The signed address, for a tablet or a QR code, at which whoever came gives an opinion of a workshop."""

from __future__ import annotations

from django.conf import settings
from django.core import signing
from django.urls import reverse

from ..rules.opinions import MOMENTS
from .workshop import Workshop

SALT = "mediation.opinion"


def opinion_link(workshop: Workshop, moment: str) -> str:
    """Absolute, in the language of the page."""
    return settings.URL + reverse("mediation:opinion", args=[opinion_token(workshop, moment)])


def opinion_token(workshop: Workshop, moment: str) -> str:
    return signing.Signer(salt=SALT).sign_object([workshop.pk, moment])


def find_by_opinion_token(token: str) -> tuple[Workshop, str] | None:
    """The workshop, and before or after; None for a link that is forged or cut off."""
    try:
        pk, moment = signing.Signer(salt=SALT).unsign_object(token)
    except (signing.BadSignature, ValueError):
        return None
    found = Workshop.objects.filter(pk=pk).select_related("place", "room").counted().first()
    return (found, moment) if found and moment in MOMENTS else None
