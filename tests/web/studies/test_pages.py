"""What the pages of a diagnosis say, and to whom."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from io import BytesIO

import pandas as pd
import pytest
from django.test import Client

from maillage.web.studies.models import Diagnosis

NARROW = "\u202f"


def text_of(page: bytes) -> str:
    """What a person reads: without tags, spaces made one."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.decode())).replace(NARROW, " ").replace(" ,", ",")


def names_in(page: bytes) -> list[str]:
    return re.findall(r'<th scope="row"><a href="[^"]*">([^<]+)</a>', page.decode())


def test_the_front_page_says_the_official_figures(client: Client, yvelines: Diagnosis) -> None:
    told = text_of(client.get("/").content)
    assert "Un habitant des Yvelines dispose de 2,58 consultations par an" in told
    assert "563 302 personnes, dans 154 communes sur 259" in told
    assert "38,7 %" in told


def test_the_list_has_every_commune_the_worst_served_first(client: Client, yvelines: Diagnosis) -> None:
    names = names_in(client.get("/diagnostics/78/").content)
    assert len(names) == 259
    assert names[0] == "Moisson"
    assert names[-1] == "Bois-d&#x27;Arcy"


def test_a_link_sorts_and_a_field_filters_without_a_script(client: Client, yvelines: Diagnosis) -> None:
    by_name = names_in(client.get("/diagnostics/78/?tri=nom&sens=desc").content)
    assert by_name[0] == "Yvecrique" or by_name[0].startswith("V")
    assert set(names_in(client.get("/diagnostics/78/?q=les mureaux").content)) == {"Les Mureaux"}
    assert "Rien ne correspond" in text_of(client.get("/diagnostics/78/?q=zzz").content)


@pytest.mark.parametrize(
    "asked",
    [
        "indicateur=infirmiers",
        "indicateur=urgences",
        "indicateur=priorite",
        "source=calcule",
        "annee=2015",
        "indicateur=???&annee=x",
    ],
)
def test_every_chooser_leads_to_a_page(client: Client, yvelines: Diagnosis, asked: str) -> None:
    page = client.get(f"/diagnostics/78/?{asked}")
    assert page.status_code == 200
    assert len(names_in(page.content)) == 259


def test_a_commune_explains_itself(client: Client, yvelines: Diagnosis) -> None:
    told = text_of(client.get("/diagnostics/78/communes/78410/").content)
    assert (
        "À Moisson, un habitant dispose de 0,50 consultation de généraliste par an, le niveau le plus bas des Yvelines"
        in told
    )
    assert "Vétheuil" in told
    assert client.get("/diagnostics/78/communes/38185/").status_code == 404


def test_the_parts_of_the_priority_add_up(client: Client, yvelines: Diagnosis) -> None:
    card = client.get("/diagnostics/78/communes/78410/").context["card"]
    assert sum(points for _label, points in card.parts) == pytest.approx(card.row["priority"])


def test_the_map_and_its_outlines_show_every_commune(client: Client, yvelines: Diagnosis) -> None:
    drawing = client.get("/diagnostics/78/carte.svg").content.decode()
    assert drawing.count("data-code=") == 259
    outlines = json.loads(client.get("/diagnostics/78/contours-v.json").content)
    assert sum("p" in each["properties"] for each in outlines["features"]) == 259


def test_the_method_gives_the_source_of_every_figure(client: Client, yvelines: Diagnosis) -> None:
    lines = client.get("/diagnostics/78/methode/").context["method"].lines
    without = [line.column.name for line in lines if line.column.sources and not line.sources]
    assert without == []
    assert len(lines) > 40


def test_two_territories_are_compared_figure_by_figure(
    client: Client, yvelines: Diagnosis, make: Callable[..., Diagnosis]
) -> None:
    make("france", published=True)
    told = text_of(client.get("/comparer/", {"a": "78", "b": "Versailles"}).content)
    assert "Yvelines et Versailles" in told
    missing = text_of(client.get("/comparer/", {"a": "78", "b": "Versaille"}).content)
    assert "Aucun territoire de ce nom" in missing


def test_files_can_be_read_by_those_they_are_for(client: Client, yvelines: Diagnosis) -> None:
    csv = b"".join(client.get("/diagnostics/78/telecharger/csv/").streaming_content)
    assert len(pd.read_csv(BytesIO(csv))) == 259
    xlsx = b"".join(client.get("/diagnostics/78/telecharger/xlsx/").streaming_content)
    assert len(pd.read_excel(BytesIO(xlsx), dtype={"code": str}, engine="calamine")) == 259
    diagnosis = json.loads(b"".join(client.get("/diagnostics/78/telecharger/json/").streaming_content))
    assert diagnosis["summary"]["communes"] == 259
    assert client.get("/diagnostics/78/telecharger/exe/").status_code == 404


def test_a_draft_is_shown_to_agents_alone(client: Client, as_agent: Client, make: Callable[..., Diagnosis]) -> None:
    make("78")
    assert as_agent.get("/diagnostics/78/").status_code == 200
    for page in ("", "communes/78410/", "methode/", "carte.svg", "telecharger/csv/", "contours-v.json"):
        hidden = Client().get(f"/diagnostics/78/{page}")
        assert hidden.status_code == 404
        assert "Moisson" not in hidden.content.decode()


def test_an_unmade_diagnosis_says_what_to_do(client: Client, yvelines: Diagnosis) -> None:
    page = client.get("/diagnostics/38/")
    assert page.status_code == 404
    assert "Le diagnostic de ce territoire n’est pas publié" in text_of(page.content)


def test_an_unknown_territory_suggests_the_nearest(client: Client, yvelines: Diagnosis) -> None:
    page = client.get("/diagnostics/Yvelynes/")
    assert page.status_code == 404
    assert "Yvelines" in text_of(page.content)


def test_france_published_answers_for_every_territory_in_it(client: Client, make: Callable[..., Diagnosis]) -> None:
    make("france", published=True)
    own = text_of(client.get("/diagnostics/78/").content)
    assert "Un habitant des Yvelines dispose de 2,58 consultations par an" in own
    epci = client.get("/diagnostics/247800584/")
    assert epci.status_code == 200
    assert "Ces chiffres viennent du diagnostic de la France" in text_of(epci.content)


def test_france_opens_on_departements_and_gives_their_communes(client: Client, make: Callable[..., Diagnosis]) -> None:
    make("france", published=True)
    assert names_in(client.get("/diagnostics/france/").content) == ["Yvelines"]
    bands = client.get("/diagnostics/france/communes-78.json").json()
    assert len(bands) == 259
    assert bands["78410"] == [0, pytest.approx(0.504)]


def test_the_number_of_queries_does_not_grow_with_the_list(
    client: Client, yvelines: Diagnosis, django_assert_max_num_queries: Callable
) -> None:
    with django_assert_max_num_queries(9):
        client.get("/diagnostics/78/")
    with django_assert_max_num_queries(4):
        client.get("/diagnostics/78/")


def test_the_method_says_how_faithful_the_computation_is_and_where(client: Client, yvelines: Diagnosis) -> None:
    page = client.get("/diagnostics/78/methode/")
    scopes = page.context["method"].scopes
    assert [(each.agreement.pearson, each.agreement.spearman) for each in scopes[1:]] == [
        (0.747, 0.688),
        (0.812, 0.834),
    ]
    assert [each.name for each in scopes] == ["Yvelines", "France métropolitaine", "Isère"]
    told = text_of(page.content)
    assert "34 366 0,75 0,69" in told
    assert "Paris, Lyon, Marseille et la Corse" in told


def test_the_travel_model_is_told_in_the_language_of_the_page(client: Client, yvelines: Diagnosis) -> None:
    assert "Modèle à vol d’oiseau calé" in client.get("/diagnostics/78/methode/").content.decode()
    english = client.get("/en/diagnostics/78/methode/").content.decode()
    assert "Crow-flight model fitted to real times (Isère, 512 communes" in english
    assert "vol d" not in english.partition('id="sources"')[0]
