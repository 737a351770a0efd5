"""Why something cannot be done to an appointment, and the words for it."""

from __future__ import annotations

from maillage.web.coded_error import CodedError
from maillage.web.marking import _

REFUSALS = {
    # Of a moment that is asked for.
    "past": _("Ce moment est passé : choisissez-en un autre."),
    "notice": _("Ce moment est trop proche pour être réservé en ligne : appelez le lieu, ou choisissez-en un autre."),
    "horizon": _("Ce moment est trop loin : les réservations ne sont pas encore ouvertes."),
    "closed": _("Le lieu n’est pas ouvert, ou personne n’y est à ce moment : choisissez-en un autre."),
    "device": _(
        "Un appareil nécessaire n’est pas utilisable ce jour-là : choisissez un autre moment ou un autre lieu."
    ),
    "ended": _("Ce lieu ou ce motif n’est plus proposé."),
    "many": _("Vous avez déjà trois rendez-vous à venir : annulez-en un, ou appelez le lieu."),
    "waiting": _("Vous êtes déjà sur cette liste d’attente : nous vous préviendrons."),
    # Of an appointment that is there.
    "changed": _("Ce rendez-vous vient d’être modifié par quelqu’un d’autre : relisez-le avant de recommencer."),
    "state": _("Ce n’est plus possible : le rendez-vous n’est plus dans cet état."),
    "early": _("Il est trop tôt : cela se note le jour du rendez-vous."),
    "begun": _("Le rendez-vous a déjà commencé : appelez le lieu."),
    # Of a moment that was offered.
    "answered": _("Cette proposition n’attend plus de réponse."),
}


class TakenError(Exception):
    """Somebody was faster. ``kind``: of what is taken (``"room"``)."""

    def __init__(self, kind: str) -> None:
        super().__init__(f"This {kind} is taken.")
        self.kind = kind


class RefusedError(CodedError):
    """``code``: of :data:`REFUSALS`."""

    WORDS = REFUSALS
