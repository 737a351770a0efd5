"""Addresses of this module."""

from __future__ import annotations

from django.urls import include, path

from .views import agenda, appointment, book, counter, find, joining, lost, mine, settling, slip, waiting

app_name = "bookings"
# An appointment of one's own, behind its signed link.
OWN = "suivre/<str:token>/"

FOR_AGENTS = [
    path("", agenda.day, name="day"),
    path("jour.csv", agenda.day_file, name="day_file"),
    path("semaine/", agenda.week, name="week"),
    path("chercher/", agenda.find, name="find_appointment"),
    path("a-regler/", settling.to_settle, name="to_settle"),
    path("guichet/", counter.counter, name="counter"),
    path("attente/", waiting.waiting_list, name="waiting_list"),
    path("attente/ajouter/", waiting.wait, name="add_waiting"),
    path("attente/<int:pk>/<str:act>/", waiting.answer, name="answer_waiting"),
    path("rendez-vous/<str:code>/", appointment.appointment, name="appointment"),
    path("rendez-vous/<str:code>/billet.pdf", slip.slip, name="slip"),
    path("rendez-vous/<str:code>/annuler/", appointment.cancel, name="cancel_appointment"),
    path("rendez-vous/<str:code>/corriger/", appointment.correct, name="correct_appointment"),
    path("rendez-vous/<str:code>/deplacer/", appointment.move, name="move_appointment"),
    path("rendez-vous/<str:code>/<str:act>/", appointment.note, name="note_appointment"),
]
FOR_RESIDENTS = [
    path("", find.find, name="find"),
    path("reserver/<str:ticket>/", book.reserve, name="reserve"),
    path("retrouver/", lost.lost, name="lost"),
    path("attente/", joining.join, name="join_waiting"),
    path("attente/<str:token>/", joining.waits, name="my_wait"),
    path(OWN, mine.mine, name="mine"),
    path(f"{OWN}agenda.ics", mine.calendar, name="my_calendar"),
    path(f"{OWN}deplacer/", mine.move, name="my_move"),
    path(f"{OWN}annuler/", mine.cancel, name="my_cancel"),
    path(f"{OWN}rappels/", mine.remind, name="my_reminders"),
    path(f"{OWN}proposition/<str:act>/", joining.answer, name="answer_offer"),
]
urlpatterns = [
    path("agenda/", include(FOR_AGENTS)),
    path("rendez-vous/", include(FOR_RESIDENTS)),
]
