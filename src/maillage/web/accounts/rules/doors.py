"""The doors of /administration/: what is behind each, and who may open it."""

from __future__ import annotations

from dataclasses import dataclass


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for "translate this later"
    return message


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
        N_("Personnes"),
        N_("Qui travaille ici, avec quel rôle ; donner, suspendre, retirer, transmettre."),
    ),
    Door(
        "accounts:invitations",
        "accounts.invite",
        N_("Invitations"),
        N_("Inviter par e-mail ou par un code imprimé ; ce qui attend une réponse."),
    ),
    Door(
        "accounts:helping",
        "accounts.help_in",
        N_("Aide à la connexion"),
        N_("Une personne ne peut plus se connecter : carte, code, nouveau mot de passe."),
    ),
    Door(
        "accounts:organisations",
        "accounts.organisations",
        N_("Organisations"),
        N_("Communes, intercommunalités, CCAS, espaces France services, CPTS, maisons de santé, opérateurs."),
    ),
    Door(
        "accounts:authority",
        "accounts.settings",
        N_("Nom et apparence"),
        N_("Le nom, le logo, la couleur et les langues de la plateforme."),
    ),
    Door(
        "messages:batches",
        "messages.call",
        N_("Courriers et appels"),
        N_("Ce qui part sur papier ou par téléphone : à imprimer, à appeler."),
    ),
    Door(
        "messages:outbox",
        "messages.read",
        N_("Messages"),
        N_("Ce qui est parti, ce qui attend, ce qui n’est pas arrivé."),
    ),
    Door(
        "jobs:board",
        "jobs.read",
        N_("Travaux"),
        N_("Ce que la plateforme fait d’elle-même : calculs, envois, nettoyages."),
    ),
    Door(
        "privacy:data",
        "privacy.person",
        N_("Données personnelles"),
        N_("Ce qui est conservé sur chaque personne, combien de temps, et ses demandes."),
    ),
    Door(
        "privacy:journal",
        "privacy.journal",
        N_("Journal"),
        N_("Qui a fait quoi, et quand ; vérifier que rien n’a été changé."),
    ),
)
