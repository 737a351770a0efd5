"""The directory for programs: what the page finds, as its description says."""

from __future__ import annotations

import json

import pytest
from django.core.cache import caches
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maillage.web.api import directory
from maillage.web.api.directory_schemas import DirectoryAnswer, DirectoryEntryAnswer
from maillage.web.directory.models import Entry

from ..directory.given_entries import VERSAILLES, a_list, an_entry

pytestmark = pytest.mark.django_db
PROBLEM = "application/problem+json"
DIRECTORY = "/api/v1/directory"


@pytest.fixture
def places() -> list[Entry]:
    a_list(licence="Licence Ouverte 2.0")
    dentist = {"topics": ["dentist"], "fees": "free", "languages": ["fr"], "name": "Soins dentaires"}
    return [
        an_entry("Centre dentaire", dentist, {"topics": ["food"]}, kind="health-centre", origins={"name": "liste"}),
        an_entry("Pharmacie du Roi", kind="pharmacy", **VERSAILLES),
    ]


def answered(client: Client, **asked: object) -> DirectoryAnswer:
    answer = client.get(DIRECTORY, asked)
    assert answer.status_code == 200
    return DirectoryAnswer.model_validate_json(answer.content, extra="forbid")


def test_an_answer_is_what_the_description_says(client: Client, places: list[Entry]) -> None:
    found = answered(client, words="dentsite", commune="78517", topics=["dentist"], fees="free", within_minutes=30)
    [shown] = found.entries
    assert (shown.number, shown.name, shown.approximate) == (places[0].pk, "Centre dentaire", True)
    assert shown.minutes is not None
    assert shown.minutes < 10
    assert [service.matches for service in found.entries[0].services] == [True, False]
    assert (found.understood[0].how, found.understood[0].words) == ("corrected", "dentiste")
    assert [(source.source, source.licence) for source in found.sources] == [("liste", "Licence Ouverte 2.0")]
    assert found.entries[0].page == f"http://localhost:8000/annuaire/{places[0].pk}/"
    assert found.near is not None
    assert found.near.name == "Rambouillet"


def test_pages_follow_each_other(client: Client, places: list[Entry]) -> None:
    first = answered(client, limit=1)
    assert first.next is not None
    second = answered(client, limit=1, cursor=first.next)
    assert [each.name for each in (*first.entries, *second.entries)] == ["Centre dentaire", "Pharmacie du Roi"]
    assert (first.total, second.next) == (2, None)


def test_codes_may_be_given_several_times(client: Client, places: list[Entry]) -> None:
    found = answered(client, kinds=["pharmacy", "health-centre"])
    assert found.total == 2
    assert found.counts["kinds"] == {"health-centre": 1, "pharmacy": 1}


def test_one_entry_and_the_one_that_it_became(client: Client, places: list[Entry]) -> None:
    one, other = places
    answer = client.get(f"{DIRECTORY}/{one.pk}")
    read = DirectoryEntryAnswer.model_validate_json(answer.content, extra="forbid")
    assert (read.entry.number, read.entry.origins, read.sources[0].source) == (one.pk, {"name": "liste"}, "liste")
    Entry.objects.filter(pk=one.pk).update(merged_into=other, listed=False)
    assert client.get(f"{DIRECTORY}/{one.pk}").json()["entry"]["number"] == other.pk


def test_what_is_not_listed_is_not_there(client: Client, places: list[Entry]) -> None:
    Entry.objects.filter(pk=places[0].pk).update(listed=False)
    for number in (places[0].pk, 10**9):
        answer = client.get(f"{DIRECTORY}/{number}")
        assert (answer.status_code, answer.headers["Content-Type"]) == (404, PROBLEM)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"topics": "dentiste"}, "topics.0: Input should be 'digital-skills'"),
        ({"lat": "48"}, "lat, lon: give both, or neither."),
        ({"lat": "91", "lon": "2"}, "lat: Input should be less than or equal to 90."),
        ({"commune": "Sainte-Colombe"}, "commune: it may be Sainte-Colombe ("),
        ({"commune": "Nulle-Part-les-Bains"}, "commune: there is none of this name."),
        ({"within_minutes": "10"}, "within_minutes: say from where"),
        ({"cursor": "demain"}, "cursor: give `next` of an answer"),
        ({"limit": "1000"}, "limit: Input should be less than or equal to 100."),
        ({"words": "a" * 300}, "words: String should have at most 200 characters."),
        ({"words": "\0"}, "words: String should match pattern"),
    ],
)
def test_what_is_wrong_is_a_problem_that_says_what_to_do(client: Client, asked: dict[str, str], told: str) -> None:
    answer = client.get(DIRECTORY, asked)
    assert (answer.status_code, answer.headers["Content-Type"]) == (422, PROBLEM)
    assert told in answer.json()["detail"]


def test_where_somebody_is_stays_out_of_every_cache(client: Client, places: list[Entry]) -> None:
    assert client.get(DIRECTORY).headers["Cache-Control"] == "public, max-age=60"
    assert client.get(DIRECTORY, {"lat": "48.6", "lon": "1.8"}).headers["Cache-Control"] == "private, no-store"


def test_strangers_are_counted(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    caches["turns"].clear()
    monkeypatch.setattr(directory, "REQUESTS", 1)
    assert client.get(DIRECTORY).status_code == 200
    refused = client.get(DIRECTORY)
    assert (refused.status_code, refused.headers["Content-Type"]) == (429, PROBLEM)
    assert refused.headers["Retry-After"] == "900"


ANYTHING = st.one_of(
    st.text(max_size=12), st.integers(-400, 10**6).map(str), st.sampled_from(["psy", "78120", "free", "true", "1_2_3"])
)
NAMES = [
    "words",
    "commune",
    "lat",
    "lon",
    "within_minutes",
    "topics",
    "languages",
    "fees",
    "limit",
    "cursor",
    "open_now",
]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(asked=st.dictionaries(st.sampled_from(NAMES), ANYTHING))
def test_nothing_that_is_asked_breaks_it(client: Client, asked: dict[str, str]) -> None:
    answer = client.get(DIRECTORY, asked)
    assert answer.status_code in {200, 422}
    assert json.loads(answer.content)
