"""Addresses of this module."""

from __future__ import annotations

from django.urls import path

from .views import accompaniments, public, workshops

app_name = "mediation"

urlpatterns = [
    path("ateliers/", public.workshops, name="workshops"),
    path("ateliers/<int:pk>/", public.workshop, name="workshop"),
    path("ateliers/inscription/<str:token>/", public.enrolment, name="enrolment"),
    path("ateliers/organiser/", workshops.organise, name="organise"),
    path("ateliers/organiser/prevoir/", workshops.plan, name="plan"),
    path("ateliers/organiser/<int:pk>/", workshops.hold, name="hold"),
    path("ateliers/organiser/<int:pk>/modifier/", workshops.change, name="change"),
    path("ateliers/organiser/<int:pk>/annuler/", workshops.call_off, name="call_off"),
    path("ateliers/organiser/<int:pk>/inscrire/", workshops.enrol, name="enrol"),
    path("ateliers/organiser/<int:pk>/presences/", workshops.mark, name="mark"),
    path("ateliers/organiser/<int:pk>/presences.pdf", workshops.sheet, name="sheet"),
    path("ateliers/organiser/inscription/<int:pk>/retirer/", workshops.unenrol, name="unenrol"),
    path("accompagnements/", accompaniments.today, name="accompaniments"),
    path("accompagnements/nouveau/", accompaniments.note, name="note"),
    path("accompagnements/accompagnements.csv", accompaniments.file, name="accompaniments_file"),
    path("accompagnements/<int:pk>/", accompaniments.correct, name="correct"),
    path("accompagnements/<int:pk>/retirer/", accompaniments.take_back, name="take_back"),
]
