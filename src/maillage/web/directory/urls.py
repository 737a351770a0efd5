"""Addresses of this module."""

from __future__ import annotations

from django.urls import path

from .views import doubles, downloads, embedding, entries, notes, persons, provider, public, sources

app_name = "directory"

# What agents keep, and what places say of themselves by their link.
KEEPING = [
    path("annuaire/tenir/sources/", sources.sources, name="sources"),
    path("annuaire/tenir/sources/fournie/", sources.take_shipped, name="take_shipped"),
    path("annuaire/tenir/sources/<int:pk>/", sources.source, name="source"),
    path("annuaire/tenir/sources/<int:pk>/rang/", sources.move_source, name="move_source"),
    path("annuaire/tenir/fichiers/<int:pk>/", sources.delivery, name="delivery"),
    path("annuaire/tenir/fichiers/<int:pk>/decider/", sources.decide_delivery, name="decide_delivery"),
    path("annuaire/tenir/fichiers/<int:pk>/problemes.csv", sources.delivery_problems, name="delivery_problems"),
    path("annuaire/tenir/fiches/", entries.entries, name="entries"),
    path("annuaire/tenir/fiches/nouvelle/", entries.describe_entry, name="describe_entry"),
    path("annuaire/tenir/fiches/personne/", persons.enter_person, name="enter_person"),
    path("annuaire/tenir/fiches/<int:pk>/", entries.keep_entry, name="keep_entry"),
    path("annuaire/tenir/fiches/<int:pk>/corriger/", entries.correct_entry, name="correct_entry"),
    path("annuaire/tenir/fiches/<int:pk>/retirer/", entries.unlist_entry, name="unlist_entry"),
    path("annuaire/tenir/fiches/<int:pk>/remettre/", entries.relist_entry, name="relist_entry"),
    path("annuaire/tenir/fiches/<int:pk>/oublier/", entries.take_back_entry, name="take_back_entry"),
    path("annuaire/tenir/fiches/<int:pk>/demander/", entries.ask_entry, name="ask_entry"),
    path("annuaire/tenir/fiches/<int:pk>/reunies/", doubles.entry_history, name="entry_history"),
    path("annuaire/tenir/fiches/<int:pk>/reunies/separer/", doubles.take_out_record, name="take_out_record"),
    path("annuaire/tenir/doublons/", doubles.doubles, name="doubles"),
    path("annuaire/tenir/doublons/<int:pk>/", doubles.double, name="double"),
    path("annuaire/tenir/doublons/<int:pk>/decider/", doubles.decide_double, name="decide_double"),
    path("annuaire/tenir/signalements/", notes.notes, name="notes"),
    path("annuaire/tenir/signalements/<int:pk>/", notes.settle_note, name="settle_note"),
    path("annuaire/<int:pk>/signaler/", notes.report, name="report"),
    path("annuaire/fiche/<str:token>/", provider.provider, name="provider"),
    path("annuaire/fiche/<str:token>/corriger/", provider.correct_own, name="correct_own"),
    path("annuaire/fiche/<str:token>/fin/", provider.end_own, name="end_own"),
    path("annuaire/fiche/<str:token>/lien/", provider.new_own_link, name="new_own_link"),
]

urlpatterns = [
    *KEEPING,
    path("annuaire/", public.directory, name="directory"),
    path("annuaire/cadre/", embedding.framed, name="framed"),
    path("annuaire/cadre/<slug:name>.css", embedding.tint, name="tint"),
    path("annuaire/telecharger/", downloads.downloads, name="downloads"),
    path("annuaire/telecharger/<str:name>", downloads.download, name="directory_file"),
    path("annuaire/integrer/", embedding.embed, name="embed"),
    path("annuaire/<int:pk>/", public.entry, name="entry"),
    path("annuaire/<int:pk>/contact.vcf", public.vcard, name="vcard"),
]
