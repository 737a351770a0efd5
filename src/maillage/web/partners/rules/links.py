"""How long the link of a practitioner opens their page, and why one does not."""

from __future__ import annotations

from datetime import timedelta

from maillage.web.coded_error import CodedError
from maillage.web.marking import _

OPEN_FOR = timedelta(days=180)
# Who asks again and again for a new link gets one of them.
BETWEEN_LINKS = timedelta(minutes=15)
LINK_ERRORS: dict[str, str] = {
    "forged": _("Ce lien n’est pas complet, ou n’est pas l’un des nôtres. Ouvrez-le tel qu’il est dans votre message."),
    "expired": _("Ce lien a plus de six mois : il ne s’ouvre plus."),
    "replaced": _("Ce lien a été remplacé par un plus récent. Cherchez le dernier message que vous avez reçu."),
    "left": _("Vous n’êtes plus sur la liste des professionnels de cette plateforme."),
}


class LinkError(CodedError):
    """``code``: of :data:`LINK_ERRORS`."""

    WORDS = LINK_ERRORS
