"""Why something cannot be done to a workshop, and the words for it."""

from __future__ import annotations

from maillage.web.coded_error import CodedError
from maillage.web.marking import _

REFUSALS = {
    # Of a workshop that is planned or changed.
    "past": _("Ce moment est passé : choisissez-en un autre."),
    "room": _("La salle est déjà prise à ce moment : choisissez une autre salle ou une autre heure."),
    "mediator": _("Une personne choisie est déjà prise à ce moment : choisissez-en une autre, ou une autre heure."),
    "full": _("Plus de personnes sont déjà inscrites : désinscrivez-en d’abord, ou gardez plus de places."),
    "changed": _("Quelqu’un d’autre vient de modifier cet atelier : relisez-le avant de recommencer."),
    # Of somebody who wants to come, or no more.
    "over": _("Cet atelier est passé : on ne peut plus s’y inscrire."),
    "begun": _("L’atelier a commencé : dites-le sur place."),
    "called-off": _("Cet atelier est annulé."),
    "twice": _("Cette personne est déjà inscrite à cet atelier."),
    "left": _("Cette inscription est déjà annulée."),
    # Of a sheet that is filled in.
    "early": _("Il est trop tôt : les présences se notent à partir du jour de l’atelier."),
    # Of an opinion.
    "opinion-time": _("Cet avis se donne le jour de l’atelier, et pendant une semaine."),
    "no-card": _("Aucune carte de cet atelier ne porte ce numéro : relisez votre carte."),
    "answered": _("Cette carte a déjà répondu : relisez le numéro de la vôtre."),
    # Of an accompaniment.
    "day": _("Ce qui a été noté un autre jour ne se corrige plus : les chiffres en tiennent déjà compte."),
    "other": _("Seule la personne qui l’a noté peut le corriger."),
    "future": _("Cet accompagnement n’a pas encore eu lieu."),
}


class RefusedError(CodedError):
    """``code``: of :data:`REFUSALS`."""

    WORDS = REFUSALS
