"""What each message is, for who looks after sending: a title that names nobody. One table for all modules."""

from __future__ import annotations

from maillage.web.marking import _

# Keep the lines in the order of their codes.
TITLES = {
    "accounts/invitation": _("Invitation à rejoindre la plateforme"),
    "accounts/password_reset": _("Lien pour choisir un nouveau mot de passe"),
    "bookings/booked": _("Rendez-vous : confirmation"),
    "bookings/cancelled": _("Rendez-vous : annulation"),
    "bookings/lapsed": _("Liste d’attente : créneau resté sans réponse"),
    "bookings/moved": _("Rendez-vous : nouvelle date"),
    "bookings/offered": _("Liste d’attente : créneau proposé"),
    "bookings/reminder": _("Rendez-vous : rappel"),
    "directory/asked": _("Annuaire : une structure relit sa fiche"),
    "directory/reminded": _("Annuaire : rappel à une structure"),
    "mediation/called_off": _("Atelier annulé"),
    "mediation/changed": _("Atelier déplacé"),
    "mediation/enrolled": _("Inscription à un atelier"),
    "mediation/promoted": _("Place libérée dans un atelier"),
    "mediation/reminder": _("Rappel d’un atelier"),
    "mediation/waiting": _("Liste d’attente d’un atelier"),
    "messages/trial": _("Message d’essai"),
    "partners/link": _("Lien d’une professionnelle ou d’un professionnel à distance"),
    "referrals/accepted": _("Orientation : la structure accepte"),
    "referrals/asked": _("Orientation : demande à une structure"),
    "referrals/asked_by_hand": _("Orientation : demande à une structure sans e-mail"),
    "referrals/news": _("Orientation : nouvelle pour qui l’a faite"),
    "referrals/reminder": _("Orientation : rappel à une structure"),
    "referrals/sent": _("Orientation : confirmation à la personne"),
    "referrals/taken_back": _("Orientation : retrait, dit à la structure"),
    "referrals/unanswered": _("Orientation : la structure ne peut pas aider"),
    "webhooks/suspended": _("Un logiciel ne répond plus : l’envoi est suspendu"),
}
