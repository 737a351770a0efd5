"""Why a message stands where it stands: codes for the rows, words for the pages."""

from __future__ import annotations

from maillage.web.marking import _

REASONS = {
    "": "",
    "interrupted": _("L’envoi a été interrompu au moment de partir : nul ne sait s’il est parti."),
    "no_answer": _("Le serveur d’envoi n’a pas dit s’il acceptait le message."),
    "unreachable": _("Le serveur d’envoi ne répond pas, ou refuse de nous servir pour l’instant."),
    "busy": _("Le serveur d’envoi demande de réessayer plus tard."),
    "refused": _("Le serveur d’envoi refuse ce message."),
    "bad_address": _("L’adresse ou le numéro est refusé."),
    "too_often": _("Toutes les tentatives ont échoué."),
    "bounced": _("Le message est revenu : l’adresse n’existe pas, ou n’accepte plus rien."),
    "opted_out": _("La personne ne veut plus recevoir ce genre de message."),
    "not_received": _("L’opérateur dit que le message n’est pas arrivé."),
    "not_reached": _("La personne n’a pas répondu."),
    "wrong_number": _("Ce n’est pas le bon numéro."),
    "wrong_address": _("L’adresse postale est fausse ou incomplète."),
    "withdrawn": _("Ce que le message disait n’est plus vrai : il n’est pas parti."),
    "by_hand": _("Décidé par une personne."),
}
