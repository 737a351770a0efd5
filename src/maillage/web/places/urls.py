"""Addresses of this module."""

from __future__ import annotations

from django.urls import path

from .views import hours, mediators, practitioners, reasons

app_name = "places"

urlpatterns = [
    path("equipes/", mediators.teams, name="teams"),
    path("equipes/mediation/ajouter/", mediators.enter_mediator, name="enter_mediator"),
    path("equipes/mediation/reprendre/", hours.import_roster, name="import_roster"),
    path("equipes/mediation/<int:pk>/", mediators.mediator, name="mediator"),
    path("equipes/mediation/<int:pk>/corriger/", mediators.correct_mediator, name="correct_mediator"),
    path("equipes/mediation/<int:pk>/depart/", mediators.leave_team, name="leave_team"),
    path("equipes/mediation/<int:pk>/horaires/", hours.add_hours, name="add_hours"),
    path("equipes/mediation/<int:pk>/absences/", hours.add_absence, name="add_absence"),
    path("equipes/horaires/<int:pk>/retirer/", hours.end_hours, name="end_hours"),
    path("equipes/absences/<int:pk>/retirer/", hours.remove_absence, name="remove_absence"),
    path("equipes/professionnels/", practitioners.practitioners, name="practitioners"),
    path("equipes/professionnels/ajouter/", practitioners.enter_practitioner, name="enter_practitioner"),
    path("equipes/professionnels/<int:pk>/", practitioners.practitioner, name="practitioner"),
    path("equipes/professionnels/<int:pk>/corriger/", practitioners.correct_practitioner, name="correct_practitioner"),
    path("equipes/professionnels/<int:pk>/depart/", practitioners.leave_practice, name="leave_practice"),
    path("equipes/professionnels/<int:pk>/lien/", practitioners.renew_link, name="renew_link"),
    path("equipes/professionnels/<int:pk>/publier/", practitioners.add_availabilities, name="add_availabilities"),
    path(
        "equipes/professionnels/<int:pk>/retirer/",
        practitioners.withdraw_availabilities,
        name="withdraw_availabilities",
    ),
    path("equipes/motifs/", reasons.visit_reasons, name="visit_reasons"),
    path("equipes/motifs/ajouter/", reasons.enter_reason, name="enter_reason"),
    path("equipes/motifs/<int:pk>/", reasons.reason, name="reason"),
    path("equipes/motifs/<int:pk>/corriger/", reasons.correct_reason, name="correct_reason"),
    path("equipes/motifs/<int:pk>/finir/", reasons.end_reason, name="end_reason"),
]
