"""Places: a manager opens one without a mouse, on the smallest telephone; a resident finds it; every page fits."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from .conftest import NARROW, Flaws, FlawsOf
from .test_keyboard import press, tab_to, title, write

Open = Callable[..., Page]

# The numbers are those of the demo.
PAGES = {
    "public": ("/lieux/", "/lieux/?q=Rambouillet&plain-pied=1", "/lieux/?q=Saint-Martin", "/lieux/1/"),
    "desk": ("/lieux/gestion/", "/lieux/1/gestion/", "/lieux/1/modifier/", "/lieux/ajouter/"),
    "hours": ("/lieux/1/horaires/", "/lieux/1/fermetures/", "/lieux/1/controle/", "/lieux/importer/"),
    "equipment": ("/lieux/1/appareils/", "/lieux/appareils/1/", "/lieux/1/appareils/ajouter/", "/lieux/salles/1/"),
    "English": ("/en/lieux/", "/en/lieux/1/", "/en/lieux/1/gestion/", "/en/lieux/1/horaires/", "/en/lieux/1/controle/"),
}


@pytest.mark.parametrize("group", PAGES)
def test_pages_of_places_are_accessible_and_fit(enter: Open, flaws_of: FlawsOf, group: str) -> None:
    assert flaws_of(enter("/compte/"), PAGES[group]) == {}


def choose(page: Page, label: str, option: str) -> None:
    """Which keys open a list depends on the machine; that it is reached does not."""
    field = page.get_by_label(label, exact=True)
    tab_to(field)
    field.select_option(label=option)


def describe(page: Page) -> None:
    title(page, "Ajouter un lieu")
    write(page, "Nom", "Mairie annexe de la Clairière")
    choose(page, "Genre", "mairie ou mairie annexe")
    write(page, "Adresse", "4 place de la Clairière")
    write(page, "Code postal", "78120")
    write(page, "Commune", "Rambouillet")
    write(page, "Téléphone", "01 30 88 77 00")
    tab_to(page.get_by_label("Ouvert aux habitants"))
    page.keyboard.press("Space")
    press(page.get_by_role("button", name="Enregistrer"))


def open_on_weekdays(page: Page) -> None:
    """A clock's field has three or four stops of its own: Tab is tried on the first and after the last of them."""
    title(page, "Horaires")
    begins = page.get_by_label("Lundi, de", exact=True)
    tab_to(begins)
    begins.fill("09:00")
    page.get_by_label("Lundi, à", exact=True).fill("12:30")
    page.get_by_label("Dimanche, puis à", exact=True).focus()
    press(page.get_by_role("button", name="Recopier le lundi jusqu’au vendredi"))
    page.get_by_label("Dimanche, puis à", exact=True).focus()
    press(page.get_by_role("button", name="Enregistrer ces horaires"))
    expect(page.get_by_role("status")).to_contain_text("Voici les jours qui viennent")


def furnish(page: Page, serial: str) -> None:
    press(page.get_by_role("link", name="Ajouter une salle"))
    write(page, "Nom", "Salle bleue")
    press(page.get_by_role("button", name="Enregistrer"))
    press(page.get_by_role("link", name="Ajouter une station : Salle bleue"))
    write(page, "Nom", "Cabine de la Clairière")
    press(page.get_by_role("button", name="Enregistrer"))
    press(page.get_by_role("link", name="Ajouter un appareil"))
    choose(page, "Genre", "tensiomètre")
    write(page, "Numéro de série", serial)
    choose(page, "Station", "Cabine de la Clairière")
    press(page.get_by_role("button", name="Enregistrer"))


def look_after(page: Page, serial: str) -> None:
    title(page, "Appareils")
    press(page.get_by_role("button", name=f"Prêt : tensiomètre {serial}"))
    expect(page.get_by_text("Tout est vérifié pour aujourd’hui.")).to_be_visible()
    press(page.get_by_role("link", name=f"Signaler : tensiomètre {serial}"))
    write(page, "Ce qui se passe", "le brassard fuit")
    press(page.get_by_role("button", name="Signaler une panne"))
    expect(page.get_by_text("En panne : le brassard fuit")).to_be_visible()


@pytest.mark.parametrize(("options", "serial"), [({}, "W1"), ({"viewport": NARROW}, "N1")], ids=["wide", "narrow"])
def test_a_place_is_opened_by_keyboard_and_found_by_a_resident(
    enter: Open, open_page: Open, flaws: Flaws, options: dict, serial: str
) -> None:
    page = enter("/lieux/gestion/", **options)
    press(page.get_by_role("link", name="Ajouter un lieu"))
    describe(page)
    open_on_weekdays(page)
    address = page.url.replace("horaires/", "")
    page.goto(f"{address}gestion/")
    furnish(page, serial)
    look_after(page, serial)

    resident = open_page("/lieux/", **options)
    write(resident, "Près de chez vous, ou par son nom", "Rambouillet")
    resident.keyboard.press("Enter")
    expect(resident.get_by_text("du plus proche de la mairie de Rambouillet")).to_be_visible()
    press(resident.locator(".places-list a").first)
    title(resident, "Mairie annexe de la Clairière")
    expect(resident.get_by_role("link", name="Appeler le 01 30 88 77 00")).to_be_visible()
    expect(resident.get_by_text("Lundi à vendredi", exact=True)).to_be_visible()
    assert flaws(resident) == []

    page.goto(f"{address}gestion/")
    press(page.get_by_role("button", name="Fermer ce lieu"))
    expect(page.get_by_role("button", name="Rouvrir ce lieu")).to_be_visible()


def test_a_list_with_faults_is_shown_line_by_line(enter: Open, flaws: Flaws, tmp_path: Path) -> None:
    file = tmp_path / "lieux.csv"
    file.write_text(
        "identifiant;nom;commune;horaires\nb1;Juste;78517;\nb2;Faux;Nullepart;lundi matin\n", encoding="cp1252"
    )
    page = enter("/lieux/importer/")
    page.get_by_label("Fichier", exact=True).set_input_files(file)
    page.get_by_role("button", name="Voir ce qui viendrait").first.click()
    title(page, "Ce qui viendrait")
    rows = page.locator(".faults tbody tr")
    expect(rows).to_have_count(1)
    expect(rows.first).to_contain_text("horaires")
    expect(page.get_by_role("button", name="Importer les lignes justes")).to_be_visible()
    assert flaws(page) == []


def test_the_list_stands_without_javascript_and_the_map_with_it(open_page: Open) -> None:
    plain = open_page("/lieux/", java_script_enabled=False)
    expect(plain.locator(".places-list > li").first).to_be_visible()
    expect(plain.get_by_text("La carte demande JavaScript.")).to_be_visible()
    live = open_page("/lieux/")
    expect(live.locator(".map-frame.is-live")).to_be_visible()
    live.locator(".places-list a").nth(1).focus()
    expect(live.locator(".places-list > li").nth(1)).to_have_attribute("data-chosen", "")
