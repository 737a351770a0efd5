"""Signed addresses: by which a structure answers, and by which the person sees what became of it and withdraws."""

from __future__ import annotations

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import translation

from .referral import Referral

STRUCTURE, PERSON = "referrals.structure", "referrals.person"
# Structures are written to in the language of the authority.
LANGUAGE = settings.LANGUAGE_CODE


def link_of_structure(referral: Referral) -> str:
    """Absolute. Names the referral alone: nothing of the person stands in it."""
    with translation.override(LANGUAGE):
        return settings.URL + reverse("referrals:reply", args=[token_of(referral, STRUCTURE)])


def link_of_person(referral: Referral) -> str:
    """Absolute, in the person's language."""
    with translation.override(referral.language):
        return settings.URL + reverse("referrals:mine", args=[token_of(referral, PERSON)])


def token_of(referral: Referral, salt: str) -> str:
    return signing.Signer(salt=salt).sign_object(referral.pk)


def find_by_token(token: str, salt: str) -> Referral | None:
    """None for a link that is forged or cut off."""
    try:
        pk = signing.Signer(salt=salt).unsign_object(token)
    except (signing.BadSignature, ValueError):
        return None
    return Referral.objects.filter(pk=pk).select_related("organisation", "entry").first()
