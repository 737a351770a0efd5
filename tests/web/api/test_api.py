"""The API: what it answers, to whom, and how it says what is wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.core.cache import caches
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maillage.engine.sources.reference import load_reference
from maillage.roads.installed import open_network
from maillage.roads.isochrone import isochrone_features
from maillage.web.accounts.models import User
from maillage.web.api.schemas import Isochrones, Networks
from maillage.web.isochrones.queries import turns
from maillage.web.studies.models import Diagnosis

HERE = {"lat": "48.8986", "lon": "2.0936"}
PROBLEM, GEOJSON = "application/problem+json", "application/geo+json"
ISOCHRONE = "/api/v1/isochrone"
ANYTHING = st.one_of(
    st.text(max_size=12),
    st.floats().map(str),
    st.integers(-400, 400).map(str),
    st.sampled_from(["10,15", "car", "foot", "48.8986", "2.0936", "1e9", "nan", "0x10", "10;15", "'", "\0"]),
)


def test_areas_are_those_of_the_engine(client: Client, yvelines: Diagnosis, roads: Path) -> None:
    answer = client.get(ISOCHRONE, HERE | {"mode": "foot", "minutes": "20,10"})
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, GEOJSON)
    found = json.loads(answer.content)
    expected = isochrone_features(open_network("rues", "foot"), load_reference(), 48.8986, 2.0936, (10.0, 20.0))
    assert found == json.loads(json.dumps(expected))
    assert [area["properties"]["minutes"] for area in found["features"]] == [20, 10]


def test_an_answer_is_what_the_description_says(client: Client, yvelines: Diagnosis, roads: Path) -> None:
    Isochrones.model_validate_json(client.get(ISOCHRONE, HERE).content, extra="forbid")
    listed = Networks.model_validate_json(client.get("/api/v1/networks").content, extra="forbid")
    assert {(network.name, network.mode) for network in listed.networks} == {("rues", "car"), ("rues", "foot")}


@pytest.mark.parametrize(
    ("asked", "status", "told"),
    [
        ({"lat": "48.8986"}, 422, "lon: Field required."),
        (HERE | {"lat": "ninety"}, 422, "lat: Input should be a valid number"),
        (HERE | {"lat": "91"}, 422, "lat: Input should be less than or equal to 90."),
        (HERE | {"lon": "nan"}, 422, "lon: Input should be a finite number."),
        (HERE | {"mode": "train"}, 422, "mode: Input should be 'car', 'foot' or 'bicycle'."),
        (HERE | {"minutes": "90"}, 422, "minutes: give at most 6 whole numbers from 1 to 60: 10,15,20,30."),
        (HERE | {"mode": "bicycle"}, 404, "maillage roads build FILE.osm.pbf --mode bicycle"),
        ({"lat": "49.0", "lon": "1.7"}, 404, "No road network for car that is installed here"),
        ({"lat": "42.5075", "lon": "1.5218"}, 403, "This place is in no published territory."),
        ({"lat": "47.9", "lon": "1.9"}, 403, "This place is in no published territory."),
    ],
)
def test_what_is_wrong_is_a_problem_that_says_what_to_do(
    client: Client, yvelines: Diagnosis, roads: Path, asked: dict[str, str], status: int, told: str
) -> None:
    answer = client.get(ISOCHRONE, asked)
    assert (answer.status_code, answer.headers["Content-Type"]) == (status, PROBLEM)
    problem = answer.json()
    assert problem["status"] == status
    assert told in problem["detail"]


def test_an_account_opens_what_is_not_published(client: Client, reader: User, yvelines: Diagnosis, roads: Path) -> None:
    orleans = {"lat": "47.9", "lon": "1.9"}
    assert client.get(ISOCHRONE, orleans).status_code == 403
    client.force_login(reader)
    assert client.get(ISOCHRONE, orleans).status_code == 404


def test_strangers_are_counted(
    client: Client, yvelines: Diagnosis, roads: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    caches["areas"].clear()
    monkeypatch.setattr(turns, "COMPUTATIONS_PER_ADDRESS", 1)
    assert client.get(ISOCHRONE, HERE).status_code == 200
    assert client.get(ISOCHRONE, HERE).status_code == 200
    refused = client.get(ISOCHRONE, HERE | {"minutes": "5"})
    assert (refused.status_code, refused.headers["Content-Type"]) == (429, PROBLEM)
    assert refused.headers["Retry-After"] == "900"


def test_only_reading_is_allowed_and_nothing_else_is_there(client: Client, db: None) -> None:
    refused = client.post(ISOCHRONE)
    assert (refused.status_code, refused.headers["Content-Type"], refused.headers["Allow"]) == (405, PROBLEM, "GET")
    nowhere = client.get("/api/v1/nothing/here")
    assert (nowhere.status_code, nowhere.headers["Content-Type"]) == (404, PROBLEM)


def test_the_description_names_every_answer_and_no_other_machine(client: Client, db: None) -> None:
    described = client.get("/api/v1/openapi.json").json()
    assert {path for path in described["paths"] if "/partner/" not in path} == {
        ISOCHRONE,
        "/api/v1/networks",
        "/api/v1/directory",
        "/api/v1/directory/{number}",
    }
    operation = described["paths"][ISOCHRONE]["get"]
    assert set(operation["responses"]) == {"200", "403", "404", "422", "429", "503"}
    assert {code: set(response["content"]) for code, response in operation["responses"].items()} == {
        code: {GEOJSON if code == "200" else PROBLEM} for code in operation["responses"]
    }
    assert {each["name"] for each in operation["parameters"]} == {"lat", "lon", "mode", "minutes"}
    page = client.get("/api/").content.decode()
    assert all(path in page for path in described["paths"])
    assert "unsafe" not in client.get("/api/").headers["Content-Security-Policy"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(asked=st.dictionaries(st.sampled_from(["lat", "lon", "mode", "minutes", "x"]), ANYTHING))
def test_nothing_that_is_asked_breaks_it(client: Client, yvelines: Diagnosis, asked: dict[str, str]) -> None:
    answer = client.get(ISOCHRONE, asked)
    assert answer.status_code in {200, 403, 404, 422}
    assert answer.headers["Content-Type"] in {PROBLEM, GEOJSON}
    assert json.loads(answer.content)
