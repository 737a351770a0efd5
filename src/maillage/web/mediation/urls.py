"""Addresses of this module."""

from __future__ import annotations

from django.urls import path

from .views import accompaniments, lessons, opinions, public, workshops

app_name = "mediation"

urlpatterns = [
    path("ateliers/", public.workshops, name="workshops"),
    path("ateliers/<int:pk>/", public.workshop, name="workshop"),
    path("ateliers/inscription/<str:token>/", public.enrolment, name="enrolment"),
    path("ateliers/fiches/", lessons.lessons, name="lessons"),
    path("ateliers/fiches/<slug:slug>/", lessons.lesson, name="lesson"),
    path("ateliers/fiches/<slug:slug>.pdf", lessons.lesson_file, name="lesson_file"),
    path("ateliers/fiches/<slug:slug>/animer.pdf", lessons.guide_file, name="guide_file"),
    path("ateliers/organiser/", workshops.organise, name="organise"),
    path("ateliers/avis/<str:token>/", opinions.opinion, name="opinion"),
    path("ateliers/avis/<str:token>/merci/", opinions.opinion_given, name="opinion_given"),
    path("ateliers/organiser/programmes/", workshops.programmes, name="programmes"),
    path("ateliers/organiser/avis/", opinions.opinion_results, name="opinion_results"),
    path("ateliers/organiser/prevoir/", workshops.plan, name="plan"),
    path("ateliers/organiser/<int:pk>/", workshops.hold, name="hold"),
    path("ateliers/organiser/<int:pk>/modifier/", workshops.change, name="change"),
    path("ateliers/organiser/<int:pk>/annuler/", workshops.call_off, name="call_off"),
    path("ateliers/organiser/<int:pk>/inscrire/", workshops.enrol, name="enrol"),
    path("ateliers/organiser/<int:pk>/presences/", workshops.mark, name="mark"),
    path("ateliers/organiser/<int:pk>/presences.pdf", workshops.sheet, name="sheet"),
    path("ateliers/organiser/<int:pk>/attestations.pdf", workshops.certificates, name="certificates"),
    path("ateliers/organiser/<int:pk>/avis/", opinions.opinions, name="opinions"),
    path("ateliers/organiser/<int:pk>/avis/<slug:moment>.svg", opinions.opinion_qr, name="opinion_qr"),
    path("ateliers/organiser/<int:pk>/avis/cartes.pdf", opinions.opinion_cards, name="opinion_cards"),
    path("ateliers/organiser/inscription/<int:pk>/retirer/", workshops.unenrol, name="unenrol"),
    path("accompagnements/", accompaniments.today, name="accompaniments"),
    path("accompagnements/nouveau/", accompaniments.note, name="note"),
    path("accompagnements/accompagnements.csv", accompaniments.file, name="accompaniments_file"),
    path("accompagnements/<int:pk>/", accompaniments.correct, name="correct"),
    path("accompagnements/<int:pk>/retirer/", accompaniments.take_back, name="take_back"),
]
