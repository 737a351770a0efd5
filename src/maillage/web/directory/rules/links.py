"""Why the link of a place does not open its card."""

from __future__ import annotations

from maillage.web.coded_error import CodedError
from maillage.web.marking import _

LINK_ERRORS: dict[str, str] = {
    "forged": _("Ce lien n’est pas complet, ou n’est pas l’un des nôtres. Ouvrez-le tel qu’il est dans votre message."),
    "expired": _("Ce lien a plus de deux mois : il ne s’ouvre plus."),
    "replaced": _("Ce lien a été remplacé par un plus récent. Cherchez le dernier message que vous avez reçu."),
    "gone": _("Cette fiche n’est plus dans l’annuaire."),
}


class LinkError(CodedError):
    """``code``: of :data:`LINK_ERRORS`."""

    WORDS = LINK_ERRORS
