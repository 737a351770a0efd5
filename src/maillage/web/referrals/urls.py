"""Addresses of this module."""

from __future__ import annotations

from django.urls import path

from .views import desk, missing, orientation, reply

app_name = "referrals"

urlpatterns = [
    path("orientation/", orientation.questions, name="orientation"),
    path("orientation/reponse/", orientation.answer, name="answer"),
    path("orientation/reponse.pdf", orientation.paper, name="paper"),
    path("orientation/suivi/<str:token>/", reply.mine, name="mine"),
    path("orientations/", desk.referrals, name="referrals"),
    path("orientations/nouvelle/", desk.refer, name="refer"),
    path("orientations/<int:pk>/", desk.referral, name="referral"),
    path("orientations/<int:pk>/reponse/", desk.note_reply, name="note_reply"),
    path("orientations/<int:pk>/retirer/", desk.take_back_referral, name="take_back_referral"),
    path("orientations/<int:pk>/suivante/", desk.refer_on, name="refer_on"),
    path("orientations/reponse/<str:token>/", reply.reply, name="reply"),
    path("orientations/ce-qui-manque/", missing.missing, name="missing"),
    path("orientations/ce-qui-manque.csv", missing.missing_file, name="missing_file"),
]
