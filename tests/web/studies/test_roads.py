"""A diagnosis on an installed road network: chosen in the form, kept, shown with what it changes and what it lacks."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from django.test import Client

from maillage.engine.study import Study
from maillage.roads.diagnosis import against_the_model, roads_router
from maillage.web.studies.models import Diagnosis, store
from maillage.web.studies.models.store import compute
from maillage.web.studies.queries.diagnoses import find_sheet
from maillage.web.studies.queries.roads import roads_of
from maillage.web.studies.rules.indicators import available
from maillage.web.studies.rules.roads import numbers_of

LE_PECQ, SAINT_GERMAIN, MOISSON = "78481", "78551", "78410"
WORDS = f"{LE_PECQ} {SAINT_GERMAIN} {MOISSON}"
FACTORS = "1,5 1,4 1,2 1,2 1,1 1 1"


@pytest.fixture(autouse=True)
def engine(settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Diagnoses are computed by the engine, and kept for this test alone."""
    settings.STUDIES_ROOT = tmp_path / "studies"
    monkeypatch.setattr(store, "compute", compute)


def make(client: Client, **more: str):
    return client.post("/diagnostics/calculer/", {"words": WORDS} | more, follow=True)


def text_of(page: bytes) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.decode())).replace("\u202f", " ")


def test_the_form_offers_the_networks_that_there_are(as_agent: Client, roads: Path) -> None:
    page = text_of(as_agent.get("/diagnostics/").content)
    assert "Modèle à vol d’oiseau, en voiture Réseau « rues », en voiture Réseau « rues », à pied" in page


def test_without_a_network_the_form_does_not_ask(as_agent: Client) -> None:
    assert set(as_agent.get("/diagnostics/").context["form"].fields) == {"words", "name"}


def test_what_roads_change_is_what_the_command_says(as_agent: Client, roads: Path, tmp_path: Path) -> None:
    page = make(as_agent, roads="rues/foot", factors=FACTORS)
    assert page.status_code == 200, page.context["form"].errors
    diagnosis = Diagnosis.objects.get()
    assert diagnosis.parameters["factors"] == "1.5,1.4,1.2,1.2,1.1,1,1"
    study = Study(tuple(WORDS.split()), router=roads_router("rues", "foot", diagnosis.parameters["factors"]))
    told = json.loads(against_the_model(study, compute(WORDS.split(), diagnosis.parameters), tmp_path)[0].read_text())
    shown = roads_of(find_sheet(diagnosis.address, diagnosis.made_by))
    assert [(each.code, each.before, each.after) for each in shown.most] == [
        (each["code"], each["apl_before"], each["apl_after"]) for each in told["changes"]
    ]
    assert shown.errors == told["model_errors"]
    text = text_of(page.content)
    assert "Ce diagnostic repose sur les temps à pied sur le réseau routier « rues »" in text
    assert "temps multipliés par 1,5 ; 1,4 ; 1,2 ; 1,2 ; 1,1 ; 1 ; 1 selon la densité" in text
    assert "1 commune n’est pas sur le réseau et garde le modèle : Moisson." in text
    method = text_of(as_agent.get(f"/diagnostics/{diagnosis.address}/methode/").content)
    assert "réels sur le réseau, estimés au-delà" in method
    assert "C’est un modèle" not in method
    english = text_of(as_agent.get(f"/en/diagnostics/{diagnosis.address}/").content)
    assert "This diagnosis rests on times on foot on the road network “rues”" in english
    pharmacies = text_of(as_agent.get(f"/diagnostics/{diagnosis.address}/?indicateur=pharmacies").content)
    assert "minutes à pied d’une pharmacie" in pharmacies
    assert "en voiture" not in pharmacies


def test_on_the_model_nothing_changes(as_agent: Client, roads: Path) -> None:
    page = text_of(make(as_agent).content)
    assert Diagnosis.objects.get().parameters == {}
    assert "Ce que les routes changent" not in page
    assert "Les temps sont approchés" in text_of(
        as_agent.get(f"/diagnostics/{Diagnosis.objects.get().address}/?indicateur=pharmacies").content
    )


@pytest.mark.parametrize(
    ("asked", "field", "message"),
    [
        ({"roads": "rues/car", "factors": "1,5 1,4"}, "factors", "sept nombres"),
        ({"roads": "rues/car", "factors": "vite"}, "factors", "sept nombres"),
        ({"roads": "rues/car", "factors": "1 1 1 1 1 1 0"}, "factors", "plus grands que zéro"),
        ({"factors": FACTORS}, "factors", "Choisissez d’abord un réseau"),
        ({"roads": "ailleurs/car"}, "roads", "choix"),
        ({"roads": "rues/car", "words": "france"}, "roads", "ligne de commande"),
        ({"roads": "rues/car", "words": "38"}, "roads", "aucune mairie de ce territoire"),
    ],
)
def test_what_cannot_be_computed_is_told_beside_its_field(
    as_agent: Client, roads: Path, asked: dict[str, str], field: str, message: str
) -> None:
    answer = make(as_agent, **asked)
    assert answer.status_code == 422
    assert message in " ".join(answer.context["form"].errors[field])
    assert not Diagnosis.objects.exists()


def test_figures_outlive_their_network_and_files_do_not_pretend(
    as_agent: Client, roads: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(roads / "roads", tmp_path / "roads")
    monkeypatch.setenv("MAILLAGE_DATA", str(tmp_path))
    make(as_agent, roads="rues/foot")
    address = Diagnosis.objects.get().address
    record = tmp_path / "roads/rues/foot/network.json"
    record.write_text(json.dumps(json.loads(record.read_text()) | {"sha256": "of another file"}))
    page = text_of(as_agent.get(f"/diagnostics/{address}/").content)
    assert "Le réseau routier de ce diagnostic a été changé ou retiré depuis" in page
    refused = as_agent.get(f"/diagnostics/{address}/telecharger/csv/")
    assert refused.status_code == 422
    assert "is not the one that this diagnosis was made on" in refused.content.decode()


def test_minutes_of_two_kinds_are_compared_with_a_word_of_warning(as_agent: Client, roads: Path) -> None:
    make(as_agent, words=LE_PECQ, roads="rues/foot")
    make(as_agent, words=MOISSON)
    make(as_agent, words=SAINT_GERMAIN)
    warning = "ne viennent pas de la même source"
    assert warning in text_of(as_agent.get("/comparer/", {"a": LE_PECQ, "b": MOISSON}).content)
    assert warning not in text_of(as_agent.get("/comparer/", {"a": SAINT_GERMAIN, "b": MOISSON}).content)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("1,5 1,4 1", [1.5, 1.4, 1]),
        ("1.5,1.4,1", [1.5, 1.4, 1]),
        ("1.5, 1.4, 1", [1.5, 1.4, 1]),
        ("1,5;1,4 ; 1", [1.5, 1.4, 1]),
        ("", []),
    ],
)
def test_numbers_are_read_as_people_write_them(text: str, numbers: list[float]) -> None:
    assert numbers_of(text) == numbers


def test_minutes_are_named_after_their_mode() -> None:
    units = {
        mode: {indicator.unit for indicator in available(["minutes_to_pharmacy"], mode=mode)}
        for mode in ("car", "foot", "bicycle")
    }
    assert units == {"car": {"minutes en voiture"}, "foot": {"minutes à pied"}, "bicycle": {"minutes à vélo"}}
