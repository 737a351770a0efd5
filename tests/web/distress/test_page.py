"""Somebody to talk to: numbers first, nothing asked, nothing remembered."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable

import pytest
from django.test import Client

from maillage.web import emergency
from maillage.web.accounts.models import User
from maillage.web.directory.models import Entry
from maillage.web.directory.queries.found import Found, Line
from maillage.web.distress.queries import nearby as queries
from maillage.web.distress.rules.lines import LINES
from maillage.web.distress.rules.structures import STRUCTURES

from ..given import NOW

PAGE = "/besoin-de-parler/"
Finding = Callable[..., None]

pytestmark = pytest.mark.django_db


@pytest.fixture
def finding(monkeypatch: pytest.MonkeyPatch) -> list[dict]:
    """What the directory is asked; it knows one mental health centre, 12 minutes away."""
    asked: list[dict] = []
    centre = Entry(name="CMP de Rambouillet", postcode="78120", city="Rambouillet", phone="+33130000000", made_at=NOW)

    def find(**said: object) -> Found:
        asked.append(said)
        there = said["kinds"] == ("mental-health-centre",)
        return Found((Line(centre, 12.2 if said["near"] else None),)) if there else Found()

    monkeypatch.setattr(queries, "find", find)
    return asked


def main_of(client: Client, path: str) -> str:
    return client.get(path).text.partition("<main")[2].partition("</main>")[0]


@pytest.mark.parametrize("path", [PAGE, f"/en{PAGE}"])
def test_numbers_are_the_first_links_of_the_page_and_the_way_out_is_next(client: Client, path: str) -> None:
    links = re.findall(r'href="([^"]+)"', main_of(client, path))
    numbers = [number.link for group in emergency.GROUPS for number in group.numbers]
    assert links[: len(numbers) + 1] == [*numbers, "https://meteofrance.com/"]


def test_every_kind_of_place_and_every_line_says_what_it_is_and_what_it_is_not(client: Client) -> None:
    page = main_of(client, PAGE).replace("&#x27;", "'")
    missing = [text for each in (*STRUCTURES, *LINES) for text in (each.is_, each.is_not) if text not in page]
    assert missing == []


def test_near_a_commune_the_nearest_come_first(client: Client, finding: list[dict]) -> None:
    page = main_of(client, f"{PAGE}?ou=78517")
    assert "12 min en voiture" in page
    assert 'href="tel:+33130000000">01 30 00 00 00<' in page
    assert {(said["near"].commune, said["at_most"]) for said in finding} == {("78517", queries.NEAREST)}
    assert [said["topics"] for said in finding if said["kinds"] == ("hospital",)] == [("mental-health",)]


def test_without_a_commune_the_whole_list_is_there_to_be_printed(client: Client, finding: list[dict]) -> None:
    assert "CMP de Rambouillet" in main_of(client, PAGE)
    assert {(said["near"], said["at_most"]) for said in finding} == {(None, queries.ALL)}


def test_a_commune_that_is_none_is_said_beside_the_field_and_the_page_stands(client: Client) -> None:
    page = main_of(client, f"{PAGE}?ou=Nulle-Part%00-les-Bains<b>")
    assert "Nulle-Part-les-Bains&lt;b&gt;" in page
    assert 'id="ou_error"' in page
    assert "tel:3114" in page


def test_communes_of_the_same_name_are_offered(client: Client) -> None:
    assert re.search(r'href="\?ou=\d[\dAB]\d{3}#near"', main_of(client, f"{PAGE}?ou=Saint-Martin"))


def test_it_leaves_no_trace(as_agent: Client, caplog: pytest.LogCaptureFixture) -> None:
    """Even of somebody who is logged in: no name on the page, no cookie, no line in the log, no referrer, no cache."""
    caplog.set_level(logging.DEBUG)
    answer = as_agent.get(PAGE, {"ou": "Rambouillet"})
    assert answer.status_code == 200
    assert "Marie Dupont" not in answer.text
    assert not answer.cookies
    assert caplog.records == []
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cache-Control"] == "no-store"


def test_without_a_commune_it_is_the_same_for_everybody_and_cached(client: Client, agent: User) -> None:
    first = client.get(PAGE)
    assert first.headers["Cache-Control"] == "public, max-age=300"
    client.force_login(agent)
    assert main_of(client, PAGE) == first.text.partition("<main")[2].partition("</main>")[0]


def test_what_breaks_is_told_of_nobody(
    as_agent: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(**said: object) -> Found:
        raise LookupError

    monkeypatch.setattr(queries, "find", broken)
    as_agent.raise_request_exception = False
    caplog.set_level(logging.INFO, "maillage.requests")
    assert as_agent.get(PAGE).status_code == 500
    told = [record for record in caplog.records if record.name == "maillage.requests"]
    assert [(record.view, record.person) for record in told] == [("distress:someone_to_talk_to", None)]


def test_a_line_is_called_as_it_is_written(client: Client) -> None:
    calls = {line.name: line.call for line in LINES if line.phone}
    assert calls["SOS Amitié"] == "+33972394050"
    assert calls["3018"] == "3018"
    assert all(line.website.startswith("https://") for line in LINES)
