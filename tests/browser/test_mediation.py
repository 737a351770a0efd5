"""The mediator's and the elected official's journeys: workshops, accompaniments by keyboard, the activity; a resident
enrols on a telephone without JavaScript. The demo has workshops to come, one of them full."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from .conftest import NARROW, Flaws, FlawsOf

Open = Callable[..., Page]

PAGES = (
    "/ateliers/organiser/",
    "/ateliers/organiser/prevoir/",
    "/ateliers/organiser/programmes/",
    "/ateliers/organiser/avis/",
    "/ateliers/fiches/",
    "/ateliers/fiches/teleconsultation/",
    "/accompagnements/",
    "/accompagnements/nouveau/",
    "/activite/",
    "/activite/offre/",
)


@pytest.mark.parametrize("language", ["", "/en"])
def test_pages_of_mediation_and_activity_are_accessible_and_fit(enter: Open, flaws_of: FlawsOf, language: str) -> None:
    assert flaws_of(enter("/compte/"), [language + path for path in PAGES]) == {}


def test_an_accompaniment_takes_fewer_than_ten_keys(enter: Open) -> None:
    """Half an hour, booking an appointment, with help, sent on to nobody, no commune."""
    page = enter("/accompagnements/nouveau/")
    keys = ["Digit3", "Digit2", "Enter", "Digit2", "Enter", "Enter"]
    assert len(keys) < 10
    for key in keys:
        page.keyboard.press(key)
    expect(page.locator("h1")).to_have_text("Accompagnements")
    first = page.locator(".people li").first
    expect(first).to_contain_text("Prise de rendez-vous")
    expect(first).to_contain_text("30")


def test_it_is_corrected_and_taken_back_the_same_day(enter: Open) -> None:
    page = enter("/accompagnements/nouveau/", java_script_enabled=False)
    page.get_by_label("60 min").check(force=True)
    page.get_by_label("MDPH").check(force=True)
    page.get_by_label("Apprendre à faire seul").check(force=True)
    page.get_by_label("a fait seul").check(force=True)
    page.get_by_label("Commune de résidence").fill("Rambouillet")
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    expect(page.locator(".alert")).to_have_text("C’est noté.")
    page.locator(".people li").first.get_by_role("link").click()
    expect(page.get_by_label("60 min")).to_be_checked()
    expect(page.get_by_label("Commune de résidence")).to_have_value("Rambouillet (78517)")
    page.get_by_label("45 min").check(force=True)
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    expect(page.locator(".people li").first).to_contain_text("45")
    page.locator(".people li").first.get_by_role("button").click()
    expect(page.locator(".alert")).to_have_text("C’est retiré.")


def test_a_resident_enrols_on_a_telephone_without_javascript_and_leaves(open_page: Open) -> None:
    page = open_page("/ateliers/", viewport=NARROW, has_touch=True, java_script_enabled=False)
    page.locator(".day", has_text="libre").get_by_role("link").first.click()
    page.get_by_label("Votre nom").fill("Rose Petit")
    page.get_by_label("Votre adresse e-mail").fill("rose@exemple.fr")
    page.get_by_role("button", name="M’inscrire").click()
    expect(page.locator("h1")).to_have_text("Votre place est réservée")
    address = page.url
    page.get_by_role("button", name="Annuler mon inscription").tap()
    expect(page.locator("h1")).to_have_text("Votre inscription est annulée")
    page.goto(address)
    expect(page.locator("h1")).to_have_text("Votre inscription est annulée")


def test_a_full_workshop_offers_its_waiting_list(open_page: Open, flaws: Flaws) -> None:
    page = open_page("/ateliers/")
    assert flaws(page) == []
    page.locator(".day", has_text="complet").get_by_role("link").first.click()
    expect(page.get_by_role("button")).to_contain_text(["M’inscrire sur la liste d’attente"])
    assert flaws(page) == []


def test_a_programme_is_planned_by_one_click_and_its_opinions_are_filled_in_on_a_telephone(
    enter: Open, open_page: Open, flaws: Flaws
) -> None:
    page = enter("/ateliers/organiser/programmes/")
    page.locator(".programmes li", has_text="Reconnaître une arnaque").get_by_role("button").first.click()
    expect(page.locator("h1")).to_have_text("Reconnaître une arnaque")
    page.get_by_role("link", name="Avis avant et après").click()
    assert flaws(page) == []
    link = page.get_by_role("link", name="Ouvrir la page : avant").get_attribute("href")
    phone = open_page(link, viewport=NARROW, has_touch=True, java_script_enabled=False)
    phone.get_by_label("Le numéro de votre carte").fill("3")
    for statement in phone.get_by_role("group").all():
        face = statement.get_by_label("Un peu")
        face.check(force=True)
        expect(face).to_be_checked()
    expect(phone.get_by_role("button", name="Envoyer")).to_be_enabled()
    assert phone.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]


def test_the_activity_tells_each_figure_and_gives_its_table(enter: Open) -> None:
    page = enter("/activite/?periode=12-mois")
    section = page.locator("#issues")
    section.get_by_text("Ce que cela compte").click()
    expect(section.locator(".activity-about")).to_contain_text("Part des absents")
    section.get_by_text("Tableau").click()
    expect(section.locator("table")).to_contain_text("La personne est venue")
    page.get_by_label("Période").select_option("ce mois-ci")
    page.get_by_role("button", name="Afficher").click()
    expect(page.get_by_label("Période")).to_have_value("mois")
