"""The pages of who runs the platform and of everybody's own account are accessible and fit, in both languages."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from .conftest import Flaws, FlawsOf
from .prepare import DPO

Open = Callable[..., Page]

# One browser context a group. The numbers are those of what `prepare` made.
PAGES = {
    "people": (
        "/administration/",
        "/administration/personnes/",
        "/administration/personnes/2/",
        "/administration/invitations/",
        "/administration/connexion/?q=Laurent",
    ),
    "organisations": (
        "/administration/organisations/",
        "/administration/organisations/ajouter/",
        "/administration/organisations/2/",
        "/administration/reglages/",
    ),
    "messages": (
        "/administration/messages/",
        "/administration/messages/1/",
        "/administration/messages/lots/",
        "/administration/messages/refus/",
    ),
    "machine": ("/administration/travaux/", "/etat/"),
    "account": (
        "/compte/",
        "/compte/roles/",
        "/compte/mot-de-passe/",
        "/compte/seconde-etape/",
        "/compte/donnees/",
    ),
    "English": (
        "/en/administration/",
        "/en/administration/personnes/2/",
        "/en/administration/invitations/",
        "/en/administration/messages/",
        "/en/administration/travaux/",
        "/en/compte/",
        "/en/etat/",
    ),
}
PAGES_OF_THE_DPO = (
    "/administration/journal/",
    "/administration/donnees/",
    "/administration/donnees/personne/?q=Roux",
    "/administration/donnees/conservation/",
    "/administration/donnees/registre/",
    "/administration/donnees/informations/",
    "/administration/donnees/informations/accounts/fr/",
    "/en/administration/journal/",
    "/en/administration/donnees/registre/",
)


@pytest.fixture
def seen(flaws: Flaws) -> Callable[[Page], dict[str, list[str]]]:
    """Flaws of the page that is open, by its address; none is good."""
    return lambda page: {page.url: found} if (found := flaws(page)) else {}


@pytest.mark.parametrize("group", PAGES)
def test_pages_of_an_administrator_are_accessible_and_fit(enter: Open, flaws_of: FlawsOf, group: str) -> None:
    assert flaws_of(enter("/compte/"), PAGES[group]) == {}


def test_letters_and_slips_are_accessible_and_fit(enter: Open, seen: Callable) -> None:
    page = enter("/administration/messages/lots/")
    page.get_by_role("button", name="Prendre ces courriers").click()
    expect(page.get_by_role("heading", name="Jeanne Petit")).to_be_visible()
    found = seen(page)
    page.goto("/administration/invitations/")
    page.get_by_label("Nom de la personne").fill("Nadia Benali")
    page.get_by_role("radio", name="Lecture").check()
    page.get_by_role("button", name="Inviter").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Invitation à imprimer")
    found |= seen(page)
    page.goto("/compte/seconde-etape/")
    page.get_by_role("button", name="Installer une application").click()
    page.get_by_text("Je ne peux pas scanner").click()
    assert found | seen(page) == {}


def test_pages_of_the_data_protection_officer_are_accessible_and_fit(
    open_page: Open, seen: Callable, flaws_of: FlawsOf
) -> None:
    """Who comes in for the first time, by a card of codes, and then looks at everything, one person included."""
    page = open_page("/connexion/")
    page.get_by_label("Adresse e-mail").fill(DPO["email"])
    page.get_by_label("Mot de passe").fill(DPO["password"])
    page.locator("main button").click()
    page.get_by_role("button", name="Imprimer une carte").click()
    code = page.locator(".paper-code").first.inner_text()
    found = seen(page)
    page.get_by_role("link", name="continuer").click()
    expect(page.locator(".asked")).to_have_text("1")
    found |= seen(page)
    page.get_by_role("textbox", name="Code").fill(code)
    page.get_by_role("button", name="Continuer").click()
    expect(page.locator(".account-name")).to_have_text(DPO["name"])
    found |= flaws_of(page, PAGES_OF_THE_DPO)
    page.goto("/administration/donnees/personne/accounts.user/1/")
    found |= seen(page)
    page.get_by_role("button", name="Consulter").click()
    expect(page.get_by_role("link", name="Préparer l’effacement")).to_be_visible()
    found |= seen(page)
    page.goto("/administration/donnees/personne/accounts.user/1/effacer/")
    assert found | seen(page) == {}
