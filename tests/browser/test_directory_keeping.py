"""Who keeps the directory, and a place that looks its own card through by a link: without an account, without a
script, on a telephone."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from .conftest import NARROW, Flaws, FlawsOf

Open = Callable[..., Page]

PAGES = (
    "/annuaire/tenir/sources/",
    "/annuaire/tenir/",
    "/annuaire/tenir/fiches/nouvelle/",
    "/annuaire/tenir/fiches/personne/",
    "/annuaire/tenir/signalements/",
)
LINK = re.compile(r"/annuaire/fiche/[^/\s]+/")
# The job that sends runs every minute.
PATIENCE_SECONDS = 100


@pytest.fixture(scope="module")
def asked(data: Path) -> Callable[[str], str]:
    """``asked(name)``: the link in the message that a place received."""

    def find(name: str) -> str:
        give_up = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < give_up:
            for file in (data / "outbox" / "email").glob("*.eml"):
                text = message_from_bytes(file.read_bytes(), policy=policy.default).get_content()
                if name in text and (found := LINK.search(text)):
                    return found[0]
            time.sleep(0.5)
        return pytest.fail(f"no message about {name}")

    return find


def test_pages_of_its_keepers_are_accessible_and_fit(enter: Open, flaws_of: FlawsOf) -> None:
    assert flaws_of(enter("/compte/"), PAGES) == {}


def test_what_is_held_is_decided(enter: Open, flaws: Flaws) -> None:
    page = enter("/annuaire/tenir/sources/")
    page.locator("main").get_by_role("link", name="Décider").click()
    expect(page.get_by_text("4 fiches sur 10 disparaîtraient")).to_be_visible()
    assert flaws(page) == []
    page.get_by_role("button", name="Écarter ce fichier").click()
    expect(page.get_by_text("écartée", exact=True).first).to_be_visible()


def test_two_cards_of_one_place_are_put_together_with_a_key_and_taken_apart(enter: Open, flaws: Flaws) -> None:
    page = enter("/annuaire/tenir/doublons/")
    pair = page.locator(".double-table")
    expect(pair.get_by_role("columnheader")).to_have_count(2)
    expect(pair.locator(".differs").first).to_be_visible()
    assert flaws(page) == []
    page.keyboard.press("1")
    expect(page.get_by_role("heading", name="Dernières décisions")).to_be_visible()
    assert flaws(page) == []
    page.locator("section[aria-labelledby=decided]").get_by_role("link").first.click()
    page.get_by_role("button", name="Revenir sur cette décision").click()
    expect(page.get_by_role("button", name="Même lieu")).to_be_visible()


def test_a_place_confirms_and_corrects_its_card(open_page: Open, asked: Callable[[str], str]) -> None:
    page = open_page(asked("Centre médico-psychologique"), viewport=NARROW, java_script_enabled=False)
    page.get_by_role("button", name="Tout est juste").click()
    expect(page.get_by_text("Merci : votre fiche est confirmée.")).to_be_visible()
    page.locator("main").get_by_role("link", name="Corriger").click()
    page.get_by_role("textbox", name="Téléphone").fill("01 99 00 00 99")
    page.get_by_role("textbox", name="Nom", exact=True).fill("Un autre nom")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("01 99 00 00 99")).to_be_visible()
    expect(page.get_by_text("Centre médico-psychologique de").first).to_be_visible()


def test_pages_of_a_place_are_accessible(open_page: Open, flaws: Flaws, asked: Callable[[str], str]) -> None:
    link = asked("Centre médico-psychologique")
    page = open_page(link)
    for path in ("", "corriger/", "fin/"):
        page.goto(link + path)
        assert flaws(page) == []


def test_a_reader_reports_and_an_agent_settles(open_page: Open, enter: Open, flaws: Flaws) -> None:
    page = open_page("/annuaire/1/signaler/", viewport=NARROW, java_script_enabled=False)
    page.get_by_label("les horaires sont faux").check()
    page.get_by_role("button", name="Envoyer").click()
    expect(page.get_by_role("heading", name="Merci")).to_be_visible()
    desk = enter("/annuaire/tenir/signalements/")
    assert flaws(desk) == []
    count = desk.get_by_role("button", name="C’est réglé").count()
    desk.get_by_role("button", name="C’est réglé").first.click()
    expect(desk.get_by_role("button", name="C’est réglé")).to_have_count(count - 1)
