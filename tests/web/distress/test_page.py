"""Somebody to talk to: numbers first, nothing asked, nothing remembered."""

from __future__ import annotations

import logging
import re

import pytest
from django.test import Client

from maillage.web import emergency
from maillage.web.accounts.models import User
from maillage.web.directory.queries.found import Found
from maillage.web.distress.queries import nearby as queries
from maillage.web.distress.rules.lines import LINES
from maillage.web.distress.rules.structures import STRUCTURES

from ..directory.given_entries import VERSAILLES, an_entry

PAGE = "/besoin-de-parler/"
CENTRE = "mental-health-centre"

pytestmark = pytest.mark.django_db


@pytest.fixture
def places() -> None:
    """Six mental health centres, the farthest in Versailles; two hospitals, one of them with psychiatry."""
    for number in range(5):
        an_entry(f"CMP de Rambouillet {number}", {"topics": ["mental-health"]}, kind=CENTRE, phone="+33130000000")
    an_entry("CMP de Versailles", {"topics": ["mental-health"]}, kind=CENTRE, **VERSAILLES)
    an_entry("Hôpital général", {"topics": ["hospital"]}, kind="hospital")
    an_entry("Hôpital avec psychiatrie", {"topics": ["mental-health", "emergency"]}, kind="hospital")


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


def test_near_a_commune_the_nearest_come_first(client: Client, places: None) -> None:
    page = main_of(client, f"{PAGE}?ou=78646")
    assert page.index("CMP de Versailles") < page.index("CMP de Rambouillet")
    assert page.count("CMP de Rambouillet") == queries.NEAREST - 1
    assert "min en voiture" in page
    assert 'href="tel:+33130000000">01 30 00 00 00<' in page


def test_without_a_commune_the_whole_list_is_there_to_be_printed(client: Client, places: None) -> None:
    page = main_of(client, PAGE)
    assert (page.count("CMP de Rambouillet"), page.count("CMP de Versailles")) == (5, 1)
    assert "min en voiture" not in page


def test_only_hospitals_with_psychiatry_are_shown(client: Client, places: None) -> None:
    page = main_of(client, PAGE)
    assert "Hôpital avec psychiatrie" in page
    assert "Hôpital général" not in page


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
    again = client.get(PAGE)
    assert again.text == first.text
    assert again.headers["Cache-Control"] == "no-store"


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
