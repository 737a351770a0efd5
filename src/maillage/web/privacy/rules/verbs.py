"""What the journal can say: a code for each thing that people do, and the French for it. One table for all modules.

A sentence is who, then the words here, then what it was done to: « Marie Dupont » « a consulté le journal ». The words
name no person and hold no value. A verb stays for ever once a platform has written it: rows keep its code.
"""

from __future__ import annotations

from maillage.web.marking import _

VERBS: dict[str, str] = {
    # Keep the lines in the order of their codes.
    "accounts.appearance_changed": _("a changé le nom ou l’apparence de la plateforme"),
    "accounts.application_added": _("a ajouté une application de connexion"),
    "accounts.application_removed": _("a retiré l’application de connexion"),
    "accounts.codes_printed": _("a imprimé des codes de connexion"),
    "accounts.corrected": _("a corrigé le compte"),
    "accounts.created": _("a créé le compte"),
    "accounts.factors_forgotten": _("a effacé la seconde étape de connexion"),
    "accounts.handed_over": _("a transmis ce qui était au nom de cette personne"),
    "accounts.identity_linked": _("a relié un compte d’un fournisseur d’identité"),
    "accounts.identity_unlinked": _("a retiré le lien avec un fournisseur d’identité"),
    "accounts.invitation_withdrawn": _("a retiré l’invitation"),
    "accounts.invited": _("a invité"),
    "accounts.joined": _("a accepté l’invitation"),
    "accounts.opened": _("a ouvert un compte par un fournisseur d’identité"),
    "accounts.organisation_closed": _("a fermé l’organisation"),
    "accounts.organisation_corrected": _("a corrigé l’organisation"),
    "accounts.organisation_entered": _("a ajouté l’organisation"),
    "accounts.paper_code_used": _("a utilisé un code imprimé"),
    "accounts.password_changed": _("a changé le mot de passe"),
    "accounts.password_renewed": _("a choisi un nouveau mot de passe"),
    "accounts.reset_asked": _("a fait envoyer un lien pour un nouveau mot de passe"),
    "accounts.reset_printed": _("a imprimé un code pour un nouveau mot de passe"),
    "accounts.role_ended": _("a retiré le rôle"),
    "accounts.role_given": _("a donné le rôle"),
    "accounts.role_reinstated": _("a rétabli le rôle"),
    "accounts.role_suspended": _("a suspendu le rôle"),
    "accounts.second_factor_chosen": _("a choisi les rôles qui demandent une seconde étape"),
    "accounts.session_closed": _("a fermé une session"),
    "accounts.sessions_closed": _("a fermé les autres sessions"),
    "accounts.signed_in": _("s’est connecté ou connectée"),
    "accounts.signed_in_failed": _("a noté trop d’essais de connexion"),
    "accounts.signed_out": _("s’est déconnecté ou déconnectée"),
    "accounts.unlocked": _("a rouvert le compte après trop d’essais"),
    "messages.call_made": _("a appelé, au sujet du message"),
    "messages.cancelled": _("a annulé le message"),
    "messages.gathered": _("a pris en charge le message, à imprimer ou à dire"),
    "messages.letter_given": _("a posté ou remis le message"),
    "messages.opted_in": _("a rétabli ce genre de messages"),
    "messages.opted_out": _("a refusé ce genre de messages"),
    "messages.put_back": _("a remis en attente le message"),
    "messages.read": _("a lu le message et l’adresse"),
    "messages.resent": _("a relancé le message"),
    "messages.settled": _("a décidé si le message est parti"),
    "messages.tried": _("a demandé un message d’essai"),
    "privacy.consent_given": _("a enregistré le consentement"),
    "privacy.consent_withdrawn": _("a enregistré le retrait du consentement"),
    "privacy.consulted": _("a consulté les données de la personne"),
    "privacy.erased": _("a effacé la personne"),
    "privacy.exported": _("a téléchargé les données de la personne"),
    "privacy.journal_downloaded": _("a téléchargé une partie du journal"),
    "privacy.journal_read": _("a cherché cette personne dans le journal"),
    "privacy.journal_verified": _("a vérifié le journal, qui est intact jusqu’à cette ligne"),
    "privacy.keys_rotated": _("a remplacé la clé de chiffrement"),
    "privacy.notice_published": _("a publié la notice d’information"),
    "privacy.rectified": _("a corrigé les données de la personne"),
    "privacy.request_closed": _("a clos la demande"),
    "privacy.request_received": _("a enregistré la demande"),
    "privacy.retention_applied": _("a supprimé ce qui avait fait son temps"),
    "privacy.retention_chosen": _("a choisi une durée de conservation"),
}

# By which way somebody came in, as a row keeps it where a reason would stand.
WAYS: dict[str, str] = {
    "application": _("application"),
    "card": _("carte de codes"),
    "code": _("code"),
    "invitation": _("invitation"),
    "password": _("mot de passe"),
    "recovery": _("codes de secours"),
    "reset": _("nouveau mot de passe"),
}
