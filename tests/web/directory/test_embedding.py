"""The directory on the site of a town: this page may be framed and no other; colours are of a safe list."""

from __future__ import annotations

from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from maillage.web.accounts.rules.appearance import PAPER
from maillage.web.accounts.rules.contrast import is_readable
from maillage.web.directory.rules.tints import TINTS

from .given_entries import an_entry

pytestmark = pytest.mark.django_db


def policy(client: Client, path: str) -> dict[str, str]:
    said = client.get(path).headers["Content-Security-Policy"]
    return dict(part.strip().partition(" ")[::2] for part in said.split(";"))


@pytest.mark.parametrize("path", ["/annuaire/cadre/", "/annuaire/cadre/?q=lieu", "/annuaire/cadre/?ou=Zzyzx"])
def test_any_site_may_frame_this_page_and_that_is_all_that_is_opened(client: Client, path: str) -> None:
    for _ in ("drawn", "kept"):
        answer = client.get(path)
        assert "X-Frame-Options" not in answer.headers
        assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    opened, usual = policy(client, path), policy(client, "/annuaire/")
    assert opened.pop("frame-ancestors") == "*"
    assert usual.pop("frame-ancestors") == "'none'"
    assert opened == usual


@pytest.mark.parametrize("path", ["/annuaire/", "/annuaire/?q=lieu", "/annuaire/integrer/"])
def test_no_other_page_may_be_framed(client: Client, path: str) -> None:
    for _ in ("drawn", "kept"):
        assert client.get(path).headers["X-Frame-Options"] == "DENY"
        assert policy(client, path)["frame-ancestors"] == "'none'"


def test_what_is_framed_sets_no_cookie_and_its_cards_open_beside_it(client: Client) -> None:
    entry = an_entry("Lieu")
    answer = client.get("/annuaire/cadre/?q=lieu&couleur=bleu")
    page = answer.content.decode()
    assert not answer.cookies
    assert f'href="/annuaire/{entry.pk}/" target="_blank" rel="noopener"' in page
    assert '<input type="hidden" name="couleur" value="bleu">' in page
    assert "/annuaire/cadre/bleu.css" in page


def test_a_colour_is_one_of_the_list_or_the_authority_s_own(client: Client) -> None:
    assert ".css" not in client.get('/annuaire/cadre/?couleur=red"><script>').content.decode().split("directory.css")[1]
    assert client.get("/annuaire/cadre/rose.css").status_code == 404
    for name, (_words, colour) in TINTS.items():
        answer = client.get(f"/annuaire/cadre/{name}.css")
        assert answer.headers["Content-Type"] == "text/css"
        assert is_readable(colour, on=PAPER)
        assert f"--accent:{colour}" in answer.content.decode()


def test_the_lines_to_paste_hold_what_was_chosen(client: Client, settings) -> None:
    settings.URL = "https://annuaire.example"
    page = client.get(
        "/annuaire/integrer/?ou=Saint-Martin%22%3E&sujet=dentist&couleur=bleu&hauteur=900"
    ).content.decode()
    # A text area holds its lines escaped once, what is pasted holds an address escaped once.
    pasted = unescape(page.split("<textarea")[1].split(">", 1)[1].split("</textarea>")[0])
    assert pasted.startswith('<iframe src="https://annuaire.example/annuaire/cadre/?')
    assert 'height="900"' in pasted
    address = unescape(pasted.split('"')[1])
    assert parse_qs(urlsplit(address).query) == {"ou": ['Saint-Martin">'], "sujet": ["dentist"], "couleur": ["bleu"]}


def test_the_preview_may_show_our_own_page_alone(client: Client) -> None:
    assert policy(client, "/annuaire/integrer/")["frame-src"] == "'self'"
