"""Addresses of this module."""

from __future__ import annotations

from django.urls import path

from .views import desk, devices, hours, imports, mediators, openings, practitioners, public, reasons, rooms

app_name = "places"

urlpatterns = [
    path("lieux/", public.places, name="places"),
    path("lieux/<int:pk>/", public.place, name="place"),
    path("lieux/gestion/", desk.desk, name="places_desk"),
    path("lieux/ajouter/", desk.describe, name="describe_place"),
    path("lieux/importer/", imports.import_places, name="import_places"),
    path("lieux/importer/modele.csv", imports.import_model, name="import_model"),
    path("lieux/importer/valider/", imports.bring_places, name="bring_places"),
    path("lieux/<int:pk>/gestion/", desk.manage, name="manage_place"),
    path("lieux/<int:pk>/modifier/", desk.correct, name="correct_place"),
    path("lieux/<int:pk>/fermer/", desk.close, name="close_place"),
    path("lieux/<int:pk>/rouvrir/", desk.reopen, name="reopen_place"),
    path("lieux/<int:pk>/controle/", desk.checklist, name="checklist"),
    path("lieux/<int:pk>/horaires/", openings.hours, name="place_hours"),
    path("lieux/<int:pk>/fermetures/", openings.shut, name="shut_place"),
    path("lieux/fermetures/<int:pk>/retirer/", openings.open_on, name="open_on"),
    path("lieux/<int:pk>/salles/ajouter/", rooms.add_room, name="add_room"),
    path("lieux/salles/<int:pk>/", rooms.room, name="room"),
    path("lieux/salles/<int:pk>/retirer/", rooms.remove_room, name="remove_room"),
    path("lieux/salles/<int:pk>/stations/ajouter/", rooms.add_station, name="add_station"),
    path("lieux/stations/<int:pk>/", rooms.station, name="station"),
    path("lieux/stations/<int:pk>/retirer/", rooms.remove_station, name="remove_station"),
    path("lieux/<int:pk>/appareils/", devices.devices, name="devices"),
    path("lieux/<int:pk>/appareils/ajouter/", devices.enter_device, name="enter_device"),
    path("lieux/appareils/<int:pk>/", devices.device, name="device"),
    path("lieux/appareils/<int:pk>/modifier/", devices.correct_device, name="correct_device"),
    path("lieux/appareils/<int:pk>/pret/", devices.find_ready, name="device_ready"),
    path("lieux/appareils/<int:pk>/etalonner/", devices.calibrate, name="calibrate_device"),
    path("lieux/appareils/<int:pk>/retirer/", devices.remove_device, name="remove_device"),
    path("lieux/appareils/<int:pk>/noter/<str:act>/", devices.note, name="note_device"),
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
