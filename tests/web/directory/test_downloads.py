"""The directory as files: the whole or what a search has found, valid, and only what is listed."""

from __future__ import annotations

import csv
import json
from io import StringIO

import pytest
from data_inclusion.schema.v1 import Service as ServiceSchema
from data_inclusion.schema.v1 import Structure
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from maillage.outputs.directory.mednum import COLUMNS
from maillage.web.directory.actions.index import reindex
from maillage.web.directory.models import Entry, Record, Source
from maillage.web.directory.queries import exports
from maillage.web.directory.queries.exports import FILES
from maillage.web.directory.views import downloads

from ..given import NOW
from .given_entries import VERSAILLES, a_list, an_entry

pytestmark = pytest.mark.django_db
FILE = "/annuaire/telecharger/{}"
SIRET = "21780517900017"


@pytest.fixture
def places() -> list[Entry]:
    help_online = {"key": "a", "name": "Aide en ligne", "topics": ["procedures"], "fees": "free", "access": ["phone"]}
    a_list(title="Liste de test", licence="Licence Ouverte 2.0")
    hidden = an_entry("Cachée", help_online)
    Entry.objects.filter(pk=hidden.pk).update(listed=False)
    reindex([hidden.pk], now=NOW)
    return [
        an_entry("Espace du Lac", help_online, kind="digital-space", siret=SIRET, address="1 rue du Lac"),
        an_entry("Pharmacie du Roi", {"topics": ["pharmacy"]}, kind="pharmacy", **VERSAILLES),
    ]


def taken(client: Client, name: str, **asked: str) -> str:
    answer = client.get(FILE.format(name), asked)
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    return b"".join(answer.streaming_content).decode()


def names(client: Client, **asked: str) -> list[str]:
    return [card["name"] for card in json.loads(taken(client, "lieux.json", **asked))]


def test_the_page_says_what_there_is_and_whose_words_these_are(client: Client, places: list[Entry]) -> None:
    page = client.get("/annuaire/telecharger/?gratuit=on").content.decode()
    assert all(f'href="/annuaire/telecharger/{name}?gratuit=on"' in page for name in FILES)
    assert page.count("il manque ce que le schéma exige") == 5
    assert "Liste de test" in page
    assert "Licence Ouverte 2.0" in page


def test_structures_and_services_are_those_of_the_standard(client: Client, places: list[Entry]) -> None:
    structures = json.loads(taken(client, "data-inclusion-structures.json"))
    services = json.loads(taken(client, "data-inclusion-services.json"))
    assert [Structure(**each).nom for each in structures] == ["Espace du Lac", "Pharmacie du Roi"]
    assert {ServiceSchema(**each).structure_id for each in services} == {each["id"] for each in structures}


@pytest.mark.parametrize("part", ["structures", "services"])
def test_a_table_says_what_the_list_says(client: Client, places: list[Entry], part: str) -> None:
    listed = json.loads(taken(client, f"data-inclusion-{part}.json"))
    table = list(csv.DictReader(StringIO(taken(client, f"data-inclusion-{part}.csv"))))
    assert [each["id"] for each in table] == [each["id"] for each in listed]


def test_what_the_standard_of_mediation_cannot_take_is_left_out(client: Client, places: list[Entry]) -> None:
    """The pharmacy has no SIRET."""
    table = list(csv.DictReader(StringIO(taken(client, "mediation-numerique.csv"))))
    assert tuple(table[0]) == COLUMNS
    assert [(each["nom"], each["pivot"]) for each in table] == [("Espace du Lac", SIRET)]


def test_the_spreadsheet_has_them_all(client: Client, places: list[Entry]) -> None:
    text = taken(client, "lieux.csv")
    assert text.startswith("\ufeff")
    assert [row[1] for row in csv.reader(StringIO(text[1:]), delimiter=";")][1:] == [
        "Espace du Lac",
        "Pharmacie du Roi",
    ]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, ["Espace du Lac", "Pharmacie du Roi"]),
        ({"q": "pharmasie"}, ["Pharmacie du Roi"]),
        ({"gratuit": "on"}, ["Espace du Lac"]),
        ({"ou": "78517", "minutes": "20"}, ["Espace du Lac"]),
        ({"genre": "pharmacy"}, ["Pharmacie du Roi"]),
        ({"sujet": "food"}, []),
    ],
)
def test_what_narrows_the_list_narrows_the_files(
    client: Client, places: list[Entry], asked: dict[str, str], expected: list[str]
) -> None:
    assert names(client, **asked) == expected


def test_an_unknown_town_is_said(client: Client, places: list[Entry]) -> None:
    answer = client.get(FILE.format("lieux.json"), {"ou": "Nulle-Part-les-Bains"})
    assert answer.status_code == 422
    assert "Nous ne connaissons pas cette commune" in answer.content.decode()


def test_themes_come_back_as_they_came(client: Client, places: list[Entry]) -> None:
    theme = "numerique--acceder-a-une-connexion-internet"
    card = {"offers": [{"key": "a", "name": "Aide en ligne", "themes": [theme]}]}
    Record.objects.filter(entry=places[0]).update(card=card)
    services = json.loads(taken(client, "data-inclusion-services.json"))
    assert services[0]["thematiques"] == [theme]


def test_who_has_the_file_is_told_so_until_it_changes(client: Client, places: list[Entry]) -> None:
    answer = client.get(FILE.format("lieux.json"))
    again = client.get(FILE.format("lieux.json"), headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(FILE.format("lieux.csv"), headers={"If-None-Match": answer.headers["ETag"]}).status_code == 200
    reindex([places[0].pk], now=NOW)
    changed = client.get(FILE.format("lieux.json"), headers={"If-None-Match": answer.headers["ETag"]})
    assert (changed.status_code, changed.headers["Cache-Control"]) == (200, "public, max-age=0, must-revalidate")


def test_where_somebody_is_stays_out_of_every_cache(client: Client, places: list[Entry]) -> None:
    answer = client.get(FILE.format("lieux.json"), {"ou": "48.64, 1.83"})
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "ETag" not in answer.headers


def test_a_long_file_is_read_in_portions(client: Client, places: list[Entry], monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(8):
        an_entry(f"Lieu {number}")
    monkeypatch.setattr(exports, "PORTION", 5)
    with CaptureQueriesContext(connection) as statements:
        assert len(names(client)) == 10
    read = [line["sql"] for line in statements if 'FROM "directory_entry"' in line["sql"]]
    assert len(read) == 2


def test_a_stranger_may_take_so_many(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    caches["turns"].clear()
    monkeypatch.setattr(downloads, "FILES_PER_ADDRESS", 1)
    assert client.get(FILE.format("lieux.json")).status_code == 200
    refused = client.get(FILE.format("lieux.json"))
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "900")


def test_there_is_no_other_file(client: Client) -> None:
    assert client.get(FILE.format("lieux.xml")).status_code == 404


def test_an_empty_directory_gives_empty_files(client: Client) -> None:
    assert names(client) == []
    assert "aucune fiche" in client.get("/annuaire/telecharger/").content.decode()


def test_sources_whose_records_are_gone_are_not_named(places: list[Entry]) -> None:
    Source.objects.create(slug="old", title="Ancienne")
    assert [source.slug for source in exports.sources()] == ["liste"]
