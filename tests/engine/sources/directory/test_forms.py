"""Each published form is recognised by its head and read line by line; what is wrong is told, and the rest is kept."""

from __future__ import annotations

import csv
import json
import shutil
import zipfile
from collections import Counter
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from maillage.engine.errors import SourceError
from maillage.engine.sources.directory.card import Card
from maillage.engine.sources.directory.problem import Problem
from maillage.engine.sources.directory.registry import FORMS, form_of

FILES = Path(__file__).parent / "files"
TODAY = date(2026, 1, 1)


def read(path: Path) -> tuple[list[Card], list[Problem]]:
    said = list(FORMS[form_of(path)].read(path, today=TODAY))
    return [each for each in said if isinstance(each, Card)], [each for each in said if isinstance(each, Problem)]


def test_a_place_of_digital_mediation_says_all_that_the_standard_carries() -> None:
    assert form_of(FILES / "mednum.csv") == "mednum"
    lake = read(FILES / "mednum.csv")[0][0]
    assert (lake.key, lake.name, lake.kind, lake.city, lake.commune) == (
        "lac-1",
        "Médiathèque du Lac",
        "library",
        "Saint-Germain-en-Laye",
        "78551",
    )
    assert (lake.phone, lake.email, lake.website) == (
        "+33139000000",
        "accueil@mediatheque-du-lac.fr",
        "https://www.mediatheque-du-lac.fr/",
    )
    assert lake.hours == "Tu-Sa 10:00-12:30,14:00-18:00; PH off"
    assert lake.description == "On y apprend le numérique, seul ou en groupe.\nDes ordinateurs sont à disposition."
    assert lake.networks == ("aidants-connect", "pix", "mon-espace-sante", "etapes-numeriques")
    (offer,) = lake.offers
    assert offer.topics == ("procedures", "internet-access")
    assert (offer.audiences, offer.conditions) == (("young", "elderly"), ("illiteracy", "foreign-languages"))
    assert (offer.languages, offer.fees, offer.ways) == (("en",), "partly", ("travelling", "group", "remote"))
    assert offer.access == ("walk-in", "online-booking")
    assert (lake.siret, lake.booking_page, lake.updated_on) == (
        "73282932000074",
        "https://rdv.lac.fr/",
        date(2024, 4, 2),
    )


def test_every_fault_of_a_line_is_told_with_its_place_and_the_rest_is_kept() -> None:
    cards, problems = read(FILES / "mednum.csv")
    assert [card.key for card in cards] == ["lac-1", "lac-2", "lac-6"]
    assert [(each.line, each.code) for each in problems if each.refused] == [
        (5, "duplicate"),
        (7, "cells"),
        (8, "name-missing"),
    ]
    assert {each.code for each in problems if each.line == 2} == set()
    wrong = {each.column: each.code for each in problems if each.line == 4}
    assert wrong == {
        "pivot": "siret-wrong",
        "nom": "markup",
        "latitude, longitude": "coordinates-swapped",
        "telephone": "phone-wrong",
        "courriels": "email-wrong",
        "site_web": "website-wrong",
        "horaires": "hours-impossible",
        "presentation_detail": "formula",
        "date_maj": "date-absurd",
        "services": "code-unknown",
    }
    cafe = cards[1]
    assert (cafe.name, cafe.lat, cafe.lon) == ("Café Liberté", 42.9653, 1.6078)
    assert (cafe.siret, cafe.phone, cafe.hours, cafe.updated_on) == ("", "", "", None)
    assert not cafe.description.startswith("=")
    halt = {each.column: each.code for each in problems if each.line == 9}
    assert halt == {
        "code_insee": "commune-unknown",
        "latitude, longitude": "coordinates-outside",
        "date_maj": "date-absurd",
    }
    assert all(each.message.endswith(".") for each in problems)


def test_structures_and_services_make_places_wherever_they_come_from(tmp_path: Path) -> None:
    folder = FILES / "data-inclusion"
    archive = tmp_path / "data-inclusion.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for path in folder.iterdir():
            packed.write(path, path.name)
    tables = tmp_path / "tables"
    tables.mkdir()
    for path in folder.iterdir():
        with path.open(encoding="utf-8", newline="") as file:
            rows = [{column: cell or None for column, cell in row.items()} for row in csv.DictReader(file)]
        pd.DataFrame(rows).to_parquet(tables / f"{path.stem}.parquet")
    assert [form_of(each) for each in (folder, archive, tables)] == ["data-inclusion"] * 3
    assert read(folder) == read(archive)
    assert read(tables)[0] == read(folder)[0]
    (mission, elsewhere), (lost,) = read(folder)
    assert (mission.kind, mission.networks, mission.address) == (
        "employment-office",
        ("aidants-connect",),
        "1 rue de la Gare",
    )
    assert [offer.name for offer in mission.offers] == ["Atelier CV"]
    assert mission.offers[0].description == "Faire son CV\n\nConditions d’accès : Moins de 26 ans"
    assert (mission.offers[0].ways, mission.offers[0].audiences) == (("on-site", "group"), ("young",))
    # A service that is given in another town is a place of its own.
    assert (elsewhere.name, elsewhere.city, elsewhere.hours) == (mission.name, "Pamiers", "")
    assert elsewhere.key.startswith("dora--1@")
    assert elsewhere.offers[0].access == ("phone", "referral")
    assert (lost.line, lost.code, lost.column) == (4, "structure-unknown", "services : structure_id")


def test_the_fields_of_the_former_version_are_read_too(tmp_path: Path) -> None:
    (centre,), problems = read(FILES / "data-inclusion-v0")
    assert problems == []
    assert (centre.kind, centre.networks) == ("social-centre", ("aidants-connect", "conseillers-numeriques"))
    assert (centre.hours, centre.description) == ("Mo-Fr 09:00-17:00", "Un centre social")
    (offer,) = centre.offers
    assert offer.topics == ("reading-and-french", "procedures")
    assert (offer.fees, offer.audiences, offer.conditions) == ("partly", ("disabled", "young"), ("deaf",))
    assert (offer.hours, offer.website, offer.access) == (
        "Tu 14:00-16:00",
        "https://rdv.lac.fr",
        ("walk-in", "email"),
    )


def test_services_alone_are_refused_and_say_what_is_missing() -> None:
    alone = FILES / "data-inclusion" / "services-inclusion-2025-10-06.csv"
    with pytest.raises(SourceError, match=r"Services come without their structures.*zip archive"):
        read(alone)
    (structure,), _ = read(FILES / "data-inclusion" / "structures-inclusion-2025-10-06.csv")
    assert structure.offers == ()


@pytest.mark.parametrize(("form", "column"), [("mednum", "date_maj"), ("mednum", "nom")])
def test_a_missing_column_refuses_the_whole_file_and_is_named(tmp_path: Path, form: str, column: str) -> None:
    text = (FILES / "mednum.csv").read_text(encoding="utf-8").replace(f'"{column}"', '"autre"', 1)
    (tmp_path / "lieux.csv").write_text(text, encoding="utf-8")
    with pytest.raises(SourceError, match=rf"lieux.csv, line 1, column '{column}': A column is missing"):
        list(FORMS[form].read(tmp_path / "lieux.csv"))


@pytest.mark.parametrize("form", ["json", "ndjson"])
def test_a_list_of_objects_is_read_like_the_table(tmp_path: Path, form: str) -> None:
    with (FILES / "mednum.csv").open(encoding="utf-8", newline="") as file:
        first = next(csv.DictReader(file))
    path = tmp_path / f"lieux.{form}"
    text = json.dumps(first, ensure_ascii=False)
    path.write_text(f"[{text}]" if form == "json" else f"{text}\n\n{text}\n", encoding="utf-8")
    cards, problems = read(path)
    assert cards == read(FILES / "mednum.csv")[0][:1]
    assert [(each.line, each.code) for each in problems] == ([] if form == "json" else [(3, "duplicate")])
    path.write_text(path.read_text(encoding="utf-8")[:-30], encoding="utf-8")
    with pytest.raises(SourceError, match=r"The JSON breaks off.*download it again"):
        read(path)


def test_an_own_list_is_read_as_a_french_spreadsheet_writes_it(tmp_path: Path) -> None:
    lines = (
        "Nom;Type;Adresse;CP;Ville;Tél;E-mail;Lundi;Mardi;Services;Tarif;Publics;Latitude;Longitude;PMR;Contact",
        (
            "Médiathèque;médiathèque;1 rue du Lac;78100;Saint-Germain-en-Laye;01 39 00 00 00;a@b.fr;9h-12h;14h à 18h;"
            "démarches, Numérique;Gratuit;tous;48,8981;2,0939;Oui;Mme Zoé"
        ),
        "Café;bistrot;;9000;Foix;;;9h-25h;;;;;;;;",
    )
    path = tmp_path / "annuaire.csv"
    path.write_bytes("\r\n".join(lines).encode("cp1252"))
    assert form_of(path) == "own"
    (library, cafe), problems = read(path)
    assert (library.kind, library.commune, library.phone) == ("library", "78551", "+33139000000")
    assert library.hours == "Mo 09:00-12:00; Tu 14:00-18:00; PH off"
    assert (library.lat, library.step_free, library.person) == (48.8981, "yes", "Mme Zoé")
    assert (library.offers[0].topics, library.offers[0].fees) == (("procedures", "digital-skills"), "free")
    assert (cafe.postcode, cafe.commune, cafe.kind) == ("09000", "09122", "")
    assert [(each.line, each.column, each.code) for each in problems] == [
        (3, "genre", "code-unknown"),
        (3, "lundi", "hours-impossible"),
    ]
    assert read(path)[0][0].key == library.key


def test_what_no_reader_knows_is_refused_with_what_there_is(tmp_path: Path) -> None:
    (tmp_path / "notes.csv").write_text("a,b\n1,2\n")
    with pytest.raises(SourceError, match=r"notes.csv: This is not a list of places.*one of: data-inclusion, mednum"):
        form_of(tmp_path / "notes.csv")
    with pytest.raises(SourceError, match="This is not a list of places"):
        form_of(tmp_path)
    with pytest.raises(SourceError, match="cannot be read"):
        form_of(tmp_path / "nowhere.csv")


def test_the_extraction_of_finess_gives_address_phone_and_place(tmp_path: Path) -> None:
    path = tmp_path / "etalab-cs1100507.csv"
    path.write_text(
        "finess;etalab;98;2026-05-12\n"
        "structureet;010000024;010780054;CH DE FLEYRIAT;CENTRE HOSPITALIER DE BOURG-EN-BRESSE FLEYRIAT;;;900;RTE;"
        "DE PARIS;;;451;01;AIN;01440 VIRIAT;0474454647;0474454114;355;Centre Hospitalier (C.H.);1102;"
        "Centres Hospitaliers;26010004500012;8610Z;03;ARS;1;Etablissement public de santé;1979-02-13;1979-02-13;"
        "2020-02-04;\n"
        "structureet;010000999;cut\n"
        "geolocalisation;010000024;870262.2;6571540.8;1,ATLASANTE,96,BAN,EPSG:2154 RGF93 / Lambert-93;2026-05-04\n",
        encoding="cp1252",
    )
    assert form_of(path) == "finess"
    (hospital,), (cut,) = read(path)
    assert hospital.name == "Centre hospitalier de Bourg-en-Bresse Fleyriat"
    assert (hospital.address, hospital.postcode, hospital.city) == ("900 route de Paris", "01440", "Viriat")
    assert (hospital.phone, hospital.siret, hospital.finess) == ("+33474454647", "26010004500012", "010000024")
    assert (hospital.lat, hospital.lon) == (pytest.approx(46.2223, abs=1e-3), pytest.approx(5.2092, abs=1e-3))
    assert (cut.line, cut.code, cut.refused) == (3, "cells", True)


@pytest.mark.parametrize(
    ("name", "form", "cards", "refused", "told", "nowhere"),
    [
        ("national/france_services_2024-08-01.csv", "france-services", 2845, {}, {"hours-impossible": 48}, []),
        (
            "national/conseillers_numeriques_2022.csv",
            "conseillers-numeriques",
            1420,
            {"duplicate": 25, "key-missing": 5},
            {"coordinates-far": 5, "siret-wrong": 2},
            ["34416574200013", "18973906400015"],
        ),
        ("occitanie/finess_occitanie2.csv", "finess", 6550, {}, {"formula": 1}, []),
    ],
)
def test_the_real_files_are_read_whole(
    shared: Path, name: str, form: str, cards: int, refused: dict, told: dict, nowhere: list
) -> None:
    path = shared / "data" / name
    assert form_of(path) == form
    found, problems = read(path)
    assert len(found) == len({card.key for card in found}) == cards
    assert Counter(each.code for each in problems if each.refused) == refused
    assert Counter(each.code for each in problems if not each.refused) == told
    assert all(card.kind and card.offers for card in found)
    assert [card.key for card in found if not card.commune] == nowhere


def test_the_lines_of_no_host_are_told_one_by_one(shared: Path) -> None:
    hosts, problems = read(shared / "data/national/conseillers_numeriques_2022.csv")
    assert [(each.line, each.found) for each in problems if each.code == "key-missing"] == [
        (14, "null"),
        (1050, "null"),
        (1244, "null"),
        (1245, "null"),
        (2614, "null"),
    ]
    gex = next(host for host in hosts if host.siret == "24010075000126")
    assert gex.name == "Communauté d’agglomération du pays de Gex"
    assert (gex.address, gex.postcode, gex.city) == ("135 rue de Geneve", "01170", "Gex")
    vichy = next(host for host in hosts if host.address == "9 place Charles de Gaulle" and host.city == "Vichy")
    assert vichy.more_address == "Hôtel d’agglomération"


def test_a_bus_starts_from_its_address_and_hours_are_those_of_the_week(shared: Path) -> None:
    counters, _ = read(shared / "data/national/france_services_2024-08-01.csv")
    by_key = {counter.key: counter for counter in counters}
    assert by_key["1"].hours == "Mo 13:30-17:00; Tu-Th 09:00-12:00,13:30-17:00; Fr 09:00-12:00,13:30-16:00; PH off"
    assert by_key["1"].phone == "+33450568749"
    assert by_key["3"].offers[0].ways == ("travelling",)
    assert sum("travelling" in counter.offers[0].ways for counter in counters) == 163


def test_reading_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    copy = tmp_path / "in"
    shutil.copytree(FILES / "data-inclusion", copy)
    reading = FORMS["data-inclusion"].read(copy)
    next(reading)
    assert len(list(tmp_path.iterdir())) == 2
    reading.close()
    assert [path.name for path in tmp_path.iterdir()] == ["in"]
