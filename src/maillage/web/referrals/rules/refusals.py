"""Why something cannot be done to a referral, and the words for it."""

from __future__ import annotations

from maillage.web.coded_error import CodedError
from maillage.web.marking import _

REFUSALS = {
    # Of an answer.
    "answered": _("Quelqu’un a déjà répondu à cette orientation : voici sa réponse."),
    "expired": _("Il est trop tard pour répondre : cette orientation a expiré."),
    "withdrawn": _("La personne ne souhaite plus être orientée : il n’y a plus rien à faire."),
    "early": _("La structure a encore le temps de répondre."),
    # Of one that is sent.
    "consent": _("Sans l’accord de la personne, rien n’est envoyé."),
    "structure": _("Cette structure n’est plus dans l’annuaire : choisissez-en une autre."),
    "silent": _("Cette structure n’a ni e-mail, ni téléphone, ni adresse : choisissez-en une autre."),
    "followed": _("Une autre structure a déjà été choisie à la suite de celle-ci."),
    "unanswered": _("Attendez la réponse de la structure, ou retirez l’orientation."),
}


class RefusedError(CodedError):
    """``code``: of :data:`REFUSALS`."""

    WORDS = REFUSALS
