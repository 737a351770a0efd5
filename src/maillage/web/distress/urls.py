"""Addresses of this module."""

from __future__ import annotations

from django.urls import path

from .views.page import page

app_name = "distress"

urlpatterns = [path("besoin-de-parler/", page, name="someone_to_talk_to")]
