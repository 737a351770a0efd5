"""Journeys through the atlas: by mouse, by keyboard, by touch, and without a script."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

Open = Callable[..., Page]
LIVE = ".is-live .maplibregl-canvas"
MAP_WAIT_MS = 60_000


def with_map(page: Page) -> Page:
    """The map is drawn by the processor here: that may take a while."""
    page.wait_for_selector(LIVE, timeout=MAP_WAIT_MS)
    return page


def test_a_row_selects_its_commune_and_the_map_shows_its_card(wide: Page) -> None:
    page = with_map(wide)
    page.locator("tr[data-code='78410'] td.value").click()
    expect(page.locator("tr[data-code='78410']")).to_have_attribute("aria-current", "true")
    card = page.locator(".map-card")
    expect(card.get_by_role("heading", name="Moisson")).to_be_visible()
    expect(card).to_contain_text("le niveau le plus bas des Yvelines")
    card.get_by_role("button", name="Fermer").click()
    expect(card).to_be_hidden()
    expect(page.locator("tr[aria-current]")).to_have_count(0)


def test_the_map_selects_the_row(wide: Page) -> None:
    page = with_map(wide)
    page.locator("#map").click()
    chosen = page.locator("tr[aria-current]")
    expect(chosen).to_have_count(1)
    expect(chosen).to_be_in_viewport()
    name = chosen.locator("th a").inner_text()
    expect(page.locator(".map-card").get_by_role("heading", name=name, exact=True)).to_be_visible()


def test_a_chooser_changes_list_and_legend_and_keeps_the_map(wide: Page) -> None:
    page = with_map(wide)
    page.locator(LIVE).evaluate("canvas => { canvas.dataset.same = 'yes'; }")
    page.get_by_role("link", name="Urgences", exact=True).click()
    expect(page).to_have_url(re.compile("indicateur=urgences"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Temps jusqu’aux urgences les plus proches")
    expect(page.locator(".map-legend-title")).to_contain_text("Minutes en voiture")
    assert page.locator(LIVE).get_attribute("data-same") == "yes"
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Accès aux médecins généralistes")


def test_a_heading_sorts(wide: Page) -> None:
    wide.get_by_role("link", name="Habitants", exact=True).click()
    expect(wide.locator("th[aria-sort='ascending']")).to_contain_text("Habitants")
    wide.get_by_role("link", name=re.compile("^Habitants")).click()
    expect(wide.locator("th[aria-sort='descending']")).to_contain_text("Habitants")
    expect(wide.locator(".list tbody th a").first).to_have_text("Versailles")


def test_the_filter_answers_as_one_types(wide: Page) -> None:
    rows = wide.locator(".list tbody tr:visible")
    expect(rows).to_have_count(259)
    wide.get_by_placeholder("Filtrer").fill("mûreaux")
    expect(rows).to_have_count(1)
    wide.get_by_placeholder("Filtrer").fill("zzz")
    expect(wide.get_by_text("Rien ne correspond à ce filtre")).to_be_visible()


def test_the_keyboard_goes_everywhere(wide: Page) -> None:
    page = with_map(wide)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Aller au contenu")).to_be_focused()
    page.keyboard.press("l")
    expect(page.get_by_role("link", name="Moisson", exact=True).first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator("tr[aria-current] th a")).to_have_text("Mousseaux-sur-Seine")
    expect(page.locator(".map-card")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".map-card")).to_be_hidden()
    page.keyboard.press("c")
    expect(page.locator(LIVE)).to_be_focused()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Raccourcis clavier")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    expect(page.get_by_role("combobox")).to_be_focused()


def test_a_territory_is_found_as_one_types(wide: Page) -> None:
    box = wide.get_by_role("combobox")
    box.fill("isere")
    expect(wide.get_by_role("option").first).to_contain_text("Isère")
    box.press("ArrowDown")
    box.press("Enter")
    expect(wide).to_have_url(re.compile("/diagnostics/38/$"))
    expect(wide.locator(".lead")).to_contain_text("Un habitant de l’Isère dispose de 3,82 consultations par an")


def test_without_a_script_everything_is_said(open_page: Open) -> None:
    page = open_page("/", java_script_enabled=False)
    expect(page.locator("img.map-drawn")).to_be_visible()
    assert page.request.get(page.locator("img.map-drawn").get_attribute("src")).ok
    page.get_by_role("link", name="Priorité", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Où agir d’abord")
    page.get_by_role("link", name=re.compile("^Commune")).click()
    expect(page.locator(".list tbody th a").first).to_have_text("Ablis")
    page.get_by_placeholder("Filtrer").fill("moisson")
    page.get_by_placeholder("Filtrer").press("Enter")
    page.get_by_role("link", name="Moisson", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Moisson")
    expect(page.locator(".card-figure svg")).to_have_count(3)


def test_other_weights_change_list_and_address_without_a_new_page(wide: Page) -> None:
    wide.get_by_role("link", name="Priorité", exact=True).click()
    expect(wide.get_by_label("75 ans et plus")).to_have_value("20")
    wide.evaluate("document.body.dataset.same = 'yes'")
    wide.get_by_label("75 ans et plus").fill("60")
    wide.get_by_role("button", name="Appliquer").click()
    expect(wide).to_have_url(re.compile(r"indicateur=priorite&poids=40-60-20-20$"))
    expect(wide.locator("body")).to_have_attribute("data-same", "yes")
    expect(wide.get_by_label("75 ans et plus")).to_have_value("60")
    wide.get_by_role("link", name="Revenir aux poids du diagnostic").click()
    expect(wide.get_by_label("75 ans et plus")).to_have_value("20")


def test_a_bad_weight_is_told_beside_its_field_without_a_script(open_page: Open) -> None:
    page = open_page(
        "/?indicateur=priorite&poids-access=x&poids-age=1&poids-poverty=1&poids-digital=1", java_script_enabled=False
    )
    field = page.get_by_label("Accès aux médecins")
    expect(field).to_have_accessible_description("Donnez un nombre de 0 à 100.")
    field.fill("3")
    page.get_by_role("button", name="Appliquer").click()
    expect(page).to_have_url(re.compile(r"poids=3-1-1-1$"))


def test_the_same_page_in_the_other_language(wide: Page) -> None:
    wide.goto("/diagnostics/78/?indicateur=priorite")
    wide.get_by_role("link", name="English").click()
    expect(wide).to_have_url(re.compile(r"/en/diagnostics/78/\?indicateur=priorite"))
    expect(wide.get_by_role("heading", level=1)).to_have_text("Where to act first")
    wide.get_by_role("link", name="Français").click()
    expect(wide.get_by_role("heading", level=1)).to_have_text("Où agir d’abord")


def test_on_a_telephone_list_and_map_are_two_tabs(narrow: Page) -> None:
    liste, carte = narrow.get_by_role("tab", name="Liste"), narrow.get_by_role("tab", name="Carte")
    expect(liste).to_have_attribute("aria-selected", "true")
    expect(narrow.locator("#pane-map")).to_be_hidden()
    carte.tap()
    expect(narrow.locator("#pane-map")).to_be_visible()
    expect(narrow.locator("#pane-list")).to_be_hidden()
    with_map(narrow)
    carte.press("ArrowLeft")
    expect(liste).to_be_focused()
    expect(narrow.locator("#pane-list")).to_be_visible()


def test_enlarged_twice_nothing_leaves_the_page(open_page: Open) -> None:
    page = open_page("/", viewport={"width": 720, "height": 450}, device_scale_factor=2)
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    expect(page.get_by_role("tab", name="Carte")).to_be_visible()


def test_france_draws_communes_when_one_comes_near(open_page: Open) -> None:
    page = with_map(open_page("/diagnostics/france/"))
    with page.expect_response(re.compile(r"/contours/\w+/communes/\w+\.json"), timeout=MAP_WAIT_MS) as outlines:
        for _ in range(3):
            page.get_by_role("button", name="Agrandir").click()
            page.wait_for_timeout(400)
    assert outlines.value.ok


def test_an_agent_makes_and_publishes_a_diagnosis(open_page: Open) -> None:
    page = open_page("/connexion/?next=/diagnostics/90/")
    account = page.locator("aside code").all_inner_texts()
    page.get_by_label("Adresse e-mail").fill(account[0])
    page.get_by_label("Mot de passe").fill(account[1])
    page.get_by_role("button", name="Se connecter").click()
    expect(page.get_by_text("Ces chiffres viennent du diagnostic de la France")).to_be_visible()
    page.get_by_role("button", name="Faire le diagnostic").click()
    expect(page.get_by_text("Brouillon")).to_be_visible(timeout=MAP_WAIT_MS)
    page.get_by_role("button", name="Publier").click()
    expect(page.get_by_text("Le diagnostic est publié")).to_be_visible()
    page.get_by_role("button", name="Dépublier").click()
    expect(page.get_by_text("Le diagnostic n’est plus publié")).to_be_visible()
