"""What the journal can say: a code for each thing that people do, and the French for it. One table for all modules.

A sentence is who, then the words here, then what it was done to: « Marie Dupont » « a consulté le journal ». The words
name no person and hold no value. A verb stays for ever once a platform has written it: rows keep its code.
"""

from __future__ import annotations


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for "translate this later"
    return message


VERBS: dict[str, str] = {
    # Keep the lines in the order of their codes.
    "accounts.appearance_changed": N_("a changé le nom ou l’apparence de la plateforme"),
    "accounts.application_added": N_("a ajouté une application de connexion"),
    "accounts.application_removed": N_("a retiré l’application de connexion"),
    "accounts.codes_printed": N_("a imprimé des codes de connexion"),
    "accounts.corrected": N_("a corrigé le compte"),
    "accounts.created": N_("a créé le compte"),
    "accounts.factors_forgotten": N_("a effacé la seconde étape de connexion"),
    "accounts.handed_over": N_("a transmis ce qui était au nom de cette personne"),
    "accounts.identity_linked": N_("a relié un compte d’un fournisseur d’identité"),
    "accounts.identity_unlinked": N_("a retiré le lien avec un fournisseur d’identité"),
    "accounts.invitation_withdrawn": N_("a retiré l’invitation"),
    "accounts.invited": N_("a invité"),
    "accounts.joined": N_("a accepté l’invitation"),
    "accounts.opened": N_("a ouvert un compte par un fournisseur d’identité"),
    "accounts.organisation_closed": N_("a fermé l’organisation"),
    "accounts.organisation_corrected": N_("a corrigé l’organisation"),
    "accounts.organisation_entered": N_("a ajouté l’organisation"),
    "accounts.paper_code_used": N_("a utilisé un code imprimé"),
    "accounts.password_changed": N_("a changé le mot de passe"),
    "accounts.password_renewed": N_("a choisi un nouveau mot de passe"),
    "accounts.reset_asked": N_("a fait envoyer un lien pour un nouveau mot de passe"),
    "accounts.reset_printed": N_("a imprimé un code pour un nouveau mot de passe"),
    "accounts.role_ended": N_("a retiré le rôle"),
    "accounts.role_given": N_("a donné le rôle"),
    "accounts.role_reinstated": N_("a rétabli le rôle"),
    "accounts.role_suspended": N_("a suspendu le rôle"),
    "accounts.second_factor_chosen": N_("a choisi les rôles qui demandent une seconde étape"),
    "accounts.session_closed": N_("a fermé une session"),
    "accounts.sessions_closed": N_("a fermé les autres sessions"),
    "accounts.signed_in": N_("s’est connecté ou connectée"),
    "accounts.signed_in_failed": N_("a noté trop d’essais de connexion"),
    "accounts.signed_out": N_("s’est déconnecté ou déconnectée"),
    "accounts.unlocked": N_("a rouvert le compte après trop d’essais"),
    "messages.call_made": N_("a appelé, au sujet du message"),
    "messages.cancelled": N_("a annulé le message"),
    "messages.gathered": N_("a pris en charge le message, à imprimer ou à dire"),
    "messages.letter_given": N_("a posté ou remis le message"),
    "messages.opted_in": N_("a rétabli ce genre de messages"),
    "messages.opted_out": N_("a refusé ce genre de messages"),
    "messages.put_back": N_("a remis en attente le message"),
    "messages.read": N_("a lu le message et l’adresse"),
    "messages.resent": N_("a relancé le message"),
    "messages.settled": N_("a décidé si le message est parti"),
    "messages.tried": N_("a demandé un message d’essai"),
    "privacy.consent_given": N_("a enregistré le consentement"),
    "privacy.consent_withdrawn": N_("a enregistré le retrait du consentement"),
    "privacy.consulted": N_("a consulté les données de la personne"),
    "privacy.erased": N_("a effacé la personne"),
    "privacy.exported": N_("a téléchargé les données de la personne"),
    "privacy.journal_downloaded": N_("a téléchargé une partie du journal"),
    "privacy.journal_read": N_("a cherché cette personne dans le journal"),
    "privacy.journal_verified": N_("a vérifié le journal, qui est intact jusqu’à cette ligne"),
    "privacy.keys_rotated": N_("a remplacé la clé de chiffrement"),
    "privacy.notice_published": N_("a publié la notice d’information"),
    "privacy.rectified": N_("a corrigé les données de la personne"),
    "privacy.request_closed": N_("a clos la demande"),
    "privacy.request_received": N_("a enregistré la demande"),
    "privacy.retention_applied": N_("a supprimé ce qui avait fait son temps"),
    "privacy.retention_chosen": N_("a choisi une durée de conservation"),
}

# By which way somebody came in, as a row keeps it where a reason would stand.
WAYS: dict[str, str] = {
    "application": N_("application"),
    "card": N_("carte de codes"),
    "code": N_("code"),
    "invitation": N_("invitation"),
    "password": N_("mot de passe"),
    "recovery": N_("codes de secours"),
    "reset": N_("nouveau mot de passe"),
}
