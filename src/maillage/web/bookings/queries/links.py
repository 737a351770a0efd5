"""The link by which somebody without an account sees, moves and cancels their appointment."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils import translation

from maillage.web.coded_error import CodedError
from maillage.web.marking import _

from ..models import Appointment
from .whole import whole

SALT = "bookings.mine"
# So long after the appointment its link still opens.
OPEN_FOR = timedelta(days=30)
LINK_ERRORS = {
    "forged": _("Ce lien n’est pas complet, ou n’est pas l’un des nôtres. Ouvrez-le tel qu’il est dans votre message."),
    "over": _("Ce rendez-vous est passé depuis longtemps : son lien ne s’ouvre plus."),
}


class LinkError(CodedError):
    """``code``: of :data:`LINK_ERRORS`."""

    WORDS = LINK_ERRORS


def token_of(appointment: Appointment) -> str:
    """Names the appointment alone, signed: nobody makes one for another."""
    return Signer(salt=SALT).sign_object(appointment.pk)


def link_of(appointment: Appointment) -> str:
    with translation.override(appointment.language):
        return settings.URL + reverse("bookings:mine", args=[token_of(appointment)])


def find_by_link(token: str, *, now: datetime) -> Appointment:
    """Cancelled ones too: their page says so. Raises LinkError."""
    try:
        number = Signer(salt=SALT).unsign_object(token)
    except (BadSignature, ValueError):
        raise LinkError("forged") from None
    found = whole().filter(pk=number).first()
    if found is None:
        raise LinkError("forged")
    if found.ends_at + OPEN_FOR < now:
        raise LinkError("over")
    return found
