"""Find a territory; have its outlines."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from maillage.engine.errors import TerritoryError
from maillage.web.territories import queries

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Yvelines", "78"),
        ("moisson", "78410"),
        ("78200", "78361"),
        ("saint-germain-en-l", "78551"),
        ("200059889", "200059889"),
    ],
)
def test_a_name_a_postcode_or_a_code_finds_it(client: Client, typed: str, code: str) -> None:
    found = client.get("/territoires/suggestions/", {"q": typed}).json()["places"]
    assert code in [place["code"] for place in found]


def test_a_commune_is_read_in_the_diagnosis_of_its_departement(client: Client) -> None:
    found = client.get("/territoires/suggestions/", {"q": "78410"}).json()["places"]
    assert found[0]["url"] == "/diagnostics/78/communes/78410/"


@pytest.mark.django_db
def test_the_search_page_suggests_the_nearest_names(client: Client) -> None:
    page = client.get("/territoires/", {"q": "Yvelinnes"}).content.decode()
    assert "Les noms les plus proches" in page
    assert "Yvelines" in page


def test_outlines_say_what_the_map_needs() -> None:
    drawn = json.loads(queries.communes_geojson(["78410", "78451"], ["78267"]))["features"]
    inside = {each["properties"]["c"]: each["properties"] for each in drawn if "p" in each["properties"]}
    assert inside["78410"]["n"] == "Moisson"
    assert inside["78410"]["p"] > 0
    assert [each["properties"]["c"] for each in drawn if each["properties"].get("r")] == ["78267"]
    assert sum("e" in each["properties"] for each in drawn) == 1


def test_neighbours_touch_and_are_outside() -> None:
    around = queries.neighbours(["78410"])
    assert "78267" not in around or "78410" not in around
    assert "78410" not in around
    assert "95651" in around, "Vétheuil is across the Seine, in the next département"


def test_the_version_of_the_reference_is_stable() -> None:
    assert queries.reference_version() == queries.reference_version()


def test_unknown_outlines_are_not_found(client: Client) -> None:
    assert client.get("/contours/x/communes/999.json").status_code == 404
    with pytest.raises(TerritoryError):
        queries.get_territory(["999"])


def test_outlines_are_cached_for_ever(client: Client) -> None:
    answer = client.get(f"/contours/{queries.reference_version()}/communes/90.json")
    assert "immutable" in answer["Cache-Control"]
