"""Addresses of this module."""

from __future__ import annotations

from django.urls import path

from .views import agenda, appointment, book, counter, find, joining, lost, mine, settling, slip, waiting

app_name = "bookings"
# An appointment of one's own, behind its signed link.
OWN = "rendez-vous/suivre/<str:token>/"

urlpatterns = [
    # For who works here.
    path("agenda/", agenda.day, name="day"),
    path("agenda/jour.csv", agenda.day_file, name="day_file"),
    path("agenda/semaine/", agenda.week, name="week"),
    path("agenda/chercher/", agenda.find, name="find_appointment"),
    path("agenda/a-regler/", settling.to_settle, name="to_settle"),
    path("agenda/guichet/", counter.counter, name="counter"),
    path("agenda/attente/", waiting.waiting_list, name="waiting_list"),
    path("agenda/attente/ajouter/", waiting.wait, name="add_waiting"),
    path("agenda/attente/<int:pk>/<str:act>/", waiting.answer, name="answer_waiting"),
    path("agenda/rendez-vous/<str:code>/", appointment.appointment, name="appointment"),
    path("agenda/rendez-vous/<str:code>/billet.pdf", slip.slip, name="slip"),
    path("agenda/rendez-vous/<str:code>/annuler/", appointment.cancel, name="cancel_appointment"),
    path("agenda/rendez-vous/<str:code>/corriger/", appointment.correct, name="correct_appointment"),
    path("agenda/rendez-vous/<str:code>/deplacer/", appointment.move, name="move_appointment"),
    path("agenda/rendez-vous/<str:code>/<str:act>/", appointment.note, name="note_appointment"),
    # For residents.
    path("rendez-vous/", find.find, name="find"),
    path("rendez-vous/reserver/<str:ticket>/", book.reserve, name="reserve"),
    path("rendez-vous/retrouver/", lost.lost, name="lost"),
    path("rendez-vous/attente/", joining.join, name="join_waiting"),
    path("rendez-vous/attente/<str:token>/", joining.waits, name="my_wait"),
    path(OWN, mine.mine, name="mine"),
    path(f"{OWN}agenda.ics", mine.calendar, name="my_calendar"),
    path(f"{OWN}deplacer/", mine.move, name="my_move"),
    path(f"{OWN}annuler/", mine.cancel, name="my_cancel"),
    path(f"{OWN}rappels/", mine.remind, name="my_reminders"),
    path(f"{OWN}proposition/<str:act>/", joining.answer, name="answer_offer"),
]
