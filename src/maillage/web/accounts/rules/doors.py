"""The doors of /administration/: what is behind each, and who may open it."""

from __future__ import annotations

from dataclasses import dataclass

from maillage.web.marking import _


@dataclass(frozen=True)
class Door:
    """``page``: the name of its address; ``ability``: who may open it."""

    page: str
    ability: str
    title: str
    purpose: str


# In the order in which one needs them.
DOORS = (
    Door(
        "accounts:people",
        "accounts.people",
        _("Personnes"),
        _("Qui travaille ici, avec quel rôle ; donner, suspendre, retirer, transmettre."),
    ),
    Door(
        "accounts:invitations",
        "accounts.invite",
        _("Invitations"),
        _("Inviter par e-mail ou par un code imprimé ; ce qui attend une réponse."),
    ),
    Door(
        "accounts:helping",
        "accounts.help_in",
        _("Aide à la connexion"),
        _("Une personne ne peut plus se connecter : carte, code, nouveau mot de passe."),
    ),
    Door(
        "accounts:organisations",
        "accounts.organisations",
        _("Organisations"),
        _("Communes, intercommunalités, CCAS, espaces France services, CPTS, maisons de santé, opérateurs."),
    ),
    Door(
        "accounts:authority",
        "accounts.settings",
        _("Nom et apparence"),
        _("Le nom, le logo, la couleur et les langues de la plateforme."),
    ),
    Door(
        "partners:applications",
        "partners.keys",
        _("Applications des partenaires"),
        _("Les logiciels reliés : clés d’API, événements envoyés et reçus."),
    ),
    Door(
        "messages:batches",
        "messages.call",
        _("Courriers et appels"),
        _("Ce qui part sur papier ou par téléphone : à imprimer, à appeler."),
    ),
    Door(
        "messages:outbox",
        "messages.read",
        _("Messages"),
        _("Ce qui est parti, ce qui attend, ce qui n’est pas arrivé."),
    ),
    Door(
        "jobs:board",
        "jobs.read",
        _("Travaux"),
        _("Ce que la plateforme fait d’elle-même : calculs, envois, nettoyages."),
    ),
    Door(
        "privacy:data",
        "privacy.person",
        _("Données personnelles"),
        _("Ce qui est conservé sur chaque personne, combien de temps, et ses demandes."),
    ),
    Door(
        "privacy:journal",
        "privacy.journal",
        _("Journal"),
        _("Qui a fait quoi, et quand ; vérifier que rien n’a été changé."),
    ),
)
