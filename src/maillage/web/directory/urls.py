"""Addresses of this module, under ``annuaire/``."""

from __future__ import annotations

from django.urls import path

from .views import doubles, downloads, embedding, entries, notes, persons, provider, public, sources

app_name = "directory"

# What agents keep, and what places say of themselves by their link.
KEEPING = [
    path("tenir/sources/", sources.sources, name="sources"),
    path("tenir/sources/fournie/", sources.take_shipped, name="take_shipped"),
    path("tenir/sources/<int:pk>/", sources.source, name="source"),
    path("tenir/sources/<int:pk>/rang/", sources.move_source, name="move_source"),
    path("tenir/fichiers/<int:pk>/", sources.delivery, name="delivery"),
    path("tenir/fichiers/<int:pk>/decider/", sources.decide_delivery, name="decide_delivery"),
    path("tenir/fichiers/<int:pk>/problemes.csv", sources.delivery_problems, name="delivery_problems"),
    path("tenir/", entries.entries, name="entries"),
    path("tenir/fiches/nouvelle/", entries.describe_entry, name="describe_entry"),
    path("tenir/fiches/personne/", persons.enter_person, name="enter_person"),
    path("tenir/fiches/<int:pk>/", entries.keep_entry, name="keep_entry"),
    path("tenir/fiches/<int:pk>/corriger/", entries.correct_entry, name="correct_entry"),
    path("tenir/fiches/<int:pk>/retirer/", entries.unlist_entry, name="unlist_entry"),
    path("tenir/fiches/<int:pk>/remettre/", entries.relist_entry, name="relist_entry"),
    path("tenir/fiches/<int:pk>/oublier/", entries.take_back_entry, name="take_back_entry"),
    path("tenir/fiches/<int:pk>/demander/", entries.ask_entry, name="ask_entry"),
    path("tenir/fiches/<int:pk>/reunies/", doubles.entry_history, name="entry_history"),
    path("tenir/fiches/<int:pk>/reunies/separer/", doubles.take_out_record, name="take_out_record"),
    path("tenir/doublons/", doubles.doubles, name="doubles"),
    path("tenir/doublons/<int:pk>/", doubles.double, name="double"),
    path("tenir/doublons/<int:pk>/decider/", doubles.decide_double, name="decide_double"),
    path("tenir/signalements/", notes.notes, name="notes"),
    path("tenir/signalements/<int:pk>/", notes.settle_note, name="settle_note"),
    path("<int:pk>/signaler/", notes.report, name="report"),
    path("fiche/<str:token>/", provider.provider, name="provider"),
    path("fiche/<str:token>/corriger/", provider.correct_own, name="correct_own"),
    path("fiche/<str:token>/fin/", provider.end_own, name="end_own"),
    path("fiche/<str:token>/lien/", provider.new_own_link, name="new_own_link"),
]

urlpatterns = [
    *KEEPING,
    path("", public.directory, name="directory"),
    path("cadre/", embedding.framed, name="framed"),
    path("cadre/<slug:name>.css", embedding.tint, name="tint"),
    path("telecharger/", downloads.downloads, name="downloads"),
    path("telecharger/<str:name>", downloads.download, name="directory_file"),
    path("integrer/", embedding.embed, name="embed"),
    path("<int:pk>/", public.entry, name="entry"),
    path("<int:pk>/contact.vcf", public.vcard, name="vcard"),
]
