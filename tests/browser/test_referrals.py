"""A resident asks three questions on a telephone; an agent sends somebody to a structure, which answers by its link."""

from __future__ import annotations

import email
import email.policy
import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from .conftest import NARROW, Flaws, FlawsOf

Open = Callable[..., Page]

PUBLIC = (
    "/orientation/",
    "/orientation/?besoin=doctor",
    "/orientation/?besoin=doctor&obstacle=reading&etape=ou",
    "/orientation/?besoin=distress",
    "/orientation/reponse/?besoin=doctor&obstacle=no-doctor&commune=78586&pour=other",
    "/orientation/reponse/?besoin=distress&commune=78586",
)
DESK = ("/orientations/", "/orientations/ce-qui-manque/")


@pytest.mark.parametrize("language", ["", "/en"])
def test_pages_of_orientation_are_accessible_and_fit(open_page: Open, flaws_of: FlawsOf, language: str) -> None:
    assert flaws_of(open_page("/orientation/"), [language + path for path in PUBLIC]) == {}


@pytest.mark.parametrize("language", ["", "/en"])
def test_pages_of_agents_are_accessible_and_fit(enter: Open, flaws: Flaws, flaws_of: FlawsOf, language: str) -> None:
    page = enter("/compte/")
    assert flaws_of(page, [language + path for path in DESK]) == {}
    for state in ("waiting", "refused", "accepted"):
        page.goto(f"{language}/orientations/?etat={state}")
        page.locator(".referral-list a").first.click()
        assert flaws(page) == []


def test_a_resident_asks_on_a_telephone_without_javascript(open_page: Open) -> None:
    page = open_page("/orientation/", viewport=NARROW, has_touch=True, java_script_enabled=False)
    page.get_by_role("link", name="Voir un médecin").tap()
    page.get_by_label("Lire ou écrire est difficile").check()
    page.get_by_role("button", name="Continuer").tap()
    page.get_by_label("Dans quelle commune ?").fill("Sartrouville")
    page.get_by_role("button", name="Voir qui peut m’aider").tap()
    expect(page.locator("h1")).to_have_text("Qui peut vous aider, près de Sartrouville")
    first = page.locator(".step").first
    expect(first).to_contain_text("Votre médecin traitant")
    moment = page.locator(".step", has_text="Un médecin par écran").locator(".around").first
    moment.get_by_role("link", name="Prendre ce rendez-vous").tap()
    expect(page.locator("h1")).to_have_text("Prendre ce rendez-vous")


def test_the_keyboard_alone_is_enough(open_page: Open) -> None:
    page = open_page("/orientation/")
    page.get_by_role("link", name="Carte Vitale").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/orientation/?besoin=rights")
    page.get_by_label("Lire ou écrire est difficile").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url("**etape=ou**")
    page.get_by_label("Dans quelle commune ?").focus()
    page.keyboard.type("Sartrouville")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("Pour quelqu’un que j’aide")).to_be_checked()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Qui peut vous aider, près de Sartrouville")
    expect(page.locator(".notice").first).to_contain_text("la personne que vous aidez")


def test_an_agent_refers_with_consent_and_the_structure_answers(
    enter: Open, open_page: Open, flaws: Flaws, data: Path
) -> None:
    page = enter("/orientation/reponse/?besoin=doctor&obstacle=no-doctor&commune=78586")
    structure = page.locator(".around", has_text="CPTS")
    structure.get_by_role("link", name="Orienter vers ce lieu").click()
    assert flaws(page) == []
    page.set_viewport_size({"width": 1440, "height": 900})
    page.get_by_label("Nom", exact=True).fill("Rose Martin")
    page.get_by_label("Téléphone", exact=True).fill("06 39 98 12 34")
    page.get_by_label("de vive voix, ici").check()
    page.get_by_role("button", name="Elle est d’accord : envoyer").click()
    expect(page.locator(".alert")).to_contain_text("C’est envoyé")
    number = re.search(r"/orientations/(\d+)/", page.url)[1]

    theirs = open_page(link_in_mail(data, number), viewport=NARROW, has_touch=True, java_script_enabled=False)
    expect(theirs.locator("body")).not_to_contain_text("Rose Martin")
    theirs.get_by_role("button", name="Voir de qui il s’agit").tap()
    expect(theirs.locator(".referral-card")).to_contain_text("Rose Martin")
    theirs.get_by_text("Nous ne pouvons pas", exact=True).tap()
    theirs.get_by_label("nous n’avons plus de place en ce moment").check()
    theirs.get_by_role("button", name="Envoyer : nous ne pouvons pas").tap()
    expect(theirs.locator(".lead")).to_contain_text("Vous ne pouvez pas aider cette personne")

    page.reload()
    expect(page.locator(".referral-state")).to_contain_text("Refusée")
    expect(page.get_by_role("heading", name="La structure suivante")).to_be_visible()
    page.get_by_label("au téléphone").first.check()
    page.get_by_role("button", name="Orienter vers ce lieu").first.click()
    expect(page.locator(".referral-state")).to_contain_text("En attente de réponse")


def link_in_mail(data: Path, number: str) -> str:
    """The address that the structure was sent: the demo writes its e-mails into files."""
    give_up = time.monotonic() + 60
    while time.monotonic() < give_up:
        for file in (data / "outbox" / "email").glob("*.eml"):
            mail = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
            found = re.search(r"/orientations/reponse/\S+", mail.get_content())
            if found and f"n° {number}," in mail["Subject"]:
                return found[0]
        time.sleep(0.2)
    raise AssertionError(f"Nobody was written to about referral {number}.")
