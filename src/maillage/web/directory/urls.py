"""Addresses of this module."""

from __future__ import annotations

from django.urls import path

from .views import embedding, public

app_name = "directory"

urlpatterns = [
    path("annuaire/", public.directory, name="directory"),
    path("annuaire/cadre/", embedding.framed, name="framed"),
    path("annuaire/cadre/<slug:name>.css", embedding.tint, name="tint"),
    path("annuaire/integrer/", embedding.embed, name="embed"),
    path("annuaire/<int:pk>/", public.entry, name="entry"),
    path("annuaire/<int:pk>/contact.vcf", public.vcard, name="vcard"),
]
