"""Closed lists: what a mediator ticks instead of writing, so that nothing is ever told of a person's health.

A code stays for ever once a platform has written it; the words may change.
"""

from __future__ import annotations

from maillage.web.marking import _

# What workshops are about; the title is the authority's own, if it has one.
WORKSHOPS: dict[str, str] = {
    "health-space": _("Mon espace santé"),
    "appointments": _("Prendre rendez-vous en ligne"),
    "teleconsultation": _("La téléconsultation, comment ça se passe"),
    "first-steps": _("Premiers pas avec un ordinateur ou un téléphone"),
    "rights": _("Droits et démarches de santé en ligne"),
    "scams": _("Reconnaître une arnaque"),
    "video-call": _("Faire un essai d’appel vidéo"),
    "prevention": _("Prévention et bien vieillir"),
    "carers": _("Aider un proche dans ses démarches"),
    "other": _("Autre atelier"),
}

# For whom a workshop is held. For those who are not residents it is a training, which ends with a certificate.
RESIDENTS, CARERS, PROFESSIONALS = "residents", "carers", "professionals"
AUDIENCES: dict[str, str] = {
    RESIDENTS: _("habitants"),
    CARERS: _("proches aidants"),
    PROFESSIONALS: _("professionnels"),
}

# What one was helped with. In the order of the keys that choose them.
THEMES: dict[str, str] = {
    "health-space": _("Mon espace santé"),
    "appointments": _("Prise de rendez-vous"),
    "teleconsultation": _("Téléconsultation accompagnée"),
    "rights": _("Droits : carte Vitale, complémentaire, remboursements"),
    "procedures": _("Autre démarche en ligne"),
    "equipment": _("Téléphone, ordinateur, connexion"),
    "orientation": _("Trouver le bon interlocuteur"),
    "learning": _("Apprendre à faire seul"),
    "other": _("Autre"),
}

AUTONOMY: dict[str, str] = {
    "alone": _("a fait seul"),
    "helped": _("a fait avec de l’aide"),
    "done-for": _("nous avons fait pour elle ou lui"),
}

# To whom one was sent next.
REDIRECTIONS: dict[str, str] = {
    "doctor": _("Médecin ou cabinet"),
    "pharmacy": _("Pharmacie"),
    "hospital": _("Hôpital ou centre de santé"),
    "insurance": _("Assurance maladie (CPAM, MSA)"),
    "ccas": _("CCAS ou service social"),
    "france-services": _("France services"),
    "digital": _("Conseiller numérique"),
    "disability": _("MDPH"),
    "other": _("Autre"),
}

AGES: dict[str, str] = {
    "0-17": _("moins de 18 ans"),
    "18-39": _("18 à 39 ans"),
    "40-59": _("40 à 59 ans"),
    "60-74": _("60 à 74 ans"),
    "75+": _("75 ans et plus"),
}

# What one may tap; a quarter of an hour more or less says nothing.
MINUTES = (5, 15, 30, 45, 60)
