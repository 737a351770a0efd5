"""The pages of digital fragility: what they show, to whom, and what they answer to a bad address."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pandas as pd
import pytest
from django.test import Client
from django.urls import reverse

from maillage.engine.sources.imported import keep
from maillage.engine.sources.registry import recognise
from maillage.web.studies.models import Diagnosis

PAGES = ("atlas", "accompany", "open_help", "method")
OWN = "iris;habitants;part_sans_equipement\n784980101;1000;30\n784980102;3000;10\n"


@pytest.mark.parametrize("name", PAGES)
def test_everybody_reads_what_is_published(client: Client, yvelines: Diagnosis, name: str) -> None:
    page = client.get(reverse(f"fragility:{name}", args=["78"]))
    assert page.status_code == 200
    assert "Yvelines" in page.text


def test_a_draft_is_for_agents(client: Client, make: Callable[..., Diagnosis], agent) -> None:
    make("78")
    addresses = [reverse(f"fragility:{name}", args=["78"]) for name in PAGES]
    assert [client.get(address).status_code for address in addresses] == [404] * len(PAGES)
    client.force_login(agent)
    assert client.get(reverse("fragility:method", args=["78"])).status_code == 200


def test_a_territory_that_is_none_is_not_found(client: Client, yvelines: Diagnosis) -> None:
    assert client.get(reverse("fragility:atlas", args=["99999"])).status_code == 404
    assert client.get(reverse("fragility:card", args=["78", "75056"])).status_code == 404
    assert client.get(reverse("fragility:download", args=["78", "pdf"])).status_code == 404
    assert client.get(reverse("fragility:download", args=["78", "iris"])).status_code == 404


def test_the_list_begins_with_the_most_fragile(client: Client, yvelines: Diagnosis) -> None:
    rows = client.get("/fragilite/78/").context["atlas"].rows
    assert len(rows) == 259
    told = [float(row.told.replace(",", ".")) for row in rows]
    assert told == sorted(told, reverse=True)
    by_name = client.get("/fragilite/78/?tri=nom").context["atlas"].rows
    assert by_name[0].name == "Ablis"
    assert [row.name for row in client.get("/fragilite/78/?q=moisson").context["atlas"].rows] == ["Moisson"]


def test_low_incomes_come_first(client: Client, yvelines: Diagnosis) -> None:
    table = client.get("/fragilite/78/?indicateur=revenu").context["atlas"].rows
    assert table[0].name == "Les Mureaux" or table[0].name == "Mantes-la-Jolie"


@pytest.mark.parametrize("slug", ["croisement", "aide", "nothing"])
def test_every_map_has_its_list_legend_and_drawing(client: Client, yvelines: Diagnosis, slug: str) -> None:
    page = client.get(f"/fragilite/78/?indicateur={slug}")
    atlas = page.context["atlas"]
    assert "drawing-legend" in atlas.legend
    colours = {row.colour for row in atlas.rows if row.band >= 0}
    assert colours <= set(atlas.scale.colours)
    drawn = client.get(f"/fragilite/78/carte.svg?indicateur={slug}")
    assert drawn["Content-Type"] == "image/svg+xml"
    assert drawn.text.count("data-code=") == 259


def test_the_crossing_counts_every_commune_once(client: Client, yvelines: Diagnosis) -> None:
    atlas = client.get("/fragilite/78/?indicateur=croisement").context["atlas"]
    assert sum(1 for row in atlas.rows if row.band == 8) == atlas.key.both
    assert {row.told for row in atlas.rows if row.band == 8} == {"fragile, peu de médecins"}


def test_other_weights_give_another_order_and_go_along(client: Client, yvelines: Diagnosis) -> None:
    weights = "poids-age=0&poids-income=0&poids-poverty=0&poids-fibre=0&poids-help=100"
    page = client.get(f"/fragilite/78/?{weights}")
    farthest = page.context["assessed"].communes["value_help"].idxmax()
    assert page.context["atlas"].rows[0].code == farthest
    assert f"/fragilite/78/accompagner/?{weights}".replace("&", "&amp;") in page.text


@pytest.mark.parametrize("weights", ["poids-age=x", "poids-age=0"])
def test_weights_that_cannot_be_are_told_beside_their_field(client: Client, yvelines: Diagnosis, weights: str) -> None:
    others = "&poids-income=0&poids-poverty=0&poids-fibre=0&poids-help=0"
    page = client.get(f"/fragilite/78/?{weights}{others}")
    assert page.status_code == 422
    assert 'role="alert"' in page.text


def test_a_card_says_why(client: Client, yvelines: Diagnosis) -> None:
    page = client.get("/fragilite/78/communes/78107/")
    assert "Ce qui pèse le plus" in page.text
    assert "sa place va de" in page.text
    card = page.context["card"]
    assert sum(part.points for part in card.parts) == pytest.approx(card.row["fragility"])
    assert client.get("/fragilite/78/communes/78107/?extrait=1").text.startswith("<h2>")


def test_hours_follow_their_assumptions(client: Client, yvelines: Diagnosis) -> None:
    usual = client.get("/fragilite/78/accompagner/").context["shown"]
    double = client.get("/fragilite/78/accompagner/?part=60&seances=4&minutes=60&heures=1000").context["shown"]
    assert double.hours[0] == pytest.approx(2 * usual.hours[0])
    assert usual.hours[1] < usual.hours[0] < usual.hours[2]
    assert usual.hours[0] == pytest.approx(usual.key.not_reached[0] * 0.3 * 4)
    assert [line.place for line in usual.lines] == list(range(1, 21))
    everything = client.get("/fragilite/78/accompagner/?toutes=1").context["shown"]
    assert len(everything.lines) == everything.total


@pytest.mark.parametrize("wrong", ["part=200", "part=&seances=1", "heures=0"])
def test_an_assumption_that_cannot_be_is_told_beside_its_field(client: Client, yvelines: Diagnosis, wrong: str) -> None:
    page = client.get(f"/fragilite/78/accompagner/?{wrong}")
    assert page.status_code == 422
    assert "Donnez un nombre de" in page.text


def test_opening_brings_people_nearer(client: Client, yvelines: Diagnosis) -> None:
    before = client.get("/fragilite/78/ouvrir/").context["shown"]
    code, name, people = before.best[0]
    page = client.get(f"/fragilite/78/ouvrir/?commune={code}")
    effect = page.context["shown"].effect
    assert effect.gained == pytest.approx(people)
    assert effect.lost == 0
    assert f"Avec un point d’aide à {name}" in page.text
    # The map leads on: one more beside this one.
    assert f"/fragilite/78/ouvrir/?commune={code}&amp;commune=78410" in page.text


def test_closing_takes_people_farther(client: Client, yvelines: Diagnosis) -> None:
    shown = client.get("/fragilite/78/ouvrir/").context["form"]
    key = shown.fields["fermer"].choices[0][0]
    effect = client.get(f"/fragilite/78/ouvrir/?fermer={key}").context["shown"].effect
    assert (effect.after.dropna() >= effect.before.dropna()).all()


@pytest.mark.parametrize("wrong", ["commune=75056", "fermer=nothing"])
def test_what_cannot_open_or_close_is_told(client: Client, yvelines: Diagnosis, wrong: str) -> None:
    page = client.get(f"/fragilite/78/ouvrir/?{wrong}")
    assert page.status_code == 422
    assert 'role="alert"' in page.text


def test_files_hold_what_the_page_shows(client: Client, yvelines: Diagnosis) -> None:
    csv = pd.read_csv(BytesIO(client.get("/fragilite/78/telecharger/csv/").content), dtype={"code": str})
    assert len(csv) == 259
    told = json.loads(client.get("/fragilite/78/telecharger/json/").content)
    assert told["totals"]["not_reached"] == pytest.approx(csv["not_reached"].sum(), rel=1e-3)
    workbook = BytesIO(client.get("/fragilite/78/telecharger/xlsx/").content)
    sheets = pd.read_excel(workbook, sheet_name=None, engine="openpyxl")
    assert set(sheets) == {"communes", "colonnes"}


def test_an_imported_file_by_iris_is_on_the_card_and_in_a_file(
    client: Client, yvelines: Diagnosis, settings, tmp_path: Path
) -> None:
    path = tmp_path / "mes-iris.csv"
    path.write_text(OWN, encoding="utf-8")
    source = recognise(path)
    keep(source, source.read(path), settings.DATA / "sources")
    page = client.get("/fragilite/78/communes/78498/")
    assert "784980101" in page.text
    assert "Équipement" in page.text
    assert client.get("/fragilite/78/telecharger/iris/").content.count(b"\n") == 3


def test_france_leads_to_its_departements(client: Client, make: Callable[..., Diagnosis]) -> None:
    make("france", published=True)
    page = client.get("/fragilite/france/")
    assert "/fragilite/78/" in page.text


def test_the_method_says_which_axes_have_no_data(client: Client, yvelines: Diagnosis) -> None:
    page = client.get("/fragilite/78/methode/")
    assert page.text.count("aucune donnée") == 3
    assert "Insee Première 1953" in page.text
    assert "0,74" in page.text
