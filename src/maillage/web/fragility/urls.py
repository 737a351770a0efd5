"""Addresses of this module."""

from __future__ import annotations

from django.urls import path

from .views import accompaniment, atlas, cards, downloads, method, opening

app_name = "fragility"

urlpatterns = [
    path("fragilite/", atlas.home, name="home"),
    path("fragilite/<address:address>/", atlas.page, name="atlas"),
    path("fragilite/<address:address>/carte.svg", atlas.drawn_map, name="map"),
    path("fragilite/<address:address>/communes/<slug:code>/", cards.page, name="card"),
    path("fragilite/<address:address>/accompagner/", accompaniment.page, name="accompany"),
    path("fragilite/<address:address>/ouvrir/", opening.page, name="open_help"),
    path("fragilite/<address:address>/methode/", method.page, name="method"),
    path("fragilite/<address:address>/telecharger/<slug:form>/", downloads.file, name="download"),
]
